"""Decides how the people and boards of a public body are usually called, so that a letter begins with the right one.

A title is what bodies of a kind mostly use. A body may have another: every page says so and lets people change it.

Source: general knowledge of how bodies of each kind are governed, November 2026; no register names these titles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dueregard.rules.law.laws import BodyKind, Nation

_NEEDS_THE = re.compile(
    r"(?:University (?:of|for)|Open University|(?:London|Royal) Borough|City of|Borough of|College of|Council of"
    r"|Metropolitan Police|Home Office|Department|Ministry|British Transport Police|Office (?:of|for)|Isle of)\b"
)


def in_a_sentence(name: str) -> str:
    """Return a body's name as it stands in a sentence: the University of Northport, Northport City Council."""
    return f"the {name}" if _NEEDS_THE.match(name) else name


@dataclass(frozen=True, slots=True)
class Roles:
    """Who leads a body, who keeps its papers, its board and who chairs that. `the_body` is how a motion calls it."""

    head: str
    secretary: str
    board: str
    chair: str
    the_body: str


_SCHOOL = Roles("Headteacher", "Clerk to the Governors", "governing body", "Chair of Governors", "the school")
_COLLEGE = Roles("Principal", "Clerk to the Corporation", "corporation", "Chair of the Corporation", "the college")
_COUNCIL = Roles("Chief Executive", "Monitoring Officer", "council", "Leader of the Council", "the council")
_NHS = Roles("Chief Executive", "Company Secretary", "board of directors", "Chair of the Board", "the trust")
_BOARD = Roles("Chief Executive", "Board Secretary", "board", "Chair of the Board", "the health board")
_FORCE = Roles("Chief Constable", "Chief of Staff", "force executive", "Police and Crime Commissioner", "the force")
_OTHER = Roles("Chief Executive", "Secretary", "board", "Chair of the Board", "the organisation")

_USUAL = {
    BodyKind.UNIVERSITY: Roles(
        "Vice-Chancellor", "Registrar", "governing body", "Chair of the governing body", "the university"
    ),
    BodyKind.FURTHER_EDUCATION_COLLEGE: _COLLEGE,
    BodyKind.SIXTH_FORM_COLLEGE: _COLLEGE,
    BodyKind.LOCAL_AUTHORITY: _COUNCIL,
    BodyKind.NHS_BODY: _NHS,
    BodyKind.HEALTH_BOARD: _BOARD,
    BodyKind.POLICE_FORCE: _FORCE,
    BodyKind.COUNCIL_SCHOOL: Roles(
        "Headteacher", "Clerk to the Parent Council", "parent council", "Chair of the Parent Council", "the school"
    ),
    BodyKind.STUDENT_UNION: Roles("President", "Chief Executive", "trustee board", "Chair of Trustees", "the union"),
    **dict.fromkeys(
        (
            BodyKind.MAINTAINED_SCHOOL, BodyKind.ACADEMY, BodyKind.CONTROLLED_SCHOOL, BodyKind.VOLUNTARY_SCHOOL,
            BodyKind.INTEGRATED_SCHOOL, BodyKind.PUPIL_REFERRAL_UNIT, BodyKind.GRANT_AIDED_SCHOOL,
            BodyKind.INDEPENDENT_SPECIAL_SCHOOL, BodyKind.INDEPENDENT_SCHOOL,
        ),
        _SCHOOL,
    ),
}  # fmt: skip
# Where a nation has its own.
_OWN = {
    (BodyKind.UNIVERSITY, Nation.SCOTLAND): Roles(
        "Principal and Vice-Chancellor", "University Secretary", "University Court", "Chair of Court", "the university"
    ),
    (BodyKind.FURTHER_EDUCATION_COLLEGE, Nation.SCOTLAND): Roles(
        "Principal", "Secretary to the Board", "board of management", "Chair of the Board", "the college"
    ),
    (BodyKind.POLICE_FORCE, Nation.SCOTLAND): Roles(
        "Chief Constable", "Secretary", "Scottish Police Authority", "Chair of the Scottish Police Authority",
        "the force",
    ),
}  # fmt: skip


def roles_of(kind: str, nation: str) -> Roles:
    """Return the usual titles for a body's kind and nation, both as the register's codes; plain ones where unknown."""
    if kind not in list(BodyKind):
        return _OTHER
    own = _OWN.get((BodyKind(kind), Nation(nation))) if nation in list(Nation) else None
    return own or _USUAL.get(BodyKind(kind), _OTHER)
