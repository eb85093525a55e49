"""Reads a Whoosh index in bulk: whole posting lists and columns as NumPy arrays.

Whoosh writes the index; reading it posting by posting, as its searcher does, takes 30–200 ms for
a keystroke at 10,000 documents. Its files have a plain layout (codec `W3`, pinned release), so
they are mapped into memory here and decoded whole.
"""
