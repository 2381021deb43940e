"""The key figures: each table of the pack with its chart, its breaks, its sources, and how sure each number is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.rules.text.line_chart import Chart, Row, line_chart

SURE = {
    "confirmed": "checked at source",
    "reported": "reported second-hand",
    "unconfirmed": "not confirmed",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it is shown, or a dash where it is not known."""

    words: str
    label: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One year of a table. `before` is the break that stands before it."""

    label: str
    cells: tuple[Cell, ...]
    sure: str
    is_sure: bool
    note: str
    before: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from."""

    title: str
    url: str
    on: date | None
    says: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A table and its chart. The chart shows the first column; a number nobody confirmed is drawn hollow."""

    slug: str
    title: str
    summary: str
    unit: str
    about: str
    charted: str
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    chart: Chart | None
    chart_words: str
    notes: tuple[str, ...]
    sources: tuple[Source, ...]


def figures_there() -> QuerySet[PackText]:
    """Return the texts of the key figures in the installed packs."""
    return PackText.objects.in_use().filter(kind="figures")


def figures_page() -> tuple[Figure, ...]:
    """Return all key figures of the installed packs. One query."""
    return tuple(_figure(text) for text in texts_of("figures"))


def _figure(text: PackText) -> Figure:
    meta = text.meta
    columns, rows = meta["columns"], meta["rows"]
    breaks = {one["before"]: one["says"] for one in meta.get("breaks", ())}
    first = columns[0]["id"]
    series = [Row(row["label"], row.get(first), row["sure"] == "confirmed") for row in rows]
    return Figure(
        slug=text.slug,
        title=text.title,
        summary=meta["summary"],
        unit=meta["unit"],
        about=", ".join(words for words in (meta.get("place", ""), meta.get("period", "")) if words),
        charted=columns[0]["words"],
        columns=tuple(column["words"] for column in columns),
        rows=tuple(_row(row, columns, breaks.get(row["label"], "")) for row in rows),
        chart=line_chart(series, breaks=list(breaks)),
        chart_words=_in_words(series, meta["unit"]),
        notes=tuple(meta.get("notes", ())),
        sources=tuple(
            Source(
                one["title"],
                one.get("url", ""),
                date.fromisoformat(one["on"]) if one.get("on") else None,
                one.get("says", ""),
            )
            for one in meta["sources"]
        ),
    )


def _row(row: dict[str, Any], columns: list[dict[str, str]], before: str) -> FigureRow:
    cells = tuple(Cell(f"{row[column['id']]:,}" if column["id"] in row else "–", column["words"]) for column in columns)
    return FigureRow(row["label"], cells, SURE[row["sure"]], row["sure"] == "confirmed", row.get("note", ""), before)


def _in_words(series: list[Row], unit: str) -> str:
    """Describe the chart in one sentence for people who cannot see it; the table says the rest."""
    known = [row for row in series if row.value is not None]
    if not known:
        return ""
    least, most = min(known, key=lambda row: row.value or 0), max(known, key=lambda row: row.value or 0)
    return (
        f"From {known[0].value:,} {unit} in {known[0].label} to {known[-1].value:,} in {known[-1].label}; "
        f"lowest {least.value:,} in {least.label}, highest {most.value:,} in {most.label}."
    )
