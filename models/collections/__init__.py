"""What a library hands out for reading: one small collection for each subject."""
