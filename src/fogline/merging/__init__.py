"""Merge: which reports are copies of one text, and which claims are about the same thing."""
