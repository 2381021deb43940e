"""The sealed inbox."""
