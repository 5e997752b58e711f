"""Import what others compiled: one format a file."""
