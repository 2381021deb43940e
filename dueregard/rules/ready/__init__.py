"""Which pages may be kept whole, until when they are right, and how much room they take."""
