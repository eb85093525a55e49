"""Tests of the query language for action items."""
