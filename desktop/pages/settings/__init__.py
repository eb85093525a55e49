"""What can be set: the library for everybody who opens it, the look for this machine."""
