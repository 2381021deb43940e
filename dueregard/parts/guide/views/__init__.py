"""The guide's pages."""
