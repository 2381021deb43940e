"""The list of motions and letters, for everybody or with a body in mind."""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.parts.letters.queries.models import Model, all_models
from dueregard.records.bodies.models import Body
from dueregard.rules.letters.clauses import suits


@dataclass(frozen=True, slots=True)
class Shelf:
    """Models that belong together, under their words."""

    words: str
    models: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The shelves, and which body is meant. `others` are meant for other kinds of body."""

    body: Body | None
    shelves: tuple[Shelf, ...]
    others: tuple[Model, ...]


def index_page(body: Body | None) -> IndexPage:
    """Put the list together. Two queries at most."""
    models = all_models()
    kind, nation = (body.kind, body.nation) if body else ("", "")
    fit = [one for one in models if suits(one.meta, kind=kind, nation=nation)]
    shelves = (
        Shelf("Motions for a meeting", tuple(one for one in fit if one.is_motion)),
        Shelf("Letters", tuple(one for one in fit if not one.is_motion)),
    )
    return IndexPage(body, tuple(one for one in shelves if one.models), tuple(one for one in models if one not in fit))
