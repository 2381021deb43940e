"""The only writers of areas: one module a verb."""
