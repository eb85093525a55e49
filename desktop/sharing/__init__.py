"""Handing out what was learned: a web site for a browser, a digest for a message."""
