"""Tests of the figures: statistics, definitions worked by hand, properties."""
