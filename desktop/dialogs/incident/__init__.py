"""The form of one incident: its typed texts, how they are read, and the widgets around them."""
