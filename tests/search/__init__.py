"""How things are found: analysis, query language, index, ranking, similarity."""
