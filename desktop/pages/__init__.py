"""The places of the window, one folder each; a page shows values and asks the session."""
