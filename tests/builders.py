"""Plain functions that make one record each, with sensible values for what a test does not care about."""
