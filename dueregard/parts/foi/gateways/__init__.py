"""What the part makes with outside programs."""
