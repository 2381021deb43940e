"""What the frame of a page and its main pages offer opens for whoever is offered it."""

import re

import pytest

from tests.doors.asking import ask
from tests.doors.kinds import KINDS
from tests.doors.world import World

pytestmark = pytest.mark.django_db
LINK = re.compile(rb'href="(/[^"#]*)"')


def offered(world: World, who: str, url: str) -> list[str]:
    """Return the addresses that a page offers somebody."""
    links = {link.decode().replace("&amp;", "&") for link in LINK.findall(ask(world.everybody, who, url).content)}
    return sorted(link for link in links if not link.startswith("/static/"))


@pytest.mark.parametrize("who", KINDS)
@pytest.mark.parametrize(
    "page", ["/guide/", "/dates/"]
)  # to be read by anybody; and one of the desk for who is signed in
def test_every_link_of_the_frame_opens_for_whom_it_is_shown_to(world: World, who: str, page: str) -> None:
    """At most it leads a visitor to the sign-in page first, as the mailroom of practice mode does."""
    links = offered(world, who, page)
    assert len(links) > 8
    assert [link for link in links if ask(world.everybody, who, link).status not in {200, 302}] == []


@pytest.mark.parametrize("who", ["caseworker", "outsider", "administrator"])
def test_who_acts_for_a_group_keeps_the_guide_and_is_shown_where(world: World, who: str) -> None:
    assert "/desk/guide/" in offered(world, who, "/dates/")


@pytest.mark.parametrize("who", ["visitor", "half", "departed", "volunteer", "keyholder"])
def test_who_does_not_keep_the_guide_is_not_sent_there(world: World, who: str) -> None:
    assert "/desk/guide/" not in offered(world, who, "/dates/")
