"""Everything that leaves the library: PDF, Markdown, HTML, JSON, CSV."""
