"""Talks to the outside about documents: the limited processes that look into them."""
