"""What is written for searching: what changed, the index, and searches that people keep."""
