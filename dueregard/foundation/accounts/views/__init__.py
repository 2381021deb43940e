"""Pages of a person's own account, and the record of acts."""
