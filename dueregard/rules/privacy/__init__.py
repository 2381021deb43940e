"""What has the shape of a personal detail, and what is left out of a letter before everybody may read it."""
