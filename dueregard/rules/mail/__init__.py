"""E-mail that comes in: reading it in whatever state it arrives, what kind it is, and which case it belongs to."""
