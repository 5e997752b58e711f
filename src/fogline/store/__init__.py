"""Keep a casebook on disk: originals and journal are the truth, derived tables a cache of them."""
