"""What signposts' pages show."""
