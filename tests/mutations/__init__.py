"""Brings past failures back, one by one, to see whether a test notices (`./run mutate`)."""
