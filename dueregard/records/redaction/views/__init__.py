"""Pages of marking and of publishing."""
