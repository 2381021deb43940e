"""A group asks its members: an indicative vote with codes on paper slips, and a count that shows every step."""
