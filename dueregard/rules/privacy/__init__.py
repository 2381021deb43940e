"""What looks like a personal detail, and what is left out of a letter before everyone may read it."""
