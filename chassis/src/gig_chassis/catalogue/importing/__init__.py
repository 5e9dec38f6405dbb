"""Lists from outside become entries: planned row by row, written at once when somebody says so, taken back."""
