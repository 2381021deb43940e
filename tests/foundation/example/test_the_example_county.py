"""The invented county is made as people would make it, says so on every page, and goes away whole."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from dueregard.foundation.example.actions import load_example as loading
from dueregard.foundation.example.actions.load_example import CannotLoad, load_example
from dueregard.foundation.example.actions.remove_example import NotHere, remove_example
from dueregard.foundation.example.models import Example
from dueregard.foundation.example.queries.pieces import Piece, people, pieces, things_to_try
from dueregard.foundation.example.queries.rows import packed, picture
from dueregard.foundation.example.queries.standing import forget_standing
from dueregard.foundation.mail.actions.end_practice import end_practice
from dueregard.foundation.mail.actions.set_mode import ExampleIsHere, set_mode
from dueregard.foundation.mail.models import Mode, OutgoingMessage, SiteMode
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.pledge.models import Signatory
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Message
from dueregard.records.areas.actions.load_areas import load_areas
from dueregard.records.areas.gateways.area_tables import read_tables
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.drawn import cells_on
from dueregard.records.areas.queries.small_map import forget_layout
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.record_custody import record_custody
from dueregard.records.evidence.models import CustodyLine
from dueregard.records.groups.models import Group, Membership, Role
from dueregard.records.notes.models import Note
from dueregard.rules.documents.custody import content_hash, link
from tests.builders_evidence import make_document
from tests.builders_sealed import unseal
from tests.people import Cast, make_cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
PACK = Path(__file__).resolve().parents[3] / "packs" / "together-against-prevent"
# What comes and goes by itself; and that the county was loaded and removed stays in the activity log.
PASSING = {"django_tasks_database.dbtaskresult", "search.changed", "sessions.session", "accounts.briefnote"}


def silent(done: int, total: int, words: str) -> None:
    """Say nothing of how far it is."""


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    forget_standing()
    yield
    forget_standing()


@pytest.fixture
def own_site() -> Cast:
    """A site with a pack, two groups of its own, a body and a document in the custody log."""
    install_pack(folder=PACK, by=None, now=NOW)
    cast = make_cast()
    own = make_document(cast.northport, content=b"our own minutes")
    record_custody(document=own, did="received", by=cast.asha, now=NOW)
    return cast


def every_row() -> dict[str, list[Any]]:
    """Return the rows of all tables as they are."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label not in PASSING:
            rows[label] = list(model._base_manager.order_by("pk").values_list())
    acts = apps.get_model("audit.act")._base_manager.exclude(did__in=["load_example", "remove_example"])
    return {**rows, "audit.act": list(acts.order_by("pk").values_list())}


def every_file(folder: Path) -> set[str]:
    """Return the paths of all files that the site keeps, but for pictures that are made anew when asked for."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in found if not path.startswith("made/")}


def first_pieces(count: int) -> tuple[Piece, ...]:
    """Return the first pieces: quick to make, and whole in themselves."""
    return pieces()[:count]


def test_all_of_it_is_made_by_what_people_do_and_goes_without_a_trace(
    own_site: Cast, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SEALED_STORE = tmp_path / "sealed"
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.FOLDER, "OPTIONS": {"location": tmp_path}}}
    reader = sign_in(own_site.dana)
    before, files = every_row(), every_file(tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        load_example(by=own_site.dana, now=NOW, progress=silent)
    assert Body.objects.filter(home_page__endswith=".exampleshire.example/").count() == 60
    assert len(people()) == 6
    _is_on_the_map()
    _has_signatories()
    _has_a_sealed_message_that_its_key_opens()
    tries = things_to_try()
    assert len(tries) >= 10
    assert {one.href: reader.get(one.href).status_code for one in tries} == {one.href: 200 for one in tries}
    _every_public_page_is_light()
    assert every_file(tmp_path) > files
    with django_capture_on_commit_callbacks(execute=True):
        remove_example(by=own_site.dana, now=NOW)
    assert {label: rows for label, rows in every_row().items() if rows != before[label]} == {}
    assert every_file(tmp_path) == files


def _every_public_page_is_light() -> None:
    """With the areas of the whole country beside the county no page is above 60 kB; the home page not with its style.

    Two pages of each kind are weighed, as far as links lead from the home page.
    """
    with transaction.atomic():
        load_areas(tables=read_tables(), by=None, now=NOW, today=NOW.date())
        forget_layout()
        reader, weights, of_kind, waiting = Client(), dict[str, int](), Counter[str](), ["/"]
        while waiting:
            path = waiting.pop(0)
            kind = _kind_of(path)
            if path in weights or of_kind[kind] == 2:
                continue
            answer = reader.get(path)
            if answer.status_code != 200 or answer.streaming or "html" not in answer.headers["Content-Type"]:
                weights[path] = 0
                deque(answer if answer.streaming else (), maxlen=0)  # a file is closed once it was read
                continue
            of_kind[kind] += 1
            weights[path] = len(answer.content)
            waiting += re.findall(r'href="(/(?!static/|desk/|account/)[^"#?&]*)"', answer.content.decode())
        html = reader.get("/").content.decode()
        transaction.set_rollback(True)
    forget_layout()
    files = {finders.find(file) for file in re.findall(r'="/static/([^"]+)"', html)}
    assert len(html.encode()) + sum(Path(str(file)).stat().st_size for file in files) <= 60_000
    assert len(of_kind) > 30
    assert {path: weight for path, weight in weights.items() if weight > 60_000} == {}


def _kind_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def _is_on_the_map() -> None:
    """The county and its districts have pages that name their bodies, and the map has their hexagons."""
    areas = Area.objects.filter(slug__startswith="exampleshire").order_by("slug")
    assert [area.name for area in areas] == ["Exampleshire", "Fictley", "Inventham", "Mockton", "Sampleford"]
    assert cells_on(NOW.date()).keys() == {area.pk for area in areas if area.parent_id}
    mockton = Client().get(areas[3].get_absolute_url()).content.decode()
    for name in ("Mockton Borough Council", "Mockton High School", "Mockton Staff Branch"):
        assert name in mockton, name
    assert Client().get(areas[0].get_absolute_url()).status_code == 200


def _has_signatories() -> None:
    """Two are proved, one is in grace, one waits for somebody to look."""
    states = dict(Signatory.objects.values_list("name", "state"))
    assert sorted(states.values()) == ["asked", "grace", "listed", "listed"]
    page = Client().get(reverse("pledge:index")).content.decode()
    assert [name in page for name, state in states.items() if state != "asked"] == [True] * 3
    assert "Fictley Tenants" not in page


def _has_a_sealed_message_that_its_key_opens() -> None:
    """The keyholders' own program opens it with the key in the group's note; nobody can send another."""
    message = Message.objects.get(thread__inbox__group__name="Exampleshire Schools Watch")
    [identity] = [line for note in Note.objects.all() for line in note.text.splitlines() if "AGE-SECRET" in line]
    assert b"risk assessment" in unseal(b"".join(store.read_part(message.pk, 1)), identity)
    assert not message.thread.inbox.is_open


def test_every_page_says_that_it_is_an_example(own_site: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "pieces", lambda: first_pieces(3))
    says = b"Exampleshire, its people and its public bodies are invented."
    assert says not in Client().get("/").content
    load_example(by=own_site.dana, now=NOW, progress=silent)
    for path in ("/", reverse("bodies"), reverse("public_groups"), "/no-such-page/"):
        assert says in Client().get(path).content, path
    remove_example(by=own_site.dana, now=NOW)
    assert says not in Client().get("/").content


def test_what_people_made_beside_it_stays_and_what_they_did_in_it_goes(
    own_site: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "pieces", lambda: first_pieces(3))
    load_example(by=None, now=NOW, progress=silent)
    theirs = Group.objects.get(name="Exampleshire Schools Watch")
    Membership.objects.create(group=theirs, person=own_site.asha, role=Role.CASEWORKER, since=NOW)
    tried = make_document(theirs, content=b"tried out")
    kept = make_document(own_site.northport, content=b"really received")
    record_custody(document=tried, did="received", by=own_site.asha, now=NOW)
    record_custody(document=kept, did="received", by=own_site.asha, now=NOW)
    remove_example(by=own_site.asha, now=NOW)
    assert not type(tried).objects.filter(pk=tried.pk).exists()
    assert type(kept).objects.filter(pk=kept.pk).exists()
    assert own_site.asha.memberships.count() == 1
    lines = list(CustodyLine.objects.order_by("number"))
    assert [line.number for line in lines] == [1, 2]
    assert all(line.digest == link(line.previous, content_hash(line.content())) for line in lines)
    assert lines[1].previous == lines[0].digest


def test_a_load_that_broke_off_can_be_removed_or_loaded_again(own_site: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(now: datetime) -> Iterator[None]:
        Group.objects.create(name="Half a group", slug="half", created_at=now)
        yield
        raise RuntimeError("the power went")

    before = every_row()
    monkeypatch.setattr(loading, "pieces", lambda: (*first_pieces(1), Piece("What breaks", breaks)))
    with pytest.raises(RuntimeError):
        load_example(by=own_site.dana, now=NOW, progress=silent)
    assert Example.objects.get().state == Example.State.BROKEN
    remove_example(by=own_site.dana, now=NOW)
    assert {label: rows for label, rows in every_row().items() if rows != before[label]} == {}
    monkeypatch.setattr(loading, "pieces", lambda: first_pieces(1))
    assert load_example(by=own_site.dana, now=NOW, progress=silent).state == Example.State.THERE


def test_a_load_whose_worker_was_killed_is_noticed_and_can_be_removed(own_site: Cast) -> None:
    before = every_row()
    loading.ask_for_example(by=own_site.dana, now=NOW)
    row = Example.objects.get()
    row.state, row.before, row.moved_at = Example.State.MAKING, packed(picture()), NOW
    row.save()
    Group.objects.create(name="Half a group", slug="half", created_at=NOW)
    assert loading.give_up_on_stuck(now=NOW) == 0
    assert loading.give_up_on_stuck(now=NOW + 2 * loading.STUCK_AFTER) == 1
    remove_example(by=own_site.dana, now=NOW)
    assert {label: rows for label, rows in every_row().items() if rows != before[label]} == {}


def test_it_cannot_be_loaded_twice_or_into_a_live_site(own_site: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "pieces", lambda: first_pieces(1))
    set_mode(mode="live", by=own_site.dana, now=NOW)
    with pytest.raises(CannotLoad, match="This site is live"):
        load_example(by=own_site.dana, now=NOW, progress=silent)
    set_mode(mode="practice", by=own_site.dana, now=NOW)
    load_example(by=own_site.dana, now=NOW, progress=silent)
    with pytest.raises(CannotLoad, match="here already"):
        load_example(by=own_site.dana, now=NOW, progress=silent)


def test_a_site_without_a_campaign_is_told_to_start_once() -> None:
    with pytest.raises(CommandError, match=r"no campaign yet\. Start it once with \./run"):
        call_command("example")
    assert not Example.objects.exists()


def test_it_cannot_be_loaded_into_a_site_with_real_cases(own_site: Cast) -> None:
    OutgoingMessage.objects.create(
        key="foi:1", to="foi@northport.example", sender="a@site.example", reply_to="a@site.example", subject="Asked",
        message_id="<1@site.example>", mode=Mode.LIVE, sha256="0" * 64, mail_system="", state="sent", state_at=NOW,
        not_before=NOW, created_at=NOW,
    )  # fmt: skip
    with pytest.raises(CannotLoad, match="real cases"):
        load_example(by=own_site.dana, now=NOW, progress=silent)
    assert not Example.objects.exists()


def test_a_site_does_not_go_live_while_it_is_there(own_site: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "pieces", lambda: first_pieces(1))
    load_example(by=own_site.dana, now=NOW, progress=silent)
    for go_live in (lambda: set_mode(mode="live", by=None, now=NOW), lambda: end_practice(now=NOW)):
        with pytest.raises(ExampleIsHere):
            go_live()
    with pytest.raises(CommandError, match="the example county is on it"):
        call_command("mode", "live")
    assert not SiteMode.objects.filter(mode="live").exists()


def test_an_administrator_is_offered_it_on_the_desk_and_nobody_else_is(own_site: Cast) -> None:
    offer = b"Look around with an invented county"
    for person, sees in ((own_site.dana, True), (own_site.asha, False)):
        reader = sign_in(person)
        assert (offer in reader.get(reverse("desk")).content) is sees
    assert Client().post(reverse("load_example")).status_code in {302, 404}
    assert not Example.objects.exists()


def test_the_button_gives_it_to_a_worker_and_the_page_shows_how_far_it_is(own_site: Cast) -> None:
    reader = sign_in(own_site.dana)
    page = reader.post(reverse("load_example"), follow=True)
    assert b"Waiting for a worker" in page.content
    assert Example.objects.get().asked_by == own_site.dana
    asks = reader.post(reverse("remove_example"))
    assert b"Remove the example county?" in asks.content
    assert Example.objects.exists()
    gone = reader.post(reverse("remove_example"), {"sure": "yes"}, follow=True)
    assert b"The example county is gone" in gone.content
    with pytest.raises(NotHere):
        remove_example(by=own_site.dana, now=timezone.now())


@pytest.mark.parametrize("how", ["it failed", "it was killed"])
def test_what_people_make_after_a_load_broke_off_stays(
    own_site: Cast, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def breaks(now: datetime) -> Iterator[None]:
        Group.objects.create(name="Half a group", slug="half", created_at=now)
        yield
        raise RuntimeError("the power went") if how == "it failed" else KeyboardInterrupt

    monkeypatch.setattr(loading, "pieces", lambda: (Piece("What breaks", breaks),))
    with pytest.raises((RuntimeError, KeyboardInterrupt)):
        load_example(by=own_site.dana, now=NOW, progress=silent)
    loading.give_up_on_stuck(now=timezone.now() + loading.STUCK_AFTER * 2)
    assert Example.objects.get().state == Example.State.BROKEN
    Group.objects.create(name="A real group", slug="real", created_at=NOW)
    document = make_document(own_site.northport, content=b"really received")
    remove_example(by=own_site.dana, now=NOW)
    assert not Group.objects.filter(slug="half").exists()
    assert Group.objects.filter(slug="real").exists()
    assert type(document).objects.filter(pk=document.pk).exists()


def test_an_older_row_that_was_tied_to_the_county_keeps_what_people_wrote_in_it_since(
    own_site: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "pieces", lambda: first_pieces(3))
    own = make_document(own_site.northport, content=b"our own letter")
    load_example(by=own_site.dana, now=NOW, progress=silent)
    theirs = Body.objects.filter(home_page__endswith=".exampleshire.example/")[0]
    type(own).objects.filter(pk=own.pk).update(body=theirs, title="What we read in it")
    remove_example(by=own_site.dana, now=NOW)
    own.refresh_from_db()
    assert (own.body, own.title) == (None, "What we read in it")
