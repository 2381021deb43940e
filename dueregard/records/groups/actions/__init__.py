"""The writers of groups and places in them."""
