"""The pamphlets that there are."""

PAMPHLETS = {"first": "What to say at the door", "second": "Whom to ask"}
