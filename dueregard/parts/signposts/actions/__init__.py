"""The only writers of signposts."""
