"""Read a text with one small transformer: word pieces in, and for every word its labels and its links."""
