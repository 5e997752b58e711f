"""Tests of the desk: what it answers, to whom, and what it refuses."""
