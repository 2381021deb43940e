"""What the audit keeps about people: only who did what, by the number of their account."""

ABOUT_NOBODY = {"audit.Act": "codes, dates and counts; whose act it was is the account’s, which can be erased"}
