"""The only writers of holiday lists, overrides and school closures: one module per verb."""
