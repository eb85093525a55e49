"""Windows that ask or tell one thing: the incident form, status, links, the import's report."""
