"""The files this register reads, by the name shown on a body's page, and which of them outranks which.

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

    Of two equals the first one wins, so that importing both files in turn does not change a body back and forth.
    """
    return source == other or _RANK.get(source, 0) > _RANK.get(other, 0)
