"""What an architecture review makes of past incidents: services, matrix, classes, questions."""
