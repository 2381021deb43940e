"""What is read of records of training."""
