"""Reads groups: the people in them, the public ones, their meetings, what waits."""
