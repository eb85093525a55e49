"""Blameless hints."""
