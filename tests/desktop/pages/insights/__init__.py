"""Tests of desktop/pages/insights."""
