"""The desk of a group, publication, and what everybody reads."""
