"""Reads what waits, in one list."""
