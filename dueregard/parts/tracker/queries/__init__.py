"""Reading demands and decisions: lists, pages, what worked elsewhere, what waits, and all as data."""
