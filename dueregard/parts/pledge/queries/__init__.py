"""What the pages, lists and data of the pledge read."""
