"""What an administrator checks before two entries are merged: what moves, what differs, what stands against it.

The writing is in `actions/merge_bodies.py`, which asks all of it again on the locked rows.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from dueregard.records.bodies.models import Body, Identifier, Scheme
from dueregard.records.bodies.models.body import DUTY, NO_LAW
from dueregard.records.bodies.queries.moving import Moving, moving, refusals
from dueregard.records.bodies.queries.search import find_bodies
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.register.merging import COLUMNS, Difference, Refusal, both_have, differences

FOUND_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the two entries, as the page shows it beside the other."""

    body: Body
    kind: str
    where: str
    codes: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """Two entries about to become one."""

    kept: Entry
    other: Entry
    moving: list[Moving]
    refusals: list[Refusal]
    differences: tuple[Difference, ...]
    codes_of_both: list[str]
    seen: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be the same body."""

    body: Body
    kind: str
    where: str
    because: str = ""


def merge_page(kept: Body, other: Body) -> MergePage:
    """Return what is checked before `other` is merged into `kept`."""
    ours, theirs = _codes(kept), _codes(other)
    return MergePage(
        kept=_entry(kept, ours),
        other=_entry(other, theirs),
        moving=moving(other),
        refusals=refusals(kept, other),
        differences=differences(facts_of(kept), facts_of(other)),
        codes_of_both=[
            f"{Scheme(scheme).label}: {', '.join(a)} and {', '.join(b)}"
            for scheme, (a, b) in both_have(ours, theirs).items()
            if scheme != Scheme.OWN
        ],
        seen=fingerprint(kept, other),
    )


def facts_of(body: Body) -> dict[str, Any]:
    """Return what the register says of a body and a person chooses between."""
    return {column: getattr(body, column) for column in COLUMNS}


def fingerprint(kept: Body, other: Body) -> str:
    """Return a few characters that change when either entry says something else, or the two change places."""
    both = [str(kept.pk), facts_of(kept), str(other.pk), facts_of(other)]
    return hashlib.sha256(json.dumps(both, cls=DjangoJSONEncoder).encode()).hexdigest()[:24]


def candidates(body: Body, typed: str) -> list[Candidate]:
    """Return the other entries that somebody may mean by a name or a code. At most ten queries."""
    by_code = Identifier.objects.filter(value__iexact=typed.strip()).exclude(body=body).select_related("body")
    found = {
        code.body_id: _candidate(code.body, f"{Scheme(code.scheme).label} {code.value}")
        for code in by_code[:FOUND_AT_MOST]
        if code.scheme != Scheme.OWN
    }
    for match in find_bodies(typed, limit=FOUND_AT_MOST, least=40.0):
        if match.body != body:
            found.setdefault(match.body.pk, _candidate(match.body, match.under_name))
    return list(found.values())[:FOUND_AT_MOST]


def closes(page: MergePage) -> bool:
    """Whether one of the two entries says that the body has closed."""
    return any(entry.body.closed_on for entry in (page.kept, page.other))


def in_words(body: Body, difference: Difference) -> str:
    """Return what one entry says where the two differ."""
    said = [_WORDS.get(column, _plain)(getattr(body, column), body) for column in difference.columns]
    return "; ".join(filter(None, said)) or "Nothing"


def _plain(value: Any, _: Body) -> str:
    return str(value or "")


def _opened(value: Any, _: Body) -> str:
    return f"opened {value.day} {value:%B %Y}" if value else ""


def _closed(value: Any, body: Body) -> str:
    if value:
        return f"closed {value.day} {value:%B %Y}"
    return "still open" if body.opened_on else "still open, no dates known"


def _law(value: str, _: Body) -> str:
    return "No law" if value == NO_LAW else Law(value).label if value else "The usual one for its nation and kind"


_WORDS: dict[str, Any] = {
    "kind": lambda value, _: BodyKind(value).label,
    "nation": lambda value, _: Nation(value).label,
    "area_code": lambda value, _: f"council area {value}" if value else "",
    "opened_on": _opened,
    "closed_on": _closed,
    "law_override": _law,
    "prevent_duty": lambda value, _: dict(DUTY)[value],
}


def _codes(body: Body) -> list[tuple[str, str]]:
    return list(body.identifiers.values_list("scheme", "value"))


def _entry(body: Body, codes: list[tuple[str, str]]) -> Entry:
    words = [f"{Scheme(scheme).label} {value}" for scheme, value in codes if scheme != Scheme.OWN]
    return Entry(body, BodyKind(body.kind).label, _where(body), "; ".join(words) or "No codes")


def _candidate(body: Body, because: str) -> Candidate:
    return Candidate(body, BodyKind(body.kind).label, _where(body), because)


def _where(body: Body) -> str:
    closed = f"closed {body.closed_on.day} {body.closed_on:%B %Y}" if body.closed_on else ""
    return ", ".join(filter(None, [body.town, body.region or Nation(body.nation).label, closed]))
