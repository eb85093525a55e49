"""What can be done to a library: verbs, each one transaction, each returning `Changes`."""
