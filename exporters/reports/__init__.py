"""From aggregates to reports: what a document says and in which order, not how it looks."""
