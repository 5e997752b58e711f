"""Say what each view of the desk shows, and put it together from a casebook."""
