"""What the pledge writes: one module for each verb."""
