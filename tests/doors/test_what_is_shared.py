"""Every page that everybody may open says in one sentence what it is, to search engines and to whom its link is sent.

A page that search engines are asked to leave out says nothing. What is said names this site and its address, and holds
no word that was planted for others.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse

from dueregard.foundation.accounts.audience import Audience
from tests.doors.asking import ask
from tests.doors.table import LEFT_OUT, every_address, may_come, things_of
from tests.doors.world import World

pytestmark = pytest.mark.django_db
META = re.compile(r'<meta (?:name|property)="(description|og:[a-z_]+)" content="([^"]*)">')
TOLD = {"description", "og:title", "og:description", "og:type", "og:url", "og:site_name"}
PUBLIC = {one.name: one for one in every_address() if one.audience is Audience.EVERYBODY and one.name not in LEFT_OUT}
# The sealed inbox's own files are served byte for byte, and say of themselves only what their signed list says.
SEALED = {"submissions:file", "submissions:page", "submissions:plain"}


def opened(world: World, name: str) -> Iterator[tuple[str, str]]:
    """Yield address and HTML of what a visitor sees of an address, where it is a page to be found."""
    address = PUBLIC[name]
    for thing in things_of(address, world):
        url = reverse(name, kwargs=dict(thing.names))
        if "visitor" not in may_come(address, thing):
            continue
        answer = ask(world.everybody, "visitor", url)
        is_page = answer.status == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
        html = answer.content.decode() if is_page else ""
        is_hidden = "noindex" in answer.headers.get("X-Robots-Tag", "") or 'content="noindex"' in html
        if is_page and is_hidden:
            assert META.findall(html) == [], f"{url} is not to be found, and yet says what it is"
        elif is_page:
            yield url, html


@pytest.mark.parametrize("name", sorted(PUBLIC.keys() - SEALED))
def test_a_public_page_says_what_it_is_and_nothing_of_others(world: World, name: str) -> None:
    for url, html in opened(world, name):
        told = {key: unescape(value) for key, value in META.findall(html)}
        assert told.keys() == TOLD, f"{url} lacks {sorted(TOLD - told.keys())}: give its template a block `about`"
        assert told["description"] == told["og:description"]
        assert 20 <= len(told["description"]) <= 200, f"{url} says: {told['description']}"
        assert told["og:url"] == settings.PUBLIC_URL + url
        assert told["og:site_name"] == settings.SITE_NAME
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        assert title is not None
        assert unescape(title[1]).strip().startswith(told["og:title"])
        assert not world.planted.leaks("visitor", "\n".join(told.values()).encode())


def test_pages_say_different_things(world: World) -> None:
    """A sentence that fits every page would tell nobody which one they were sent."""
    said = [
        dict(META.findall(html))["description"]
        for name in sorted(PUBLIC.keys() - SEALED)
        for _, html in opened(world, name)
    ]
    assert len(said) > 20
    assert len(set(said)) > 0.9 * len(said), sorted(one for one in set(said) if said.count(one) > 1)


def test_a_page_of_the_desk_and_an_error_say_nothing(world: World) -> None:
    for who, url in (("caseworker", "/desk/"), ("visitor", "/nothing-here/"), ("visitor", "/account/login/")):
        assert META.findall(ask(world.everybody, who, url).content.decode()) == []
