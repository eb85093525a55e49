"""Tests of desktop/pages/settings."""
