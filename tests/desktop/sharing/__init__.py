"""Tests of what is handed out from the window."""
