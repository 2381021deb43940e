"""Reading files about areas: the project's own tables, boundaries, postcode sectors."""
