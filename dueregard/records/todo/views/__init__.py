"""The page of the list, and what its buttons do."""
