"""Work in the background: when something that failed is tried again."""
