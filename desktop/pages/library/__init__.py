"""The Library page: facets, results, the reading pane and what is related."""
