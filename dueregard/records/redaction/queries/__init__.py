"""Reading marks and copies as the group of a document may see them."""
