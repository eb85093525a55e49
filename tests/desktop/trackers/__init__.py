"""Trackers in the window, on real libraries and the vendors' stand-ins."""
