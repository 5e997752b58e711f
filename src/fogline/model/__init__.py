"""Say what things are: reports, readings, claims, incidents. Standard library only."""
