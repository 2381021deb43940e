"""What is done on the branch path."""
