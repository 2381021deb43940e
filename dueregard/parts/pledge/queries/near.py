"""What the page of a council area says of signatories: those that work there, and those nearby."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.foundation.accounts.models import Person
from dueregard.parts.pledge.access import listed
from dueregard.records.areas.models import Area
from dueregard.rules.wiring.body_piece import BodyPiece

ORDER = 45
MOST = 30


@dataclass(frozen=True, slots=True)
class NearRow:
    """One signatory."""

    name: str
    href: str
    sort: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class SignatoriesNear:
    """Those here; `more` of them are in the list alone."""

    rows: tuple[NearRow, ...]
    more: int


def area_pieces(area: Area, person: Person | None, near: Mapping[int, int], today: date) -> tuple[BodyPiece, ...]:
    """Return the signatories of an area, or nothing where there are none. One query, or two."""
    places = [pk for pk, far in near.items() if far == 0] or [area.pk]
    here = listed().filter(area__in=places).order_by("name", "pk")
    found = list(here[: MOST + 1])
    if not found:
        return ()
    rows = tuple(
        NearRow(one.name, one.public_path(), one.sort_label, one.stands.tone, one.stands.words) for one in found[:MOST]
    )
    more = here.count() - MOST if len(found) > MOST else 0
    return (BodyPiece(ORDER, "pledge/near.html", SignatoriesNear(rows, more)),)
