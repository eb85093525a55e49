"""Qt item models over the flat rows that the library hands out."""
