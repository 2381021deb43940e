"""A case: what happened, how it stands, what comes next, and the letters that are written in it."""
