"""A copy of the public site as plain files: what each address is called there, and what its pages link to."""
