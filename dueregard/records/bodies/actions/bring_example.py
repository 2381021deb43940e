"""Brings the sixty public bodies of the example county into the register, each with an address to write to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.records.bodies.actions.add_body import add_body
from dueregard.records.bodies.actions.add_contact import add_contact
from dueregard.records.bodies.actions.change_body import change_body, stored_body
from dueregard.records.bodies.models import Body, ContactForm, Purpose
from dueregard.records.bodies.queries.example import INVENTED, Invented, example_bodies
from dueregard.records.groups.queries.example import example_cast
from dueregard.rules.law.laws import Nation

CLOSED = "Exampleshire Music School"
NO_ADDRESS = frozenset({"Much Madeup Nursery School"})  # so that the desk has an address to look for


def bring(*, now: datetime) -> Iterator[None]:
    """Add the bodies as a caseworker does by hand, eleven months ago; one has closed since."""
    by = example_cast().ada
    for position, one in enumerate(INVENTED):
        at = now - timedelta(days=330, minutes=-3 * position)
        body = add_body(
            name=one.name, kind=one.kind, nation=Nation.ENGLAND, region="", town=one.town,
            home_page=f"https://{one.host}/", area_code=one.area_code, by=by, now=at,
        )  # fmt: skip
        if one.name not in NO_ADDRESS:
            _add_addresses(body, one, by, at, now)
        if position % 6 == 5:
            yield
    _close(by, now - timedelta(days=60))
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the register."""
    council = example_bodies().get("Exampleshire County Council")
    if council is None:
        return ()
    words = "See everything that is known about one public body"
    return (ToTry(50, words, council.get_absolute_url(), "Its answers, findings, demands and history on one page."),)


def _add_addresses(body: Body, one: Invented, by: Person, at: datetime, now: datetime) -> None:
    purposes = [(Purpose.INFORMATION_REQUEST, f"foi@{one.host}")]
    if one.kind in {"university", "local_authority", "police_force"}:
        purposes += [
            (Purpose.INTERNAL_REVIEW, f"reviews@{one.host}"), (Purpose.GENERAL, f"enquiries@{one.host}"),
        ]  # fmt: skip
    for purpose, address in purposes:
        add_contact(
            body=body, purpose=purpose, form=ContactForm.EMAIL, address=address, source=f"https://{one.host}/contact",
            checked_on=timezone.localdate(at), today=timezone.localdate(now), by=by, now=at,
        )  # fmt: skip


def _close(by: Person, at: datetime) -> None:
    body = example_bodies()[CLOSED]
    stored = stored_body(body)
    wanted = {**stored, "closed_on": timezone.localdate(at)}
    change_body(body=body, wanted=wanted, seen=seen_now(stored, at), by=by, now=at)
