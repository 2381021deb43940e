"""What the pack says before anyone puts a session on record, and the courses it knows by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import text_by_reference, texts_of
from dueregard.rules.help.signposts import steps_of

FORMS = {"online": "online course", "workshop": "workshop", "local": "local session"}
STATES = {
    "active": ("good", "still given"),
    "historic": ("quiet", "no longer given"),
    "unconfirmed": ("soon", "not confirmed"),
}
SURE = {"reported": "reported, not checked at source", "unconfirmed": "not confirmed"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a piece of advice rests on. `doubt` says how far it was checked; nothing where it was."""

    says: str
    source: str
    url: str
    checked_on: date
    doubt: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice."""

    title: str
    steps: tuple[str, ...]
    facts: tuple[Fact, ...]
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """A course or workshop under its name."""

    reference: str
    title: str
    by: str
    form: str
    tone: str
    state: str
    says: str
    fact: Fact


def advice() -> tuple[Advice, ...]:
    """Return the advice in its order. One query."""
    return tuple(
        Advice(
            text.title,
            steps_of(text.text),
            tuple(_fact(one, one["says"]) for one in text.meta.get("facts", [])),
            text.reviewed_on,
        )
        for text in texts_of("recording")
    )


def courses() -> tuple[Course, ...]:
    """Return the courses that the pack knows, those still given first. One query."""
    found = [_course(text) for text in texts_of("course")]
    return tuple(sorted(found, key=lambda one: one.state == STATES["historic"][1]))


def course_called(reference: str) -> str:
    """Return the name of the course that a record remembers; nothing where its pack is gone. At most one query."""
    text = text_by_reference(reference) if reference else None
    return text.title if text else ""


def course_titles() -> dict[str, str]:
    """Return the name of every course by the reference that records remember. One query."""
    return {one.reference: one.title for one in PackText.objects.filter(kind="course")}


def _course(text: PackText) -> Course:
    tone, state = STATES[text.meta["status"]]
    return Course(
        reference=text.reference,
        title=text.title,
        by=text.meta.get("by", ""),
        form=FORMS[text.meta["form"]],
        tone=tone,
        state=state,
        says=text.meta["says"],
        fact=_fact(text.meta, ""),
    )


def _fact(table: dict[str, str], says: str) -> Fact:
    checked_on = date.fromisoformat(table["checked_on"])
    return Fact(says, table["source"], table.get("url", ""), checked_on, SURE.get(table["sure"], ""))
