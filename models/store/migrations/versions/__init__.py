"""The migrations, oldest first. Each is frozen once it was released."""
