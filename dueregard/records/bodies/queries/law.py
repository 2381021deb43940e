"""The information law for one body of the register: worked out from nation and kind, unless its row says otherwise.

`rules/law/laws.py` works it out.
"""

from dataclasses import dataclass

from dueregard.records.bodies.models import NO_LAW, Body
from dueregard.rules.law.laws import BodyKind, Law, LawFound, Nation, law_for


@dataclass(frozen=True, slots=True)
class BodyLaw:
    """The law's code (foia, foisa …; empty: none), its name, and why."""

    code: str
    label: str
    because: str
    source: str


ENVIRONMENTAL = {Law.FOIA: Law.EIR, Law.FOISA: Law.EISR}


def law_of(body: Body, *, environmental: bool = False) -> BodyLaw:
    """Return the law under which the body answers a request for information, or for environmental information."""
    if body.law_override == NO_LAW:
        return BodyLaw("", "No freedom of information law", body.law_because, "")
    if body.law_override:
        law = Law(body.law_override)
        law = ENVIRONMENTAL.get(law, law) if environmental else law
        return BodyLaw(law.value, law.label, body.law_because, "")
    found: LawFound = law_for(nation=Nation(body.nation), kind=BodyKind(body.kind), environmental=environmental)
    if found.law is None:
        return BodyLaw("", "No freedom of information law", found.because, found.source)
    return BodyLaw(found.law.value, found.law.label, found.because, found.source)
