"""Blameless hints: where a text blames a person, and how to say what the system did instead."""
