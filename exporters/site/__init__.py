"""A library as a folder of pages that any browser opens: index with search, incidents, trend."""
