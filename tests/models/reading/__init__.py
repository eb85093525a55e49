"""Reading Markdown: other people's files, our own, and whole folders into a library."""
