"""What is taken out of a public copy, and how it is known to be gone. Pure: words, places and bytes in, answers out."""
