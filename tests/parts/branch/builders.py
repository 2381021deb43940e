"""A path of Northport that tests need, a text in its library, and the pack's own steps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from dueregard.foundation.accounts.models import Person
from dueregard.parts.branch.actions.keep_text import keep_text, stored_words
from dueregard.parts.branch.actions.walk_path import SHAPE, start_path, take_step
from dueregard.parts.branch.actions.walk_path import stored_words as step_words
from dueregard.parts.branch.models import AdoptedText, Path, Step
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.rules.branch.motions import Outcome
from dueregard.rules.branch.steps import Code, PathKind
from dueregard.rules.text.joining import Seen, as_texts
from tests.people import Cast

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
STARTED = date(2026, 9, 7)  # a Monday
PROPOSED = "This branch notes that staff are asked to report students. This branch resolves to ask management why."


def start(
    cast: Cast, body: Body, *, kind: PathKind = PathKind.BRANCH, group: Group | None = None, by: Person | None = None,
    name: str = "UCU Northport",
) -> Path:  # fmt: skip
    """Start a path."""
    return start_path(
        group=group or cast.northport, kind=kind.value, name=name, body=body, started_on=STARTED,
        by=by or cast.asha, now=NOW,
    )  # fmt: skip


def write_down(cast: Cast, path: Path, code: Code, **changed: Any) -> Step:
    """Write down what happened at a step, as somebody does who sees what is stored."""
    step = path.steps.get(code=code)
    stored = step_words(step)
    wanted = {**{name: stored[name] or "" for name in SHAPE.words}, **changed}
    return take_step(step=step, wanted=wanted, seen=Seen(NOW, as_texts(stored)), by=cast.asha, now=NOW)


def adopted(
    cast: Cast, *, group: Group | None = None, by: Person | None = None, body: Body | None = None,
    taken_from: AdoptedText | None = None, **changed: Any,
) -> AdoptedText:  # fmt: skip
    """Put a text into the library."""
    known = {name: value for name, value in stored_words(AdoptedText()).items() if name != "body"}
    wanted = {
        **known, "title": "Ask management about Prevent", "assembly": "UCU Northport, general meeting",
        "proposed": PROPOSED, "outcome": Outcome.CARRIED, "decided_on": date(2026, 9, 28),
        "votes_for": 24, "votes_against": 3, "abstained": 2, **changed,
    }  # fmt: skip
    return keep_text(
        group=group or cast.northport, wanted=wanted, body=body, taken_from=taken_from, by=by or cast.asha, now=NOW
    )
