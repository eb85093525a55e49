"""What the window does, tried through real widgets."""
