"""The index follows the rows: changes, removals, a name that changes, a new shape, a broken file; audit and mending."""

import threading
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from dueregard.foundation.search.actions.audit_index import ask_for_rebuild
from dueregard.foundation.search.actions.keep_index import keep_index
from dueregard.foundation.search.actions.mark_changed import mark_about, mark_changed
from dueregard.foundation.search.gateways import embedded_writer, generations
from dueregard.foundation.search.gateways.interface import IndexBroken, the_index
from dueregard.foundation.search.models import Changed
from tests.foundation.search import shelf
from tests.foundation.search.shelf import put, thing
from tests.searching import differences, hits, index_now, nothing_to_say, titles

pytestmark = pytest.mark.django_db


def change(*things: shelf.Findable) -> None:
    """Put things on the shelf and mark their rows."""
    put(*things)
    mark_changed(kind="shelf", keys={one.key for one in things})


def folders() -> list[str]:
    """Return the generations on the disk."""
    return sorted(path.name for path in Path(site.SEARCH_FOLDER).glob("shape-*"))


def test_what_is_added_changed_and_removed_is_followed() -> None:
    change(thing("1", "first"), thing("2", "second"))
    index_now()
    assert titles("first") == ["Document 1"]
    change(thing("1", "third"))
    shelf.THINGS.pop("2")
    mark_changed(kind="shelf", keys=["2"])
    index_now()
    assert (titles("first"), titles("second"), titles("third")) == ([], [], ["Document 1"])
    assert not Changed.objects.exists()
    assert differences() == []


def test_a_document_that_loses_a_page_loses_it_in_the_index() -> None:
    change(thing("1", "alpha", part="1"), thing("1", "beta", part="2"))
    index_now()
    change(thing("1", "alpha", part="1"))
    index_now()
    assert (titles("alpha"), titles("beta")) == (["Document 1"], [])


def test_hiding_takes_effect_with_the_next_reading() -> None:
    change(thing("1", "secret"))
    index_now()
    change(replace(shelf.THINGS["1"][0], is_public=False, group="g"))
    index_now()
    assert titles("secret") == []


def test_a_public_body_that_is_called_something_else_renews_all_that_is_about_it() -> None:
    change(thing("1", "plan", body="b", about="Old name"), thing("2", "plan", body="other", about="Old name"))
    index_now()
    put(replace(shelf.THINGS["1"][0], about="New name"))
    mark_about(bodies=["b"])
    index_now()
    assert [hit.key for hit in hits("new name")] == ["1"]
    assert [hit.key for hit in hits("old name")] == ["2"]
    assert differences() == []


def test_a_group_that_changes_renews_all_that_is_its_own() -> None:
    change(thing("1", "plan", group="g"), thing("2", "plan", instead_in="g"), thing("3", "plan"))
    index_now()
    for key in ("1", "2", "3"):
        put(replace(shelf.THINGS[key][0], by="Renamed"))
    mark_about(groups=["g"])
    index_now()
    assert {hit.key for hit in hits("by:renamed")} == {"1", "2"}


def test_a_row_that_cannot_be_read_keeps_nobody_from_finding_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    load = shelf.load

    def fail_for_one(keys: list[str]) -> list[shelf.Findable]:
        if "2" in keys:
            raise LookupError
        return list(load(keys))

    monkeypatch.setattr(shelf, "load", fail_for_one)
    change(thing("1", "plan"), thing("2", "plan"), thing("3", "plan"))
    index_now()
    change(thing("1", "plan"), thing("2", "plan"))
    index_now()
    assert {hit.key for hit in hits("plan")} == {"1", "3"}
    assert not Changed.objects.exists()


def test_a_kind_that_was_switched_off_is_forgotten() -> None:
    mark_changed(kind="gone", keys=["1"])
    index_now()
    assert not Changed.objects.exists()


def test_the_audit_finds_what_is_missing_old_and_left_over_and_mends_it() -> None:
    change(*(thing(str(number), f"text {number}") for number in range(7)))
    index_now()
    put(thing("1", "another text"))
    put(replace(shelf.THINGS["2"][0], is_public=False))
    put(thing("new", "never marked"))
    shelf.THINGS.pop("3")
    assert sorted(differences()) == [
        ("shelf", "left over in the index"),
        ("shelf", "missing from the index"),
        ("shelf", "out of date in the index"),
        ("shelf", "out of date in the index"),
    ]
    with pytest.raises(CommandError, match="audit --mend"):
        call_command("index", "audit", stderr=StringIO())
    call_command("index", "audit", "--mend", stderr=StringIO())
    assert differences() == []
    assert titles("never") == ["Document new"]


def test_the_audit_sees_a_thing_that_is_there_twice() -> None:
    change(thing("1", "twice"))
    index_now()
    with the_index().only_writer(), the_index().writing() as writer:
        writer.replace(("shelf", "other row"), [thing("1", "twice")])
        writer.commit()
    assert differences() == [("shelf", "out of date in the index")]


def test_what_waits_for_the_indexer_is_no_difference() -> None:
    change(thing("1", "first"))
    index_now()
    change(thing("1", "second"))
    assert differences() == []


def test_asking_for_a_rebuild_makes_a_new_generation_and_removes_the_old() -> None:
    change(thing("1", "first"))
    index_now()
    before = folders()
    (Path(site.SEARCH_FOLDER) / f"{generations.PREFIX}unfinished").mkdir()
    ask_for_rebuild()
    index_now()
    assert len(folders()) == 1
    assert folders() != before
    assert titles("first") == ["Document 1"]


def test_rebuild_and_audit_as_commands_say_what_they_did() -> None:
    put(thing("1", "first"), thing("2", "second"))
    words = StringIO()
    with pytest.raises(CommandError, match="no index yet"):
        call_command("index", "audit", stderr=words)
    call_command("index", "rebuild", stderr=words)
    call_command("index", "audit", stderr=words)
    assert "holds 2 entries" in words.getvalue()
    assert "matches the database" in words.getvalue()


def test_while_another_process_writes_a_rebuild_is_asked_for() -> None:
    words = StringIO()
    with the_index().only_writer():
        call_command("index", "rebuild", stderr=words)
    assert "was asked" in words.getvalue()
    index_now()
    assert not Changed.objects.exists()


def test_an_index_of_another_shape_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    change(thing("1", "first"))
    index_now()
    monkeypatch.setattr(generations, "PREFIX", "shape-next-")
    assert not the_index().is_ready()
    index_now()
    assert titles("first") == ["Document 1"]
    assert [name.startswith("shape-next-") for name in folders()] == [True]


def test_a_broken_index_is_made_anew() -> None:
    change(thing("1", "first"))
    index_now()
    (Path(site.SEARCH_FOLDER) / folders()[0] / "meta.json").write_text("{")
    assert not the_index().is_ready()
    index_now()
    assert titles("first") == ["Document 1"]


def test_a_writer_that_fails_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    index_now()
    change(thing("1", "first"))
    commit, failures = embedded_writer.EmbeddedWriting.commit, [True]

    def fail_once(self: embedded_writer.EmbeddedWriting) -> None:
        if failures.pop():
            failures.append(False)
            raise IndexBroken("the disk is full")
        commit(self)

    monkeypatch.setattr(embedded_writer.EmbeddedWriting, "commit", fail_once)
    with pytest.raises(IndexBroken):
        index_now()
    assert Changed.objects.count() == 1
    failures[:] = [False]
    index_now()
    assert titles("first") == ["Document 1"]


def test_an_indexer_told_to_stop_while_it_waits_for_its_turn_stops() -> None:
    stop = threading.Event()
    with the_index().only_writer():
        stop.set()
        assert keep_index(stop=stop, progress=nothing_to_say) == 0


def test_the_index_does_not_grow_with_every_change(settings: Settings) -> None:
    put(*(thing(str(number), "alike " * 50) for number in range(20)))
    for _ in range(15):
        mark_changed(kind="shelf", keys=shelf.THINGS)
        index_now()
    folder = Path(site.SEARCH_FOLDER) / folders()[0]
    assert len(list(folder.glob("*.store"))) <= 10
    assert the_index().count() == 20
