"""Tells whether "the council" or "the County Council" in a letter can be the body that wrote it.

A school that writes "the council will answer you" sends the request elsewhere; so does a district council that names
the county. What sort of body writes is known by its own name; where that says nothing, nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Words for one sort of body; each word of a line may be said of whatever has another of them in its name.
_SORTS = (
    "council cyngor borough county city district town parish unitary metropolitan authority local community",
    "school academy primary secondary junior infant infants college high grammar nursery trust federation ysgol",
    "university prifysgol college institute conservatoire",
    "trust hospital nhs infirmary health university ambulance service community care",
    "police constabulary force heddlu service",
    "commissioner office police crime",
    "board nhs health bwrdd university care",
    "fire rescue ambulance service authority",
    "department ministry government office",
    "agency authority commission",
    "association housing",
    "ombudsman office inspectorate",
)
# Stands among the words of a body's name that says of no sort what it is: "the council" is then another.
NO_SORT = "\u00abno sort\u00bb"
_GROUPS = tuple(frozenset(words.split()) for words in _SORTS)
_ANY = frozenset().union(*_GROUPS)
# What narrows a council down must be in its own name: there is a county beside every district.
_LEVEL_WORDS = (
    "county district borough city town parish unitary metropolitan primary secondary junior infant high fire health "
    "ambulance combined police university commissioner"
)
_LEVELS = frozenset(_LEVEL_WORDS.split())
_HEADS = (
    "council|trust|university|college|school|academy|constabulary|force|police|authority|board|department|ministry"
    "|agency|commission|commissioner|association|ombudsman|inspectorate|federation|hospital"
)
_GENERIC = re.compile(
    rf"\b(?:the|this|our|by|to|with|from) ((?:(?:{'|'.join(sorted(_LEVELS))}) ){{0,2}}(?:{_HEADS}))\b(?!-)"
)
# "You will hear from your council": whoever writes so is another.
_READERS = re.compile(rf"\byour (?:local )?(?:{_HEADS})\b")
# Departments that only a council has: a school that passes a request to them sends it elsewhere.
_OF_A_COUNCIL = re.compile(
    r"\b(?:children's|adult|social|education|housing|environmental|planning|highways|public health|youth|family)"
    r" (?:and \w{3,15} )?(?:services?|care|department|directorate|team)\b"
)
_INITIALS = re.compile(r"\bthe ([a-z]{3,5})\b")
_SHORTEST_INITIALS, _LONGEST_INITIALS = 3, 5


def sort_words(theirs: frozenset[str]) -> frozenset[str]:
    """Return the words that say what sort of body it is, out of the words of its name."""
    return theirs & _ANY


def initials_of(names: Iterable[str]) -> frozenset[str]:
    """Return what bodies of these names call themselves: "icb" for Mercywell Integrated Care Board."""
    found: set[str] = set()
    for name in names:
        letters = "".join(word[0].lower() for word in name.split() if word[:1].isupper())
        for length in range(_SHORTEST_INITIALS, _LONGEST_INITIALS + 1):
            found.update(letters[start : start + length] for start in range(len(letters) - length + 1))
    return frozenset(found)


def can_be_theirs(name: str, theirs: frozenset[str]) -> bool | None:
    """Tell whether a generic name ("county council", in small letters) can be said of it; None if nobody can tell."""
    own = sort_words(theirs)
    words = [word for word in name.split() if word in _ANY]
    if not own or not words:
        return False if NO_SORT in theirs and words else None
    if any(word in _LEVELS and word not in own for word in words):
        return False
    if words[-1] == "police" and "commissioner" in own:
        return False  # the commissioner's office is not the force
    return any(words[-1] in group and own <= group for group in _GROUPS)


def names_another_kind(plain: str, theirs: frozenset[str]) -> bool:
    """Tell whether a sentence in its plain form names a body of another sort than the one that writes."""
    if _OF_A_COUNCIL.search(plain) and sort_words(theirs) and not theirs & _GROUPS[0]:
        return True
    if _READERS.search(plain):
        return True
    return any(can_be_theirs(found.group(1), theirs) is False for found in _GENERIC.finditer(plain))


def with_generic_names_marked(plain: str, theirs: frozenset[str]) -> str:
    """The sentence with the mark for the writing body where "the council" can only be that."""
    text = _GENERIC.sub(
        lambda found: "\u00abus\u00bb" if can_be_theirs(found.group(1), theirs) else found.group(), plain
    )
    return _INITIALS.sub(lambda found: "\u00abus\u00bb" if found.group(1) in theirs else found.group(), text)
