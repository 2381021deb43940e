"""What a fresh site needs first, on the page where a person starts: each app says its own steps.

Whether a step is done is found out each time, in one question for all apps. When all are, that is remembered for a
while in this process alone, so that a site that has long begun does not ask on every visit.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, Value
from django.urls import reverse
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import administers, groups_worked_by
from dueregard.rules.wiring.desk import DeskPiece, FirstNeeds, FirstStep

REMEMBERED = 600  # seconds
NOT_AN_ADDRESS = ".invalid"  # what the site is installed with: no mail can come there


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The steps of one person, in order."""

    tasks: tuple[dict[str, str], ...]
    done: int
    total: int


def first_steps_piece(person: Person, today: date) -> DeskPiece | None:
    """Return the piece of the desk with the first steps; nothing when all of them are done, or none is theirs.

    `today` is the real UK calendar date: whether a number was checked lately has nothing to do with practice.
    """
    key = f"first-steps-done:{person.pk}"
    if cache.get(key):
        return None
    steps = sorted(_steps(person, today), key=lambda one: one.order)
    if all(one.is_done for one in steps):
        cache.set(key, value=True, timeout=REMEMBERED)
        return None
    page = FirstSteps(tuple(_task(one) for one in steps), sum(one.is_done for one in steps), len(steps))
    # They come first until the last of them, the first question, is asked. From then on what is late comes first.
    return DeskPiece(template="website/first_steps.html", page=page, is_warning=not steps[-1].is_done)


def reply_address_step(person: Person, today: date) -> FirstNeeds:
    """Return the step for whoever runs the site: an address to which replies can come."""
    if not administers(person):
        return FirstNeeds(lambda _: ())
    hint = "In practice mode you do not need one. To ask for real, you do."
    step = FirstStep(30, "Set the reply address", reverse("reply_address"), has_reply_address(), hint)
    return FirstNeeds(lambda _: (step,))


def has_reply_address() -> bool:
    """Tell whether replies have somewhere to come to."""
    return not settings.REPLY_ADDRESS.endswith(NOT_AN_ADDRESS)


def _steps(person: Person, today: date) -> list[FirstStep]:
    needs: list[FirstNeeds] = [import_string(path)(person, today) for path in settings.FIRST_STEPS]
    asks: dict[str, Any] = {f"first_{name}": ask for need in needs for name, ask in need.asks.items()}
    asks["first_acts"] = Value(True) if administers(person) else Exists(groups_worked_by(person))
    answers = Person.objects.filter(pk=person.pk).values(**asks).get()
    facts = {name.removeprefix("first_"): answer for name, answer in answers.items()}
    return [step for need in needs for step in need.steps(facts)]


def _task(step: FirstStep) -> dict[str, str]:
    state, tone = ("Done", "good") if step.is_done else ("To do", "wait")
    return {
        "words": step.words,
        "href": step.href,
        "state": state,
        "tone": tone,
        "hint": "" if step.is_done else step.hint,
    }
