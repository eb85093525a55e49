"""Tests of desktop/pages/first_run."""
