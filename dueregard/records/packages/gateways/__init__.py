"""Writes and opens the file of a package."""
