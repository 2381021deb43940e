"""The files this register reads, by the name that a body's page shows, and which of them is believed over which.

An official register outranks our own tables, and these outrank a list made by others: a lower source only fills what
is empty.
"""

STARTER = "Due Regard's starter register"
GIAS = "Get Information About Schools"
ODS = "NHS Organisation Data Service"
OFS = "Office for Students register"
WDTK = "WhatDoTheyKnow list of authorities"
OLDER = "older open data"
BY_HAND = "entered by a person"

_RANK = {BY_HAND: 4, GIAS: 3, ODS: 3, OFS: 3, STARTER: 2, OLDER: 1, WDTK: 0}


def outranks(source: str, other: str) -> bool:
    """Whether what the first source says replaces what the other said. A source replaces what it said itself.

    Of two equals the one that spoke first stays, so that reading both files in turn does not change a body to and fro.
    """
    return source == other or _RANK.get(source, 0) > _RANK.get(other, 0)
