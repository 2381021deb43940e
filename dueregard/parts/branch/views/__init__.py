"""Pages of the branch path."""
