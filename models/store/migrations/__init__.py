"""Alembic's scripts: `env.py` runs them on a connection that it is handed, no alembic.ini needed.

To add one, write ``versions/<number>_<what>.py`` and name its revision in `schema.REVISIONS`;
the tests compare the schema that it leads to with `create_tables`, on both engines.
"""
