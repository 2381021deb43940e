"""What waits among groups: a meeting and its minutes, a network that asks, bodies never asked, addresses to check."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.models import AreaCode
from dueregard.records.bodies.models import Body, Contact
from dueregard.records.groups.access import groups_with_area, meetings_of, network_places_to_answer
from dueregard.records.groups.models import Group, Meeting
from dueregard.records.history.access import entries_for
from dueregard.records.notes.models import Note
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of
from dueregard.rules.groups.meeting_times import hours
from dueregard.rules.text.uk_times import UK

ASKED = "request"  # what the history of a body calls a question that went out
AHEAD = timedelta(days=29)
OLD_ADDRESS = timedelta(days=365)
MINUTES_WAIT = timedelta(days=93)


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of groups. They cost no query of their own."""
    return (*_of_meetings(person, today), *_of_areas(person, today))


def _of_meetings(person: Person, today: date) -> tuple[Kind, ...]:
    return (
        Kind(
            code="meeting",
            one="meeting ahead",
            several="meetings ahead",
            page="meetings",
            to=For.GROUP,
            rows=_ahead(person, today),
            group="group",
            since=day_of("written_at"),
            due=day_of("starts_at"),
            columns=("title", "starts_at", "ends_at", "place", "pk", "group__name"),
            may_take=False,
            is_mailed=False,
            says=_says_meeting,
        ),
        Kind(
            code="minutes",
            one="meeting without minutes",
            several="meetings without minutes",
            page="meetings",
            to=For.GROUP,
            rows=_without_minutes(person, today),
            group="group",
            since=day_of("starts_at"),
            columns=("title", "pk", "group__name"),
            may_put_away=True,
            says=lambda row: Says(
                f"Write the minutes: {row.words[0]}",
                f"{row.words[2]} met, and nobody has written what was said and who does what.",
                reverse("notes:write", args=["meeting", row.words[1]]),
                "Write them",
            ),
        ),
    )


def _of_areas(person: Person, today: date) -> tuple[Kind, ...]:
    return (
        Kind(
            code="network",
            one="network asks your group to join",
            several="networks ask your group to join",
            page="networks",
            to=For.ACTING,
            rows=network_places_to_answer(person),
            group="group",
            since=day_of("asked_at"),
            columns=("network__name", "group__name"),
            says=lambda row: Says(
                f"Decide whether to join {row.words[0]}",
                f"It asks {row.words[1]}. A network shows only what each group puts in.",
                reverse("networks"),
                "Decide",
            ),
        ),
        Kind(
            code="old-address",
            one="area with addresses to check",
            several="areas with addresses to check",
            page="bodies",
            to=For.ACTING,
            rows=_with_old_addresses(person, today),
            group="pk",
            since="first",
            columns=("area__name", "number", "body_slug", "body_name"),
            says=_says_old,
        ),
        Kind(
            code="never-asked",
            one="area with bodies never asked",
            several="areas with bodies never asked",
            page="areas",
            to=For.ACTING,
            rows=_with_bodies_never_asked(person, today),
            group="pk",
            since=day_of("created_at"),
            columns=("area__name", "area__slug", "number", "body_name"),
            is_mailed=False,
            says=_says_never,
        ),
    )


def _ahead(person: Person, today: date) -> QuerySet[Meeting]:
    begins = datetime.combine(today, time(), UK)
    ahead = meetings_of(person).filter(starts_at__gte=begins, starts_at__lt=begins + AHEAD)
    return ahead.filter(called_off_at=None)


def _without_minutes(person: Person, today: date) -> QuerySet[Meeting]:
    begins = datetime.combine(today, time(), UK)
    past = meetings_of(person).filter(starts_at__lt=begins, starts_at__gte=begins - MINUTES_WAIT, called_off_at=None)
    return past.filter(~Exists(Note.objects.filter(meeting=OuterRef("pk"))))


def _with_old_addresses(person: Person, today: date) -> QuerySet[Group]:
    """Return the groups in whose area addresses of open bodies were not checked for a year, with how many."""
    old = Contact.objects.filter(
        body__area_code__in=_codes(), body__closed_on=None, is_working=True, checked_on__lt=today - OLD_ADDRESS
    )
    first = old.order_by("checked_on", "body__name", "pk")
    return (
        groups_with_area(person)
        .annotate(
            number=_number(old),
            first=Subquery(first.values("checked_on")[:1]),
            body_slug=Subquery(first.values("body__slug")[:1]),
            body_name=Subquery(first.values("body__name")[:1]),
        )
        .filter(number__gt=0)
    )


def _with_bodies_never_asked(person: Person, today: date) -> QuerySet[Group]:
    """Return the groups in whose area are bodies that this person's groups have not asked, nor anybody openly."""
    asked = entries_for(person).filter(body=OuterRef("pk"), kind=ASKED)
    never = Body.objects.there_on(today).filter(~Exists(asked), area_code__in=_codes()).exclude(prevent_duty="no")
    first = never.order_by("kind", "name", "slug")
    return (
        groups_with_area(person)
        .annotate(
            number=_number(never),
            body_slug=Subquery(first.values("slug")[:1]),
            body_name=Subquery(first.values("name")[:1]),
        )
        .filter(number__gt=0)
    )


def _codes() -> QuerySet[AreaCode, Any]:
    """Return the codes of a group's area, of those merged into it and of the one that took over from it."""
    own = OuterRef(OuterRef("area"))
    merged = Q(area__followed_by__to_area=own, area__followed_by__is_whole=True)
    found: QuerySet[AreaCode, Any] = AreaCode.objects.filter(Q(area=own) | merged | Q(area__follows__from_area=own))
    return found.order_by().values("code")


def _says_never(row: Row) -> Says:
    area, slug, number, first = row.words[:4]
    several = "1 body under the duty was" if number == "1" else f"{number} bodies under the duty were"
    about = f"{several} never asked by you, or openly by others. Next: {first}."
    href = f"{reverse('area', args=[slug])}?state=never"
    return Says(f"Ask a body in {area} that nobody has asked", about, href, "Choose one")


def _number(rows: QuerySet[Any]) -> Subquery:
    return Subquery(
        rows.order_by().annotate(all=Func("pk", function="COUNT", output_field=IntegerField())).values("all")
    )


def _instant(text: str) -> datetime:
    """Return an instant that a database wrote as text, in UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _says_meeting(row: Row) -> Says:
    title, starts, ends, place, pk, group = row.words[:6]
    when = hours(_instant(starts), _instant(ends) if ends else None)
    about = f"{group} meets at {when}, {place or 'no place yet'}."
    return Says(f"Meeting: {title}", about, reverse("meeting", args=[UUID(pk)]), "Open it")


def _says_old(row: Row) -> Says:
    area, number, slug, name = row.words[:4]
    several = "1 address was" if number == "1" else f"{number} addresses were"
    about = f"{several} not checked for a year. The oldest is of {name}."
    return Says(f"Check addresses of bodies in {area}", about, f"{reverse('body', args=[slug])}#write", "Check it")
