"""What a visitor's browser is left with, and whether each form of a page that tells no referrer can be sent.

A page that shows no form leaves no cookie, and no cookie outlives the browser: on a watched phone it would say for a
year that somebody opened a form here. A page under "no-referrer", or in a sandbox, makes a browser send "Origin: null",
and Django refuses a form with a token: so such a page has none. (The sealed inbox asks for no token.)
"""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from tests.doors.asking import ask
from tests.doors.table import LEFT_OUT, every_address, things_of
from tests.doors.world import World

pytestmark = pytest.mark.django_db
TOKEN = b"csrfmiddlewaretoken"
IN_A_HEADER, IN_A_PAGE = re.compile(r"no-referrer\b(?!-)|\bsandbox\b"), 'name="referrer" content="no-referrer"'


def addresses(world: World, who: str) -> list[str]:
    """Return one address of each thing that this kind of person can ask for."""
    return [
        reverse(address.name, kwargs=dict(thing.names))
        for address in every_address()
        if address.name not in LEFT_OUT
        for thing in things_of(address, world)
        if who in thing.readers
    ]


def test_a_visitor_gets_no_cookie_but_with_a_form_and_none_that_outlives_the_browser(world: World) -> None:
    wrong, forms = [], 0
    for url in addresses(world, "visitor"):
        client = world.everybody.client("visitor")
        with transaction.atomic():
            answer = client.get(url)
            transaction.set_rollback(True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        forms += TOKEN in content
        for name, cookie in answer.cookies.items():
            if cookie["max-age"] or cookie["expires"]:
                wrong.append(f"{url}: {name} is kept after the browser is closed")
            if TOKEN not in content and answer.status_code == 200:
                wrong.append(f"{url}: {name}, though nothing is sent from this page")
    assert wrong == []
    assert forms > 5, "the pages with a form were not asked"


def test_no_form_is_posted_from_a_page_that_hides_where_it_comes_from(world: World) -> None:
    wrong, hidden = [], 0
    for who in ("visitor", "caseworker"):
        for url in addresses(world, who):
            answer = ask(world.everybody, who, url)
            if answer.status != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            page = answer.content.decode()
            policy = f"{answer.headers.get('Referrer-Policy', '')} {answer.headers.get('Content-Security-Policy', '')}"
            if IN_A_HEADER.search(policy) or IN_A_PAGE in page:
                hidden += 1
                wrong += [f"{url} as {who}"] if TOKEN in answer.content else []
    assert wrong == []
    assert hidden > 3, "the pages for people in danger were not asked"
