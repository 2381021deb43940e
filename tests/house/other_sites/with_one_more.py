"""A site with one more part: a folder, and its name in PARTS. Run by `test_parts`, in a process of its own."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.actions.rebuild_index import rebuild_index
from dueregard.foundation.work.actions.give_out_periodic import give_out_periodic
from dueregard.records.evidence.forms import PlaceForm
from tests.doors.kinds import make_everybody
from tests.doors.table import every_address, of_parts, things_of
from tests.doors.test_every_address import wrongs
from tests.doors.world import World
from tests.people import Cast
from tests.searching import nothing_to_say

pytestmark = pytest.mark.django_db
FOLD = "dueregard.parts.pamphlets.tasks.fold"
SignIn = Callable[[Person], Client]


def read(client: Client, path: str) -> str:
    """Return the words of a page that answers."""
    answer = client.get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return answer.content.decode()


def entry(page: str, words: str) -> str:
    """Return a link as the menus have it."""
    return f'<a href="{reverse(page)}" >{words}</a>'


def test_its_pages_answer(client: Client) -> None:
    assert "What to say at the door" in read(client, "/pamphlets/")
    assert "What to say at the door" in read(client, "/pamphlets/first/")


def test_its_entries_are_in_the_menus_of_those_they_are_for(client: Client, cast: Cast, signed_in: SignIn) -> None:
    offered = {
        who: {words for words, page in PAGES.items() if f'href="{reverse(page)}"' in read(one, "/dates/")}
        for who, one in {
            "visitor": client,
            "volunteer": signed_in(cast.ben),
            "administrator": signed_in(cast.dana),
        }.items()
    }
    assert offered == {
        "visitor": {"Pamphlets"},
        "volunteer": {"Folding"},
        "administrator": {"Folding", "Paper"},
    }


PAGES = {"Pamphlets": "pamphlets:all", "Folding": "pamphlets:desk", "Paper": "pamphlets:paper"}


def test_its_entry_stands_where_its_number_says_and_is_marked_on_its_page(client: Client) -> None:
    html = read(client, "/pamphlets/first/")
    assert '<a href="/pamphlets/"  aria-current="page">Pamphlets</a>' in html
    assert html.index(">Dates</a>") < html.index(">Pamphlets</a>")


def test_its_entries_stand_in_the_rails_groups_with_what_waits_there(cast: Cast, signed_in: SignIn) -> None:
    html = read(signed_in(cast.dana), "/desk/")
    names = [html.index(f">{words}") for words in ("Ask and hear<", "Folding", "Evidence<", "Site<", "Paper<")]
    assert names == sorted(names)
    assert 'Folding <span class="count">1<' in html


def test_its_door_is_on_the_home_page(client: Client) -> None:
    html = read(client, "/")
    assert '<a href="/pamphlets/"' in html
    assert "Take a pamphlet" in html


def test_what_is_to_do_in_it_is_counted_on_the_desk(cast: Cast, signed_in: SignIn) -> None:
    html = read(signed_in(cast.ben), "/desk/")
    assert '<a class="figure soon" href="/desk/pamphlets/"><strong>2</strong><span>pamphlets to fold</span></a>' in html
    assert "<p>Fold 2 pamphlets.</p>" in html


def test_what_waits_in_it_is_in_the_list_of_everything(cast: Cast, signed_in: SignIn) -> None:
    assert "Fold the heap" in read(signed_in(cast.asha), "/desk/")
    assert "Fold the heap" not in read(signed_in(cast.ben), "/desk/")


def test_its_work_is_given_out_again_and_again_where_what_it_needs_is_set(cast: Cast, signed_in: SignIn) -> None:
    assert settings.PERIODIC_WORK[FOLD] == 3600
    assert give_out_periodic(job=FOLD, every=3600, now=datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
    assert DBTaskResult.objects.filter(task_path=FOLD).count() == 1
    assert FOLD in read(signed_in(cast.dana), "/desk/work/")
    assert "dueregard.parts.pamphlets.tasks.fetch_paper" not in settings.PERIODIC_WORK


@pytest.mark.usefixtures("own_index")
def test_what_it_has_is_found_and_called_by_its_name(client: Client) -> None:
    rebuild_index(progress=nothing_to_say)
    for asked in ("door", "door kind:pamphlets"):
        html = read(client, f"/search/?q={asked}")
        assert 'href="/pamphlets/first/"' in html
        assert "pamphlet" in html


def test_an_operators_word_for_it_is_read(cast: Cast, signed_in: SignIn) -> None:
    assert settings.PAMPHLETS_A_DAY == 5
    assert "5 a day" in read(signed_in(cast.ben), "/desk/pamphlets/")


def test_a_passage_can_stand_under_its_pages() -> None:
    assert PlaceForm({"address": "/pamphlets/first/", "shows": "It says so."}).is_valid()
    refused = PlaceForm({"address": "/about/", "shows": "It says so."})
    assert not refused.is_valid()
    assert "or of a pamphlet on this site" in refused.errors["address"][0]


def test_a_section_that_advises_what_it_does_leads_to_it() -> None:
    assert settings.DOES["hand_out"] == "pamphlets:all"


def test_each_of_its_addresses_is_swept_with_what_it_names() -> None:
    world = World(make_everybody())
    (its,) = [module for module in of_parts() if module.__name__ == "tests.parts.pamphlets.doors"]
    its.add_to(world)
    own = [address for address in every_address() if address.name.startswith("pamphlets:")]
    assert len(own) == 4
    assert all(address.audience for address in own)
    swept = [(address, thing) for address in own for thing in things_of(address, world)]
    assert [wrong for address, thing in swept for wrong in wrongs(world, address, thing)] == []


def test_the_checks_and_the_migrations_hold() -> None:
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
