"""Tests of the command line, through the program's own door."""
