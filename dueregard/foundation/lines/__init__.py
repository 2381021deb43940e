"""One class of line for every name and title: as a field of a form, and as a column of a table."""
