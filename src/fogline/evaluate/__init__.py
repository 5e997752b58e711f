"""Score readings and incidents against gold: what the gates, `fogline eval` and users share."""
