"""Tests of desktop/pages/reviews."""
