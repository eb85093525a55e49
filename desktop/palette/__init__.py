"""The command palette under the search field: incidents, action items and commands by name."""
