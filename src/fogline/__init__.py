"""Keep the claim: who says that who did what to whom, where, when, with what losses."""
