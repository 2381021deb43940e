"""A body that a group has entered by hand stands at no address for visitors, until its day or until it is named.

Whoever compares the register from one day to the next would learn whom the group is about to ask.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.audience import Audience
from dueregard.foundation.search.actions.rebuild_index import rebuild_index
from dueregard.records.areas.models import Area, AreaCode
from dueregard.records.areas.queries.sheet import GroupSide, sheet_facts
from dueregard.records.bodies.actions.add_body import add_body
from dueregard.records.bodies.actions.tell_everybody import tell_what_is_due
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.register.address_changes import HELD_BACK
from tests.builders_foi import make_campaign, make_case
from tests.doors.asking import ask
from tests.doors.table import LEFT_OUT, every_address, things_of
from tests.doors.world import World
from tests.searching import index_now, nothing_to_say

pytestmark = pytest.mark.django_db
WORD, CODE = "Zetterhaven", "E06000999"
TYPED = (
    "/bodies/?q={}", "/requests/?q={}", "/search/?q={}", "/search/feed.xml?q={}", "/search/?q=body:{}",
    "/bodies/?kind=academy&nation=england", "/bodies/?closed=on", "/letters/?body={pk}", "/api/v1/bodies/{slug}",
    "/api/v1/bodies?area_code=E06000999", "/sitemap/bodies-1.xml", "/areas/northport/?kind=academy",
)  # fmt: skip


@pytest.fixture
def entered(world: World) -> Body:
    """A body that a member has just entered; it lies in an area, and is in the index."""
    AreaCode.objects.create(area=Area.objects.get(slug="northport"), code=CODE)
    body = add_body(
        name=f"{WORD} Academy", kind=BodyKind.ACADEMY, nation=Nation.ENGLAND, region="", town=f"{WORD} Quay",
        home_page="https://zetterhaven.example/", area_code=CODE, by=world.everybody.kit, now=timezone.now(),
    )  # fmt: skip
    rebuild_index(progress=nothing_to_say)
    return body


def naming(body: Body) -> list[str]:
    """Return addresses that name the body, or would list it."""
    own = [reverse(name, kwargs={"slug": body.slug}) for name in ("body", "body_json", "thread")]
    return [*own, *(one.format(WORD, pk=body.pk, slug=body.slug) for one in TYPED)]


def every_public_address(world: World) -> list[str]:
    """Return every address that is open to everybody, with everything that it can name."""
    public = [one for one in every_address() if one.audience is Audience.EVERYBODY and one.name not in LEFT_OUT]
    return [reverse(one.name, kwargs=dict(thing.names)) for one in public for thing in things_of(one, world)]


def saying(world: World, who: str, addresses: list[str]) -> set[str]:
    """Return those of these addresses whose answer names the body, and not only says again what was typed."""
    index_now()
    found = set()
    for address in addresses:
        answer = ask(world.everybody, who, address)
        assert answer.status < 500, address
        content = answer.content.replace(address.encode(), b"")
        if any(
            word in content for word in (f"{WORD} Academy".encode(), b"zetterhaven-academy", b"zetterhaven.example")
        ):
            found.add(address)
    return found


def test_a_new_body_stands_at_no_address_until_its_day(world: World, entered: Body) -> None:
    path = entered.get_absolute_url()
    everywhere = [*naming(entered), *every_public_address(world)]
    assert saying(world, "visitor", everywhere) == set()
    assert ask(world.everybody, "visitor", path).status == 404
    members = saying(world, "outsider", naming(entered))
    assert {path, f"/bodies/?q={WORD}", f"/search/?q={WORD}", "/areas/northport/?kind=academy"} <= members
    told = ask(world.everybody, "outsider", path).content.decode()
    assert "Only members can see this body" in told
    assert f"{timezone.localdate() + HELD_BACK:%Y-%m-%d}" in told
    earlier = timezone.now() - HELD_BACK - timedelta(days=1)  # by summer time a late evening is the next day
    Body.objects.filter(pk=entered.pk).update(told_on=timezone.localdate(), added_at=earlier)
    assert {path, f"/bodies/?q={WORD}", "/areas/northport/?kind=academy", "/sitemap/bodies-1.xml"} <= saying(
        world, "visitor", naming(entered)
    ), "its day"
    assert tell_what_is_due(now=timezone.now()) == 1
    assert f"/search/?q={WORD}" in saying(world, "visitor", naming(entered))
    assert "Only members can see" not in ask(world.everybody, "outsider", path).content.decode()


def test_no_number_for_visitors_changes_when_a_body_is_entered(world: World, entered: Body) -> None:
    area = Area.objects.get(slug="northport")
    pages = ("/", "/areas/", "/areas/northport/", "/areas.csv", "/areas.geojson", "/bodies/", "/sitemap.xml", "/data/")
    with_it = [ask(world.everybody, "visitor", page).content for page in pages]
    today, group = timezone.localdate(), GroupSide("Northport", "")
    public, own = sheet_facts(area, today), sheet_facts(area, today, group)
    assert (public["total"], own["total"]) == (0, 1), "a group's own sheet has what the group knows"
    Body.objects.filter(pk=entered.pk).delete()
    assert [ask(world.everybody, "visitor", page).content for page in pages] == with_it


def test_a_body_that_something_open_names_is_open_at_once_and_in_the_lists_after_a_minute(
    world: World, entered: Body
) -> None:
    path = entered.get_absolute_url()
    case = make_case(make_campaign(world.northport), entered)
    assert tell_what_is_due(now=timezone.now()) == 0
    assert ask(world.everybody, "visitor", path).status == 404
    type(case).objects.filter(pk=case.pk).update(is_public=True, published_at=timezone.now())
    assert ask(world.everybody, "visitor", path).status == 200, "the page of the case leads there"
    assert tell_what_is_due(now=timezone.now()) == 1
    assert {path, "/bodies/?closed=on", f"/search/?q={WORD}"} <= saying(world, "visitor", naming(entered))


def test_an_administrator_opens_a_body_before_its_day(world: World, entered: Body) -> None:
    show = reverse("tell_of_body", kwargs={"slug": entered.slug})
    assert ask(world.everybody, "caseworker", show, method="post", data={"sure": "yes"}).status in {403, 404}
    client = world.everybody.client("administrator")
    assert "about to write to it" in client.post(show).content.decode()
    assert client.post(show, {"sure": "yes"}).status_code == 302
    assert ask(world.everybody, "visitor", "/bodies/").content.count(WORD.encode()) > 0
    assert "already" in client.post(show, {"sure": "yes"}, follow=True).content.decode()


def test_a_day_that_a_wrong_clock_reckoned_is_put_right(world: World, entered: Body) -> None:
    now = timezone.now()
    Body.objects.filter(pk=entered.pk).update(told_on=timezone.localdate() + timedelta(days=4000))
    assert tell_what_is_due(now=now) == 0
    assert Body.objects.get(pk=entered.pk).told_on == timezone.localdate(now) + HELD_BACK
