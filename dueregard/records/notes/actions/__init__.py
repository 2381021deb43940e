"""Writing a note, and putting one into a network."""
