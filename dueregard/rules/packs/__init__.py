"""A campaign pack: what lies on which shelf, whether its shape is right, and what a copy says of its origin."""
