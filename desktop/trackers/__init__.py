"""Issue trackers in the window: secrets, previews, sending and asking, conflicts."""
