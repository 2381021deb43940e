"""Brings the two groups of the example county and their people, as links and invitations bring anybody."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.example.queries.pieces import ToTry, Who
from dueregard.records.groups.actions.found_group import found_group
from dueregard.records.groups.actions.found_network import found_network, join_network
from dueregard.records.groups.actions.open_public_page import change_public_page, stored_page
from dueregard.records.groups.actions.plan_meeting import call_off, plan_meeting
from dueregard.records.groups.actions.take_place import give_place, join
from dueregard.records.groups.models import Group, Meeting, NetworkPlace, Role
from dueregard.records.groups.queries.example import CAMPUS, SCHOOLS, example_cast, username

NETWORK = "Exampleshire Network"
PEOPLE = {
    "ada": ("Ada Example", SCHOOLS, Role.CASEWORKER, "asks, sends and publishes for the schools group"),
    "bilal": ("Bilal Example", SCHOOLS, Role.CASEWORKER, "is the second person who checks what Ada has prepared"),
    "cerys": ("Cerys Example", SCHOOLS, Role.VOLUNTEER, "sorts replies and reads documents as a volunteer"),
    "dev": ("Dev Example", CAMPUS, Role.CASEWORKER, "asks, sends and publishes for the campus group"),
    "esi": ("Esi Example", CAMPUS, Role.CASEWORKER, "is the second person who checks what Dev has prepared"),
    "farah": ("Farah Example", CAMPUS, Role.VOLUNTEER, "sorts replies and reads documents as a volunteer"),
}
ABOUT = {
    SCHOOLS: (
        "schools",
        "We are parents, teachers and governors. We ask the schools of Exampleshire how they carry out the Prevent "
        "duty, read what they send, and tell everyone what we found.",
        "The library in Mockton, and online",
        "hello@schools-watch.example",
    ),
    CAMPUS: (
        "campus",
        "We are students and staff of the universities and colleges of Exampleshire. We want to know what is "
        "monitored, who trains the trainers, and what it costs.",
        "The union building in Sampleford",
        "hello@campus-circle.example",
    ),
}
AREA = {SCHOOLS: "exampleshire-mockton", CAMPUS: "exampleshire-sampleford"}
# Days from today, beginning, title, place, agenda; the third has been called off.
MEETINGS = (
    (-35, time(18, 30), "Reading the first answers", "Mockton library", "1. What came back\n2. Who reads what"),
    (-7, time(18, 30), "What to publish", "Mockton library", "1. The risk assessments\n2. The county’s promise"),
    (3, time(12, 0), "Stall at the Saturday market", "Mockton market square", ""),
    (6, time(18, 30), "Next questions for schools", "Online", "1. Overdue schools\n2. Draft on visiting speakers"),
    (34, time(18, 30), "Yearly meeting", "Mockton library", "1. The year in figures\n2. Election of two caseworkers"),
)


def bring(*, now: datetime) -> Iterator[None]:
    """Found the groups a year ago, and let people join in the weeks after."""
    began = now - timedelta(days=360)
    people = {}
    for position, (key, (name, *_)) in enumerate(PEOPLE.items()):
        people[key] = _person(key, name, began + timedelta(days=5 * position))
        yield
    for name, founder in ((SCHOOLS, people["ada"]), (CAMPUS, people["dev"])):
        group = found_group(
            name=name, signature=founder.name, postal_address="1 Nowhere Lane\nMockton\nZZ99 3WZ", by=founder, now=began
        )
        for key, (_, at, role, _) in PEOPLE.items():
            if at == name:
                give_place(group=group, person=people[key], role=role, by=founder, now=began + timedelta(days=6))
        _open_page(group, founder, began + timedelta(days=30))
        yield
    _network(now - timedelta(days=200))
    yield
    _meetings(now)
    yield


def who() -> tuple[Who, ...]:
    """Return the people, for whoever looks for somebody to sign in as."""
    found = {person.username: person for person in Person.objects.filter(username__in=map(username, PEOPLE))}
    return tuple(
        Who(str(found[username(key)].pk), name, username(key), f"{group}: {does}")
        for key, (name, group, _, does) in PEOPLE.items()
        if username(key) in found
    )


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the groups."""
    return (ToTry(100, "See when the groups meet, and plan a meeting", reverse("meetings")),)


def _person(key: str, name: str, at: datetime) -> Person:
    """Let somebody in by a link. Nobody knows the password: whoever wants to be them makes a link of their own."""
    invitation, _ = invite(by=None, now=at)
    return join(invitation=invitation, username=username(key), name=name, password=secrets.token_urlsafe(24), now=at)


def _open_page(group: Group, by: Person, at: datetime) -> None:
    sector, about, whereabouts, reach = ABOUT[group.name]
    stored = stored_page(group)
    wanted = {
        **stored,
        "area": AREA[group.name],
        "sector": sector,
        "is_public": True,
        "about": about,
        "whereabouts": whereabouts,
        "reach": reach,
    }
    change_public_page(group=group, wanted=wanted, names_nobody=True, seen=seen_now(stored, at), by=by, now=at)


def _network(at: datetime) -> None:
    cast = example_cast()
    about = "Two groups of one county that share what each of them chooses."
    network = found_network(name=NETWORK, about=about, groups=[cast.schools, cast.campus], by=cast.ada, now=at)
    for place in NetworkPlace.objects.filter(network=network).select_related("group"):
        join_network(place=place, by=cast.caseworker_of(place.group), now=at + timedelta(days=1))


def _meetings(now: datetime) -> None:
    cast, today = example_cast(), timezone.localdate(now)
    made: list[Meeting] = []
    for days, begins, title, place, agenda in MEETINGS:
        on: date = today + timedelta(days=days)
        at = min(now, now + timedelta(days=days - 14))
        made.append(
            plan_meeting(
                group=cast.schools, title=title, on=on, begins=begins, ends=None, place=place, agenda=agenda,
                by=cast.ada, now=at,
            )
        )  # fmt: skip
    call_off(meeting=made[2], is_off=True, by=cast.bilal, now=now - timedelta(days=1))
    plan_meeting(
        group=cast.campus, title="Reading evening: training slides", on=today + timedelta(days=9), begins=time(17, 0),
        ends=time(19, 0), place="Union building, room 4", agenda="Bring a laptop.", by=cast.dev,
        now=now - timedelta(days=4),
    )  # fmt: skip
