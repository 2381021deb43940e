"""Brings a union branch half-way along its path to the example county, and the texts that it adopted."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.parts.branch.actions.keep_text import keep_text, share_text, stored_words
from dueregard.parts.branch.actions.read_response import add_asks
from dueregard.parts.branch.actions.walk_path import start_path, take_step
from dueregard.parts.branch.actions.walk_path import stored_words as step_words
from dueregard.parts.branch.models import AdoptedText, Path
from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.groups.queries.example import example_cast
from dueregard.rules.branch.motions import Outcome
from dueregard.rules.branch.steps import Code, PathKind

BRANCH = "Mockton Staff Branch"
DONE = (
    (Code.NATIONAL, 118, "Dev Example", "The union’s congress has adopted a motion."),
    (Code.POLICY, 96, "Esi Example", "Carried by 24 votes to 3."),
    (Code.MEMBERS, 80, "Esi Example", "By e-mail and on the noticeboard."),
    (Code.MANAGEMENT, 61, "Dev Example", "We asked for an answer within four weeks."),
)
ASKS = "Publish the risk assessment\nConsult the union before it is renewed\nNo monitoring\nNo duty to refer"
MOTION = (
    "This branch notes that staff are asked to report students.\n\n"
    "This branch believes that trust between staff and students is what keeps people safe.\n\n"
    "This branch resolves to ask the university for its risk assessment, and to advise members of their rights."
)


def bring(*, now: datetime) -> Iterator[None]:
    """Start the path four months ago and take its first four steps; keep the motion and share it."""
    cast, body = example_cast(), example_bodies()["Mockton Metropolitan University"]
    today = timezone.localdate(now)
    path = start_path(
        group=cast.campus, kind=PathKind.BRANCH.value, name=BRANCH, body=body, by=cast.dev,
        started_on=today - timedelta(days=120), now=now - timedelta(days=120),
    )  # fmt: skip
    for code, days, who, note in DONE:
        at = now - timedelta(days=days)
        step = path.steps.get(code=code)
        stored = step_words(step)
        wanted = {**stored, "done_on": timezone.localdate(at), "who": who, "note": note}
        take_step(step=step, wanted=wanted, seen=seen_now(stored, at), by=cast.dev, now=at)
        yield
    add_asks(path=path, lines=ASKS, by=cast.dev, now=now - timedelta(days=60))
    known = {name: value for name, value in stored_words(AdoptedText()).items() if name != "body"}
    wanted = {
        **known, "title": "Ask management about Prevent", "assembly": f"{BRANCH}, general meeting", "proposed": MOTION,
        "outcome": Outcome.CARRIED, "decided_on": today - timedelta(days=96), "votes_for": 24, "votes_against": 3,
        "abstained": 2,
    }  # fmt: skip
    text = keep_text(
        group=cast.campus, wanted=wanted, body=body, taken_from=None, by=cast.dev, now=now - timedelta(days=95)
    )
    share_text(text=text, by=cast.esi, now=now - timedelta(days=90))
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the path."""
    path = Path.objects.filter(group=example_cast().campus).first()
    if path is None:
        return ()
    return (ToTry(80, "Take the next step with a union branch", path.get_absolute_url(), "It is half-way."),)
