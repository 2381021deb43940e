"""Translates addresses into one call each."""
