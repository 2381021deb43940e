"""What the list of waiting things keeps about people: who has taken what, by the number of their account."""

ABOUT_NOBODY = {"todo.Take": "ids of the things that were taken"}
