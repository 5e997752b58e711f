"""Bring a casebook up to date: one arrow of the picture a module, each a function over batches."""
