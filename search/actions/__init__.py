"""The query language for action items: read, evaluated over rows, edited; no index needed."""
