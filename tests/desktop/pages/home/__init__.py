"""Tests of desktop/pages/home."""
