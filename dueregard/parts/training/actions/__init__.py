"""What is done with records of training."""
