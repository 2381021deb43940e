"""What a group says of itself in public, and when it meets."""
