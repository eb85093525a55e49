"""Incidents that come back: which look alike, how they follow each other, what helped."""
