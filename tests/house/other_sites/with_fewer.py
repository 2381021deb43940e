"""A site without some of the parts starts, and leads nobody to what it does not have.

`tests/config/test_without_a_part` runs this for one choice of parts after another, each in a process of its own.
"""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from dueregard.foundation.search.actions.rebuild_index import rebuild_index
from tests.builders import make_body
from tests.doors.table import every_address
from tests.people import Cast
from tests.searching import nothing_to_say

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
START = ("/", "/desk/", "/bodies/", "/dates/", "/about/", "/search/", "/complaint/")
MOST = 120  # pages that one kind of reader follows
LEFT_OUT = os.environ["LEFT_OUT"].split(",")
THEIRS = [import_module(f"dueregard.parts.{part}.apps").ADDS for part in LEFT_OUT]


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """A site with its campaign, its texts taken up where there is a guide, and a public body."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    make_body("University of Northport", slug="university-of-northport")
    for path in settings.PACK_CHANGED_TASKS:
        import_string(path).func()
    assert PackText.objects.filter(kind="section").exists()
    return cast


def followed(client: Client, start: tuple[str, ...]) -> dict[str, tuple[int, str]]:
    """Follow the links of pages from page to page; return what each address answered, and which page leads there."""
    answered: dict[str, tuple[int, str]] = {}
    waiting = [(path, "") for path in start]
    while waiting and len(answered) < MOST:
        path, source = waiting.pop(0)
        place = path.partition("?")[0]
        if place in answered or place.startswith(("/static/", "/account/")):
            continue
        answer = client.get(path)
        answered[place] = (answer.status_code, source)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            waiting += [(link.replace("&amp;", "&"), place) for link in LINK.findall(answer.content.decode())]
    return answered


def test_they_are_left_out_and_their_addresses_with_them() -> None:
    assert LEFT_OUT
    for part in LEFT_OUT:
        assert part not in settings.PARTS
        assert not apps.is_installed(f"dueregard.parts.{part}")
        assert not any(address.name.startswith(f"{part}:") for address in every_address())


def test_it_starts_its_checks_pass_and_no_table_is_missing() -> None:
    assert get_wsgi_application()
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_everything_that_its_apps_name_is_there() -> None:
    for path in (*settings.PERIODIC_WORK, *settings.DESK, *settings.MAIL_SETTLED_TASKS, *settings.PACK_CHANGED_TASKS):
        assert import_string(path), path
    for path in (*settings.FINDABLE_KINDS.values(), *settings.PACKAGED.values()):
        assert import_module(path), path


def test_the_pages_that_people_start_on_answer_and_show_nothing_of_it(
    filled: Cast, client: Client, signed_in: Callable[[Person], Client]
) -> None:
    starts = {entry.page for entry in settings.MENUS["visitor"]} | {door.page for door in settings.DOORS} - {"desk"}
    answered = {page: client.get(reverse(page)).status_code for page in starts}
    assert answered == dict.fromkeys(starts, 200)
    home, desk = client.get("/"), signed_in(filled.asha).get("/desk/")
    assert (home.status_code, desk.status_code) == (200, 200)
    assert [door.words for its in THEIRS for door in its.doors if door.words in home.content.decode()] == []
    entries = {entry.words for its in THEIRS for entry in its.menu} - {
        entry.words for menu in settings.MENUS.values() for entry in menu
    }
    assert [words for words in entries if re.search(f">{words}(</a>| <span)", desk.content.decode())] == []


@pytest.mark.usefixtures("own_index")
def test_no_link_leads_to_what_is_not_there(
    filled: Cast, client: Client, signed_in: Callable[[Person], Client]
) -> None:
    """An administrator is offered all that anybody is, but what only a visitor sees."""
    rebuild_index(progress=nothing_to_say)
    for reader in (client, signed_in(filled.dana)):
        answered = followed(reader, START)
        assert len(answered) > 15
        # A form's address answers a reader who only follows it with 405.
        assert {place: one for place, one in answered.items() if one[0] not in {200, 302, 405}} == {}
