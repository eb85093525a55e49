"""Tests of desktop/pages/editor."""
