"""Markdown, other people's and our own, read into incidents: bytes in, aggregates out."""
