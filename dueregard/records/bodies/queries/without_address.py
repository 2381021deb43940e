"""The bodies to which no letter can go yet, for the page on which many addresses are entered at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.address_plan import addresses_known
from dueregard.records.bodies.queries.picker import working_addresses
from dueregard.rules.text.csv_cells import safe_cell

PER_PAGE = 20
TYPED = ("address-", "source-")
HEADINGS = ("Body", "Name", "Website", "Address", "Source", "Looked up on")


@dataclass(frozen=True, slots=True)
class BodyWithout:
    """A body without an address, with what helps to find it."""

    body: Body
    note: str


@dataclass(frozen=True, slots=True)
class PageWithout:
    """One page of them."""

    rows: tuple[BodyWithout, ...]
    page: "Page[Body]"
    count: int


def without_address(bodies: QuerySet[Body], *, today: date) -> QuerySet[Body]:
    """Return the open ones of these bodies that have no working e-mail address for information requests."""
    reachable = working_addresses().order_by().values("body_id")
    return bodies.open_on(today).exclude(pk__in=reachable).order_by("name", "slug")  # type: ignore[attr-defined, no-any-return]


def page_without(bodies: QuerySet[Body], *, number: str, today: date) -> PageWithout:
    """Return one page of the bodies without an address. Three queries."""
    paginator = Paginator(without_address(bodies, today=today), PER_PAGE)
    page = paginator.get_page(number)
    known = addresses_known([body.pk for body in page.object_list])
    rows = []
    for body in page.object_list:
        waits = any(one.waits_for_look for one in known.get(body.pk, []))
        failing = next((one.address for one in known.get(body.pk, []) if not one.is_working), "")
        form = next((one.get_form_display().lower() for one in known.get(body.pk, []) if one.is_working), "")
        note = f"{failing} does not work" if failing else f"only a {form} is known" if form else ""
        rows.append(BodyWithout(body, "an address waits for a second look on its page" if waits else note))
    return PageWithout(tuple(rows), page, paginator.count)


def bodies_typed_for(sent: Mapping[str, str]) -> list[Body]:
    """Return the bodies beside which something was typed."""
    named = [name.split("-", 1)[1] for name, typed in sent.items() if name.startswith(TYPED) and typed.strip()]
    return list(Body.objects.filter(slug__in=named).order_by("name", "slug"))


def list_without(bodies: QuerySet[Body], *, today: date) -> Iterator[list[str]]:
    """Yield the same bodies as lines of a table that can be filled in and brought back."""
    yield list(HEADINGS)
    for body in without_address(bodies, today=today).iterator():
        yield [*map(safe_cell, (body.slug, body.name, body.home_page)), "", "", ""]
