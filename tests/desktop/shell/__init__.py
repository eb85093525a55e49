"""The window's frame."""
