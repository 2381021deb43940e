"""The desk asks the database no more for a thousand waiting things than for ten, and its pages lose none of them."""

from copy import copy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.queries import site_mode
from dueregard.parts.foi.models import Campaign, Case
from dueregard.records.groups.models import Membership, Role
from dueregard.records.todo.actions.take_thing import take_thing
from dueregard.records.todo.queries.counts import counts_for
from dueregard.records.todo.queries.waiting import PER_PAGE, Show, list_page
from dueregard.rules.todo.waits import Waits
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_reply, make_waiting_case
from tests.parts.signposts.contacts import make_contact, phone
from tests.people import LONG_AGO, Cast
from tests.records.todo.making import makers
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
MOST = 12
SHOWS = ("", "?show=mine", "?show=nobodys", "?show=outside", "?show=done", "?page=3", "?kind=overdue")


def all_of(person: Person, show: Show = Show.EVERYTHING) -> list[Waits]:
    """Return every thing of a list, page after page."""
    found, number, last = [], 1, 1
    while number <= last:
        page = list_page(person, show=show, only="", page=str(number), today=timezone.localdate())
        found += [line.thing for under in page.headings for line in under.lines]
        number, last = number + 1, page.page.paginator.num_pages
    return found


def late_cases(cast: Cast, many: int) -> None:
    """Make cases of one body that are overdue by a day, two days and so on."""
    campaign, body = make_campaign(cast.northport), make_body(f"Late {many}")
    first = make_waiting_case(campaign, body)
    campaigns = [copy(campaign) for _ in range(many)]
    rows = [copy(first) for _ in range(many)]
    for number, (row, asks) in enumerate(zip(rows, campaigns, strict=True)):
        asks.pk, asks.title = None, f"Question {many}-{number}"
        asks.id = Campaign._meta.pk.get_default()
        row.pk, row.token, row.campaign = None, f"{many}-{number}", asks
        row.id = Case._meta.pk.get_default()
        row.due_on = timezone.localdate() - timedelta(days=1 + number % 90)
    Campaign.objects.bulk_create(campaigns)
    first.delete()
    Case.objects.bulk_create(rows)


def asked(person: Person, url: str) -> int:
    """Return how many queries the desk takes, session and person included."""
    client = sign_in(person)
    site_mode()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    # An administrator of a practice site is offered the invented county, which asks whether letters have really left.
    assert len(queries) <= MOST + person.is_administrator, "\n".join(query["sql"][:200] for query in queries)
    return len(queries)


def test_the_desk_takes_as_many_queries_for_a_thousand_things_as_for_ten(cast: Cast) -> None:
    Membership.objects.create(group=cast.northport, person=cast.dana, role=Role.CASEWORKER, since=LONG_AGO)
    for make in makers().values():
        make(cast)
    today = timezone.localdate()
    thing = all_of(cast.asha)[0]
    take_thing(kind=thing.kind, key=thing.key, until=today, today=today, by=cast.asha, now=timezone.now())
    take_thing(kind=thing.kind, key=thing.key, until=today, today=today, by=cast.asha, now=timezone.now())
    late_cases(cast, 10)
    asked(cast.asha, "/desk/")  # what is alike for everybody is read once, and kept for a while
    few = [asked(person, f"/desk/{show}") for person in (cast.asha, cast.dana) for show in SHOWS]
    late_cases(cast, 1000)
    assert [asked(person, f"/desk/{show}") for person in (cast.asha, cast.dana) for show in SHOWS] == few


def test_no_page_loses_or_repeats_a_thing(cast: Cast) -> None:
    late_cases(cast, 2 * PER_PAGE + 7)
    checked = [timezone.localdate() - timedelta(days=days) for days in (100, 121, 125, 160, 180, 205)]
    for number, day in enumerate(checked):  # sorted in Python, between what the database sorts
        make_contact(f"line-{number}", phone(f"020 7946 00{number:02}", checked_on=day.isoformat()))
    for _ in range(PER_PAGE):
        make_reply(make_waiting_case(make_campaign(cast.northport)), is_sorted=False)
    things = all_of(cast.asha)
    counts = counts_for(cast.asha, timezone.localdate())
    assert len({(one.kind, one.key) for one in things}) == len(things) == counts.all
    assert {one.kind: sum(each.kind == one.kind for each in things) for one in things} == {
        kind: number for kind, number in counts.kinds.items() if number
    }
    dated = [(one.due or timezone.localdate().max, one.since) for one in things]
    assert dated == sorted(dated)


def test_a_page_that_is_not_there_is_the_last_one(cast: Cast) -> None:
    late_cases(cast, PER_PAGE + 1)
    page = list_page(cast.asha, show=Show.EVERYTHING, only="", page="99", today=timezone.localdate())
    assert page.page.number == 2
    assert sum(len(under.lines) for under in page.headings) == 1
