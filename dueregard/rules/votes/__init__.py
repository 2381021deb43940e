"""How votes of members are counted, when a result counts, and what of it may be shown."""
