"""The window's frame: top bar, navigation, status line, history of places."""
