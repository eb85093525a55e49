"""Other search engines, asked the same questions on the same texts: what Afterword is held against.

None is a dependency. `worker` runs one engine in a process of its own, under a Python that has it;
so these modules need nothing but the standard library until an engine is opened.
"""
