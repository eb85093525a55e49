"""The controls that every place is made of; none of them knows the store."""
