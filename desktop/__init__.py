"""The application: composition root, command line, pages, widgets, Qt item models."""
