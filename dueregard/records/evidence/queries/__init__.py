"""Reading documents, pages and passages as a person may see them."""
