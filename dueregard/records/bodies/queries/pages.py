"""The register's pages as values: the list with its filters, and one body with everything known about it.

`records/history` decides which history a reader may see; the templates decide what is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.records.bodies.models import Body, ContactForm, OtherNameKind, Purpose, Scheme
from dueregard.records.bodies.models.body import BodyQuerySet
from dueregard.records.bodies.queries.law import BodyLaw, law_of
from dueregard.records.bodies.queries.search import Match, find_bodies
from dueregard.records.bodies.queries.told import Told, told_of
from dueregard.rules.law.laws import BodyKind, Law, Nation, regulator_of
from dueregard.rules.register.address_changes import is_old_news

PER_PAGE = 50
FOUND_AT_MOST = 50
_CHECK_AGAIN = 180  # days after which an address should be looked up again
_OLD = 365
_COUNTY = "E10"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of bodies is narrowed to."""

    q: str = ""
    kind: str = ""
    nation: str = ""
    region: str = ""
    area: str = ""
    with_closed: bool = False


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One line of the list."""

    name: str
    href: str
    kind: str
    where: str
    law: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """The list of bodies: one page of it, or what a typed name found, or the nearest names when it found none."""

    rows: list[BodyRow]
    found: str
    page: "Page[Body] | None" = None
    nearest: list[BodyRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what is said about it."""

    name: str
    words: str
    href: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One address, with how long ago it was checked."""

    id: int
    purpose: str
    form: str
    address: str
    href: str
    source: str
    checked_on: date
    age: str
    tone: str
    is_working: bool
    is_old: bool
    given_by: str
    waits: bool  # for a second look: no letter goes there
    was: str


@dataclass(frozen=True, slots=True)
class BodyPage:
    """Everything the register knows of one body."""

    body: Body
    kind: str
    nation: str
    where: str
    is_closed: bool
    is_held_back: bool  # a group entered it, and visitors do not read of it yet
    law: BodyLaw
    regulator: Line | None
    duty: str
    duty_tone: str
    names: list[Line]
    codes: list[Line]
    before: list[Line]
    after: list[Line]
    contacts: list[ContactLine]
    more: list[Line]


def browse(filters: Filters, *, among: BodyQuerySet, number: str | int, today: date) -> BrowsePage:
    """Return the list for these filters of the bodies that a reader may see.

    At most six queries without a typed name, nine with one.
    """
    if filters.q.strip():
        return _search(filters, among, today)
    page = Paginator(filtered(filters, among, today), PER_PAGE).get_page(number)
    rows = [_row(body, today) for body in page.object_list]
    total = page.paginator.count
    return BrowsePage(rows, f"{total:,} {'body' if total == 1 else 'bodies'}", page)


def body_page(body: Body, *, today: date, keeps: bool = False) -> BodyPage:
    """Return what the register knows of a body. One query.

    Only to those who keep the register (`keeps`) it tells new addresses: they say whom somebody is about to ask.
    """
    told = told_of(body)
    told_now = (one for one in told.get("contact", ()) if keeps or _is_for_everybody(one, today))
    contacts = sorted(told_now, key=lambda one: (not one.is_working, _last_first(one.on), one.pk))
    return BodyPage(
        body=body,
        kind=BodyKind(body.kind).label,
        nation=Nation(body.nation).label,
        where=_where(body),
        is_closed=not body.is_open_on(today),
        is_held_back=not body.is_told_by(today),
        law=law_of(body),
        regulator=_regulator(law_of(body)),
        duty=_DUTY[body.prevent_duty][0],
        duty_tone=_DUTY[body.prevent_duty][1],
        names=[_name(one) for one in sorted(told.get("name", ()), key=lambda one: (one.kind, one.words))],
        codes=[
            Line(Scheme(one.kind).label, one.words)
            for one in sorted(told.get("code", ()), key=lambda one: (one.kind, one.words))
        ],
        before=[_succession(one) for one in _in_order(told.get("before", ()))],
        after=[_succession(one) for one in _in_order(told.get("after", ()))],
        contacts=[_contact(contact, today) for contact in contacts],
        more=_more(body),
    )


def _is_for_everybody(told: Told, today: date) -> bool:
    entered = localdate(told.since) if told.since else today
    return not told.waits and is_old_news(entered, today)


def _last_first(on: date | None) -> int:
    return -(on or date.min).toordinal()


def _in_order(steps: Iterable[Told]) -> list[Told]:
    return sorted(steps, key=lambda one: (one.on or date.max, one.pk))


_DUTY = {
    "yes": ("The Prevent duty applies", "wait"),
    "no": ("The Prevent duty does not apply", "quiet"),
    "unconfirmed": ("Not confirmed whether the Prevent duty applies", "soon"),
}


def areas_of(among: QuerySet[Body], *, nation: str, region: str) -> list[tuple[str, str]]:
    """Return the council areas of a region or nation, code and name; none for all England: too many to choose from."""
    if not region and nation in ("", Nation.ENGLAND.value):
        return []
    councils = among.filter(kind=BodyKind.LOCAL_AUTHORITY.value, closed_on__isnull=True).exclude(area_code="")
    councils = councils.exclude(area_code__startswith=_COUNTY)  # the bodies of a county are in its districts
    councils = councils.filter(region=region) if region else councils.filter(nation=nation)
    named = {code: short or name for code, short, name in councils.values_list("area_code", "short_name", "name")}
    return sorted(named.items(), key=lambda pair: pair[1])


def _search(filters: Filters, among: BodyQuerySet, today: date) -> BrowsePage:
    matches = find_bodies(filters.q, kind=filters.kind, nation=filters.nation, limit=200, on=today, among=among)
    shown = [match for match in matches if _fits(match.body, filters, today)][:FOUND_AT_MOST]
    if shown:
        counted = f"{len(shown)} {'body' if len(shown) == 1 else 'bodies'}, best match first"
        return BrowsePage([_row(match.body, today, match) for match in shown], counted)
    nearest = find_bodies(filters.q, limit=5, on=today, least=15.0, among=among)
    return BrowsePage([], "No body found", nearest=[_row(match.body, today, match) for match in nearest])


def _fits(body: Body, filters: Filters, today: date) -> bool:
    return (
        (not filters.region or body.region == filters.region)
        and (not filters.area or body.area_code == filters.area)
        and (filters.with_closed or body.is_open_on(today) or not (filters.region or filters.area))
    )


def filtered(filters: Filters, among: BodyQuerySet, today: date) -> QuerySet[Body]:
    """Return those of these bodies that fit a filter, by name; a typed name is not part of it."""
    bodies = among if filters.with_closed else among.open_on(today)
    wanted = {"kind": filters.kind, "nation": filters.nation, "region": filters.region, "area_code": filters.area}
    return bodies.filter(**{column: value for column, value in wanted.items() if value}).order_by("name", "slug")


def _row(body: Body, today: date, match: Match | None = None) -> BodyRow:
    notes: list[str] = []
    if match and match.under_name:
        notes.append(f"{'formerly' if match.was_former else 'also known as'} {match.under_name}")
    if body.closed_on:
        notes.append(f"closed {body.closed_on.day} {body.closed_on:%B %Y}")
    if body.told_on and not body.is_told_by(today):
        notes.append(f"only members see it until {body.told_on.day} {body.told_on:%B %Y}")
    law = law_of(body)
    return BodyRow(
        body.name,
        body.get_absolute_url(),
        BodyKind(body.kind).label,
        _where(body),
        law.code.upper() or "none",
        "; ".join(notes),
    )


def _where(body: Body) -> str:
    parts = [body.town, body.region or Nation(body.nation).label]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _regulator(law: BodyLaw) -> Line | None:
    if not law.code:
        return None
    found = regulator_of(Law(law.code))
    return Line("Who enforces it", found.name, f"https://{found.website}")


def _name(told: Told) -> Line:
    until = f"until {told.on.day} {told.on:%B %Y}" if told.on else ""
    return Line(OtherNameKind(told.kind).label, told.words, source=until)


def _succession(told: Told) -> Line:
    parts = [f"on {told.on.day} {told.on:%B %Y}" if told.on else "", told.note]
    return Line(
        told.words, told.words, Body(slug=told.slug).get_absolute_url(), ", ".join(part for part in parts if part)
    )


def _contact(told: Told, today: date) -> ContactLine:
    checked_on = told.on or date.min
    days = max((today - checked_on).days, 0)
    tone = "good" if days <= _CHECK_AGAIN else "soon" if days <= _OLD else "late"
    href = {"email": f"mailto:{told.words}", "web": told.words, "post": ""}[told.form]
    return ContactLine(
        id=told.pk,
        purpose=Purpose(told.kind).label,
        form=ContactForm(told.form).label,
        address=told.words,
        href=href if told.is_working else "",
        source=told.note,
        checked_on=checked_on,
        age=_age(days),
        tone=tone if told.is_working else "late",
        is_working=told.is_working,
        is_old=days > _OLD,
        given_by=told.by,
        waits=told.waits,
        was=told.was,
    )


def _age(days: int) -> str:
    if days <= 1:
        return "checked today" if days == 0 else "checked yesterday"
    if days <= 60:
        return f"checked {days} days ago"
    if days <= _OLD:
        return f"checked {days // 30} months ago"
    return "checked over a year ago"


def _more(body: Body) -> list[Line]:
    lines = []
    if body.opened_on:
        lines.append(Line("Opened", f"{body.opened_on.day} {body.opened_on:%B %Y}"))
    if body.closed_on:
        lines.append(Line("Closed", f"{body.closed_on.day} {body.closed_on:%B %Y}"))
    if body.home_page:
        lines.append(Line("Website", body.home_page, body.home_page))
    if body.unsure:
        lines.append(Line("Not confirmed", body.unsure))
    lines.append(Line("Where this comes from", body.source, source=f"added in {body.entered_at:%Y}"))
    return lines


def kinds_held(among: QuerySet[Body]) -> set[str]:
    """Return the kinds of which there is at least one among these bodies."""
    return set(among.order_by().values_list("kind", flat=True).distinct())
