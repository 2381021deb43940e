"""What people type about the pledge, checked."""
