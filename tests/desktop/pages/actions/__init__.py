"""Tests of desktop/pages/actions."""
