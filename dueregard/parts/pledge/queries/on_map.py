"""The map of signatories: every council area, and in which of them an organisation has signed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from dueregard.parts.pledge.access import listed
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.drawn import Mark, cells_on
from dueregard.records.areas.queries.rolled import known_areas
from dueregard.rules.areas.drawing import WIDTH, middle_of
from dueregard.rules.pledge.standing import State

SIGNED, GRACE, NOBODY = "g", "p", "n"
WORDS = {SIGNED: "with a signatory", GRACE: "with one in grace only", NOBODY: "without a signatory"}


@dataclass(frozen=True, slots=True)
class MapLine:
    """One area in the table."""

    name: str
    href: str
    signed: int
    in_grace: int


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One sign of the legend."""

    sign: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class SignatoryMap:
    """The drawing, and the same in a table. `nowhere` signatories work in no single area."""

    marks: tuple[Mark, ...]
    outlines: tuple[str, ...]
    view_box: str
    says: str
    legend: tuple[LegendLine, ...]
    lines: tuple[MapLine, ...]
    nowhere: int


def signatory_map(today: date) -> SignatoryMap:
    """Return the map of a day. Six queries. An area that ended counts where its successor is."""
    counts: dict[str, Counter[int]] = {State.LISTED.value: Counter(), State.GRACE.value: Counter()}
    known = known_areas()
    nowhere = 0
    for area, state, number in listed().order_by().values_list("area", "state").annotate(number=Count("pk")):
        if area is None:
            nowhere += number
        else:
            counts[state][known.roll.forward(area, today).area] += number
    signed, grace = counts[State.LISTED.value], counts[State.GRACE.value]
    marks, box = _marks(known.on(today), signed, grace, today)
    numbers = Counter(mark.sign for mark in marks)
    legend = tuple(LegendLine(sign, WORDS[sign], numbers[sign]) for sign in WORDS if numbers[sign])
    lines = tuple(
        MapLine(area.name, area.get_absolute_url(), signed[area.pk], grace[area.pk])
        for area in known.areas.values()
        if signed[area.pk] or grace[area.pk]
    )
    says = ", ".join(f"{line.number} {line.words}" for line in legend)
    return SignatoryMap(marks, (), box, says, legend, lines, nowhere)


def _marks(areas: list[Area], signed: Counter[int], grace: Counter[int], today: date) -> tuple[tuple[Mark, ...], str]:
    by_key = {area.pk: area for area in areas}
    here = {key: cell for key, cell in cells_on(today).items() if key in by_key}
    if not here:
        return (), "0 0 1 1"
    top = max(row for _, row in here.values())
    marks = []
    for key in sorted(here, key=lambda one: (-here[one][1], here[one][0])):
        x, y = middle_of(here[key], top)
        sign = SIGNED if signed[key] else GRACE if grace[key] else NOBODY
        area = by_key[key]
        marks.append(Mark(area.get_absolute_url(), f"{area.name}: {_said(signed[key], grace[key])}", sign, x, y))
    left, right = min(mark.x for mark in marks) - WIDTH, max(mark.x for mark in marks) + WIDTH
    high = max(mark.y for mark in marks) + WIDTH
    return tuple(marks), f"{left} 0 {right - left} {high}"


def _said(signed: int, grace: int) -> str:
    parts = [f"{signed} signed" if signed else "", f"{grace} in grace" if grace else ""]
    return ", ".join(filter(None, parts)) or "nobody has signed yet"
