"""Run by Alembic: migrates over the connection in ``config.attributes["connection"]``."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    render_as_batch=connection.dialect.name == "sqlite",
    # SQLite's DDL is transactional, whatever Python's driver made Alembic think of it.
    transactional_ddl=True,
)
context.run_migrations()
