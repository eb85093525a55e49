"""How an incident is found: the Whoosh index, its query language, similarity."""
