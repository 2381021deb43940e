"""What is read of the branch path."""
