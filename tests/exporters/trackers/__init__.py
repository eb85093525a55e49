"""Trackers, against a local server that holds to the vendors' OpenAPI documents."""
