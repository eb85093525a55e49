"""Charts as values: what they show, where their marks lie, and how they become vectors."""
