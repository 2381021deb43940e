"""Reads notes: beside a record, of a group, of a network."""
