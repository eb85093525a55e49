"""What an incident is, the rules about it, and the store that keeps it.

Nothing here knows of screens; SQLAlchemy is imported nowhere else.
"""
