"""The page of a path: each step with its text, its day and who does it; what was asked and what is open; its texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.ready.queries import as_read, read_while_unchanged
from dueregard.parts.branch.access import paths_of, paths_of_groups
from dueregard.parts.branch.models import Ask, Path, Step
from dueregard.parts.branch.queries.letters import Letters, Link, PathLetter
from dueregard.parts.branch.queries.steps import StepText, step_texts
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import AskedFor, as_placed, is_caseworker
from dueregard.rules.branch.gaps import ANSWERED_WORDS, Answered, Tally, tally
from dueregard.rules.branch.steps import KIND_WORDS, Code, PathKind, Stage, next_step
from dueregard.rules.wiring.body_piece import BodyPiece


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a group's path."""

    text: StepText
    number: int
    who: str
    done_on: date | None
    due_on: date | None
    note: str
    every_weeks: int | None
    is_next: bool
    is_late: bool
    tone: str
    words: str
    edit_path: str


@dataclass(frozen=True, slots=True)
class AskLine:
    """One thing asked, with the passage that answers it."""

    number: int
    text: str
    tone: str
    words: str
    answer: str
    source: str
    edit_path: str
    is_gap: bool
    asked_in: Link | None
    answered_in: Link | None


@dataclass(frozen=True, slots=True)
class PathPage:
    """The page on the desk."""

    path: Path
    kind: str
    steps: tuple[StepLine, ...]
    asks: tuple[AskLine, ...]
    letters: tuple[PathLetter, ...]
    tally: Tally
    done: int
    may_work: bool
    library: str

    @property
    def gaps(self) -> tuple[AskLine, ...]:
        """Return what is still to be answered."""
        return tuple(one for one in self.asks if one.is_gap)


@dataclass(frozen=True, slots=True)
class PathLine:
    """One path in the list."""

    name: str
    href: str
    body: str
    group: str
    next_step: str
    due_on: date | None
    is_late: bool


def path_page(path: Path, person: Person, today: date) -> PathPage:
    """Return the page of a path of a group of this person. Nothing is asked while nothing in the database changed."""
    whose = ("path", as_read(path, path.body, path.group), as_placed(person), today)
    return read_while_unchanged(whose, lambda: _path_page(path, person, today))


def _path_page(path: Path, person: Person, today: date) -> PathPage:
    rows = {row.code: row for row in path.steps.all()}
    texts = step_texts(path.kind, path.body)
    coming = next((code for code in Code if code in rows and rows[code].done_on is None), None)
    asks = list(path.asks.all())
    letters = Letters(path, person)
    links = letters.links()
    steps = tuple(_step(text, number, rows[text.code], coming, today) for number, text in enumerate(texts, 1))
    return PathPage(
        path=path,
        kind=KIND_WORDS[PathKind(path.kind)],
        steps=steps,
        asks=tuple(_ask(one, number, links) for number, one in enumerate(asks, 1)),
        letters=letters.listed(frozenset(one.asked_in for one in asks)),
        tally=tally(one.answered for one in asks),
        done=sum(row.done_on is not None for row in rows.values()),
        may_work=is_caseworker(person, path.group),
        library=reverse("branch:texts"),
    )


def path_lines(person: Person, today: date) -> tuple[PathLine, ...]:
    """Return the paths of this person's groups. Two queries, and one for the words of each kind."""
    titles = {kind: {one.code: one.title for one in step_texts(kind)} for kind in PathKind}
    return tuple(_line(path, titles, today) for path in paths_of(person).prefetch_related("steps"))


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return what a body's page shows of paths at it, to their groups alone. At most four queries."""
    if person is None:
        return ()
    paths = _AT_BODY.all(person, body.pk)
    if not paths:
        return ()
    prefetch_related_objects(paths, "steps")
    titles = {kind: {one.code: one.title for one in step_texts(kind)} for kind in {path.kind for path in paths}}
    return (BodyPiece(38, "branch/about_body.html", tuple(_line(path, titles, today) for path in paths)),)


_AT_BODY = AskedFor(lambda groups, body: paths_of_groups(groups).filter(body=body))


def _line(path: Path, titles: dict[PathKind, dict[Code, str]] | dict[str, dict[Code, str]], today: date) -> PathLine:
    rows = {row.code: row for row in path.steps.all()}
    code = next_step([Stage(one, 0, rows[one].done_on) for one in Code if one in rows])
    due_on = rows[code].due_on if code else None
    words = {str(kind): known for kind, known in titles.items()}[path.kind]
    return PathLine(
        name=path.name,
        href=path.get_absolute_url(),
        body=path.body.name,
        group=path.group.name,
        next_step=words.get(code, "") if code else "",
        due_on=due_on,
        is_late=bool(due_on and due_on < today),
    )


def _step(text: StepText, number: int, row: Step, coming: Code | None, today: date) -> StepLine:
    is_late = row.done_on is None and row.due_on is not None and row.due_on < today
    tone, words = ("good", "done") if row.done_on else ("late", "overdue") if is_late else ("quiet", "to come")
    if text.code == coming and not is_late:
        tone, words = "wait", "next"
    return StepLine(
        text=text,
        number=number,
        who=row.who or text.who,
        done_on=row.done_on,
        due_on=row.due_on,
        note=row.note,
        every_weeks=row.every_weeks,
        is_next=text.code == coming,
        is_late=is_late,
        tone=tone,
        words=words,
        edit_path=reverse("branch:step", args=[row.path_id, text.code]),
    )


def _ask(one: Ask, number: int, links: Mapping[str, Link]) -> AskLine:
    answered = Answered(one.answered)
    tone, words = ANSWERED_WORDS[answered]
    return AskLine(
        number=number,
        text=one.text,
        tone=tone,
        words=words,
        answer=one.answer_words,
        source=one.answer_from,
        edit_path=reverse("branch:ask", args=[one.pk]),
        asked_in=links.get(one.asked_in),
        answered_in=links.get(one.answered_in),
        is_gap=answered in {Answered.PARTLY, Answered.NO},
    )
