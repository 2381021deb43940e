"""Writing marks and copies."""
