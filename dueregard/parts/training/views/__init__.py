"""Pages of records of training."""
