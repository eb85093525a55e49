"""What the window shows before there is a library."""
