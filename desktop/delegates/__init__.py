"""One delegate for each kind of rich row, painted from tokens."""
