"""What the site gives away as data: the shape of each table, what one may ask, and how both are described."""
