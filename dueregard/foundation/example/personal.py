"""What the invented county keeps about people: nothing; nobody in it exists."""

ABOUT_NOBODY = {"example.Example": "which rows are invented, and what the site had before"}
