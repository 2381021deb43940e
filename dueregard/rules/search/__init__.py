"""What somebody asks of the search, what can be found, and where in a text it was found."""
