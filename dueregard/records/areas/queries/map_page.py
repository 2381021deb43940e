"""The map of all areas as a page: the drawing, the legend, and the table that says the same in words.

How an area stands, `rules/areas/standing` decides; how many bodies it has, `counts` reads.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from dueregard.records.areas.models import Area, BoundaryFile, Shape, Tier
from dueregard.records.areas.queries.counts import COUNCILS, EVERY_KIND, AreaCount, counted
from dueregard.records.areas.queries.drawn import Mark, cells_on
from dueregard.records.areas.queries.known import AreaKnown, counted_known
from dueregard.rules.areas.drawing import WIDTH, middle_of, outline
from dueregard.rules.areas.known import Asked, Known
from dueregard.rules.areas.standing import Standing
from dueregard.rules.law.laws import BodyKind, Nation

HEXAGONS, SHAPES = "hexagons", "shapes"
A_PAGE = 20  # lines of the table: with the map, the page stays below 60 kB
EVERY_ROW = "all"


@dataclass(frozen=True, slots=True)
class MapFilters:
    """What the map is narrowed to; what is empty narrows nothing."""

    nation: str = ""
    kind: str = COUNCILS
    state: str = ""
    drawing: str = HEXAGONS
    sort: str = "name"
    page: str = "1"  # of the table, or "all"
    question: str = ""  # the key of one question; empty: what was asked and answered at all


@dataclass(frozen=True, slots=True)
class MapRow:
    """One line of the table."""

    name: str
    href: str
    about: str
    words: str
    tone: str
    numbers: tuple[tuple[str, int], ...]  # each with the words of its column


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One state with how many areas are in it."""

    words: str
    sign: str
    number: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table, by which it can be sorted."""

    sort: str
    words: str
    num: bool = False


COLUMNS = (
    Column("name", "Area"),
    Column("state", "State"),
    Column("bodies", "Bodies", num=True),
    Column("asked", "Asked", num=True),
    Column("never", "Never asked", num=True),
)
KNOWN_COLUMNS = (
    Column("name", "Area"),
    Column("state", "State"),
    Column("bodies", "Bodies", num=True),
    Column("answered", "Answered", num=True),
    Column("asked", "Asked", num=True),
    Column("never", "Never asked", num=True),
)
SORTS = tuple(dict.fromkeys(column.sort for column in (*COLUMNS, *KNOWN_COLUMNS)))


@dataclass(frozen=True, slots=True)
class MapPage:
    """The whole page."""

    rows: list[MapRow]
    page: "Page[Any]"
    total: int
    marks: list[Mark]
    outlines: list[str]
    view_box: str
    legend: list[LegendLine]
    counties: int  # in the table, and not drawn: their districts are
    found: str
    nowhere: int
    has_shapes: bool
    licence: str  # of the shapes that are drawn
    says: str  # the whole map in one sentence
    columns: tuple[Column, ...] = COLUMNS
    question: Asked | None = None
    kind: str = ""  # of one question: the one kind of body that is compared
    progress: tuple[tuple[str, int], ...] = ()  # of one question: how far it has come


def map_page(filters: MapFilters, file: BoundaryFile | None, *, today: date) -> MapPage:
    """Return the map and its table. At most seven queries."""
    every = counted(today, kind=filters.kind)
    in_nation = [row for row in every.rows if filters.nation in ("", row.area.nation)]
    shown = [row for row in in_nation if filters.state in ("", row.standing)]
    drawn = _drawn(in_nation, shown, filters, file, today, lambda state: state.words)
    legend = _legend(in_nation, Standing, lambda state: state.words)
    page = _page(_sorted(shown, filters.sort), filters)
    return MapPage(
        rows=[_row(row) for row in page.object_list],
        page=page,
        total=len(shown),
        marks=drawn.marks,
        outlines=drawn.outlines,
        view_box=drawn.box,
        legend=legend,
        counties=_counties(in_nation),
        found=_found(len(shown)),
        nowhere=every.nowhere,
        has_shapes=file is not None,
        licence=drawn.licence,
        says=", ".join(f"{line.number} {line.words}" for line in legend),
    )


def known_map_page(filters: MapFilters, asked: Asked, file: BoundaryFile | None, *, today: date) -> MapPage:
    """Return the map of one question: of one kind of body, for only like is compared with like. Ten queries."""
    kind = kind_of(asked, filters.kind)
    every, nowhere = counted_known(asked, today, kind=kind)
    in_nation = [row for row in every if filters.nation in ("", row.area.nation)]
    shown = [row for row in in_nation if filters.state in ("", row.standing)]
    drawn = _drawn(in_nation, shown, filters, file, today, asked.words)
    legend = _legend(in_nation, Known, asked.words)
    page = _page(_known_sorted(shown, filters.sort), filters)
    single = [row for row in in_nation if row.area.tier != Tier.UPPER or kind == COUNCILS]
    return MapPage(
        rows=[_known_row(row, asked) for row in page.object_list],
        page=page,
        total=len(shown),
        marks=drawn.marks,
        outlines=drawn.outlines,
        view_box=drawn.box,
        legend=legend,
        counties=_counties(in_nation),
        found=_found(len(shown)),
        nowhere=nowhere,
        has_shapes=file is not None,
        licence=drawn.licence,
        says=", ".join(f"{line.number} {line.words}" for line in legend),
        columns=KNOWN_COLUMNS,
        question=asked,
        kind=BodyKind(kind).label,
        progress=(
            ("answered", sum(row.answered for row in single)),
            ("asked, no answer for today", sum(row.asked for row in single)),
            ("never asked", sum(row.never for row in single)),
        ),
    )


def kind_of(asked: Asked, chosen: str) -> str:
    """Return the one kind of body that the map of a question shows: the chosen one, or the first it is meant for."""
    if not asked.kinds:
        return chosen if chosen in list(BodyKind) else COUNCILS
    return chosen if chosen in asked.kinds else asked.kinds[0]


@dataclass(frozen=True, slots=True)
class _Drawn:
    marks: list[Mark]
    outlines: list[str]
    box: str
    licence: str = ""


def _drawn(
    rows: Sequence[Any],
    shown: Sequence[Any],
    filters: MapFilters,
    file: BoundaryFile | None,
    today: date,
    say: Callable[[Any], str],
) -> _Drawn:
    """Draw areas; those that the filter leaves out are pale. Each row has an `area` and how it stands (`standing`)."""
    kept = {row.area.pk for row in shown}
    if filters.drawing == SHAPES and file is not None:
        paths = dict(Shape.objects.filter(file=file).order_by().values_list("area_id", "path"))
        on_map = [row for row in rows if row.area.tier != Tier.UPPER and row.area.pk in paths]
        marks = [_mark(row, kept, say, path=paths[row.area.pk]) for row in on_map]
        return _Drawn(marks, [], f"0 0 {file.width} {file.height}", file.licence)
    return _hexagons(rows, kept, say, today)


def _hexagons(rows: Sequence[Any], kept: set[int], say: Callable[[Any], str], today: date) -> _Drawn:
    cells = cells_on(today)
    by_key = {row.area.pk: row for row in rows}
    here = {key: cell for key, cell in cells.items() if key in by_key}
    if not here:
        return _Drawn([], [], "0 0 1 1")
    top = max(row for _, row in here.values())
    marks = []
    for key in sorted(here, key=lambda one: (-here[one][1], here[one][0])):
        x, y = middle_of(here[key], top)
        marks.append(_mark(by_key[key], kept, say, x=x, y=y))
    counties: dict[int, list[tuple[int, int]]] = {}
    for key, cell in here.items():
        if parent := by_key[key].area.parent_id:
            counties.setdefault(parent, []).append(cell)
    lines = [outline(counties[key], top) for key in sorted(counties)]
    left, right = min(mark.x for mark in marks) - WIDTH, max(mark.x for mark in marks) + WIDTH
    high = max(mark.y for mark in marks) + WIDTH
    return _Drawn(marks, lines, f"{left} 0 {right - left} {high}")


def _mark(row: Any, kept: set[int], say: Callable[[Any], str], *, x: int = 0, y: int = 0, path: str = "") -> Mark:
    shown = row.standing if row.area.pk in kept else Standing.NOT_BOUND
    title = f"{row.area.name}: {say(row.standing)}"
    return Mark(row.area.get_absolute_url(), title, shown.sign, x, y, path, shown.pattern, shown.paint)


def _row(row: AreaCount) -> MapRow:
    numbers = (("Bodies", row.bodies), ("Asked", row.asked), ("Never asked", row.never))
    standing = row.standing
    return MapRow(row.area.name, row.area.get_absolute_url(), _about(row.area), standing.words, standing.tone, numbers)


def _known_row(row: AreaKnown, asked: Asked) -> MapRow:
    numbers = (("Bodies", row.bodies), ("Answered", row.answered), ("Asked", row.asked), ("Never asked", row.never))
    words = asked.words(row.standing)
    return MapRow(row.area.name, row.area.get_absolute_url(), _about(row.area), words, row.standing.tone, numbers)


def _about(area: Area) -> str:
    about = [Tier(area.tier).label] if area.tier != Tier.SINGLE else []
    return ", ".join([*about, area.region or Nation(area.nation).label])


def _page(rows: Sequence[Any], filters: MapFilters) -> "Page[Any]":
    """Return one page of the table, or all of it."""
    each = max(1, len(rows)) if filters.page == EVERY_ROW else A_PAGE
    return Paginator(rows, each).get_page(filters.page)


def _counties(rows: Iterable[Any]) -> int:
    return sum(row.area.tier == Tier.UPPER for row in rows)


def _found(number: int) -> str:
    return "1 area" if number == 1 else f"{number} areas"


def _legend(rows: Iterable[Any], states: Iterable[Any], say: Callable[[Any], str]) -> list[LegendLine]:
    """Count the states of the areas that have a place of their own on the map."""
    numbers = Counter(row.standing for row in rows if row.area.tier != Tier.UPPER)
    return [LegendLine(say(state), state.sign, numbers[state]) for state in states if numbers[state]]


def _sorted(rows: list[AreaCount], sort: str) -> list[AreaCount]:
    order = list(Standing)
    by = {
        "state": lambda row: order.index(row.standing),
        "bodies": lambda row: -row.bodies,
        "asked": lambda row: -row.asked,
        "never": lambda row: -row.never,
    }
    return sorted(rows, key=by[sort]) if sort in by else rows


def _known_sorted(rows: list[AreaKnown], sort: str) -> list[AreaKnown]:
    order = list(Known)
    by = {
        "state": lambda row: order.index(row.standing),
        "bodies": lambda row: -row.bodies,
        "answered": lambda row: -row.answered,
        "asked": lambda row: -row.asked,
        "never": lambda row: -row.never,
    }
    return sorted(rows, key=by[sort]) if sort in by else rows


def kinds_to_choose(asked: Asked | None = None) -> list[tuple[str, str]]:
    """Return the kinds of bodies by which the map can be drawn: of one question, those for which it makes sense."""
    if asked is not None and asked.kinds:
        return [(kind, BodyKind(kind).label) for kind in asked.kinds]
    kinds = sorted(((kind.value, kind.label) for kind in BodyKind if kind.value != COUNCILS), key=lambda one: one[1])
    return [(COUNCILS, "Councils"), *([] if asked else [(EVERY_KIND, "All bodies")]), *kinds]


def boundary_file() -> BoundaryFile | None:
    """Return the file of boundaries that was imported, if one was. One query."""
    return BoundaryFile.objects.first()
