"""Talks to the limited process that makes a copy."""
