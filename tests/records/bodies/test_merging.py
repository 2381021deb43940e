"""Two entries of one body become one: nothing is lost, old addresses and codes lead to it, and nobody merges twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from dueregard.foundation.audit.models import Act
from dueregard.records.bodies.access import body_to_keep, contact_to_keep
from dueregard.records.bodies.actions.add_body import add_body
from dueregard.records.bodies.actions.load_starter import load_starter
from dueregard.records.bodies.actions.merge_bodies import (
    CannotMerge,
    ChangedSinceSeen,
    MergedMeanwhile,
    NotChosen,
    merge_bodies,
)
from dueregard.records.bodies.models import Body, Identifier, MergedEntry, Succession
from dueregard.records.bodies.queries import find_bodies
from dueregard.records.bodies.queries.merge_page import fingerprint
from dueregard.records.bodies.queries.picker import request_address
from dueregard.records.history.actions import write_entry
from dueregard.records.history.models import Entry
from dueregard.records.history.queries import history_of
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.register.merging import Side
from tests.builders import make_body, make_contact
from tests.people import Cast
from tests.records.bodies.files import gias_line, read, write_gias
from tests.records.bodies.merging import NOW, merged
from tests.searching import differences, index_now, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Body:
    """The entry that stays."""
    return make_body("University of Northport", source="Office for Students register")


@pytest.fixture
def other(kept: Body) -> Body:
    """The same university again, as somebody entered it."""
    return make_body("Northport University", short_name="NPU", town="Northport", source="entered by a person")


def test_both_names_and_the_short_name_find_the_entry_that_stays(kept: Body, other: Body, cast: Cast) -> None:
    merged(kept, other, cast)
    for typed in ("University of Northport", "Northport University", "NPU"):
        assert [match.body for match in find_bodies(typed)] == [kept]
    assert Body.objects.count() == 1


def test_what_only_the_other_entry_said_is_taken_and_what_was_chosen_stands(
    kept: Body, other: Body, cast: Cast
) -> None:
    body = merged(kept, other, cast, name=Side.OTHER, town=Side.OTHER)
    assert (body.name, body.town, body.slug) == ("Northport University", "Northport", "university-of-northport")
    assert list(body.other_names.values_list("name", "kind")) == [
        ("University of Northport", "alias"),
        ("NPU", "short"),
    ]


def test_an_import_leaves_alone_what_a_person_chose(kept: Body, other: Body, cast: Cast) -> None:
    Body.objects.filter(pk=other.pk).update(kept_by_hand=["town", "home_page"])
    body = merged(kept, other, cast, town=Side.OTHER)
    # The name was chosen; the town was set by hand in the entry it comes from; of websites neither says anything.
    assert body.kept_by_hand == ["name", "short_name", "town"]


def test_the_official_file_goes_on_speaking_for_an_entry_made_by_hand(kept: Body, other: Body, cast: Cast) -> None:
    assert merged(other, kept, cast).source == "Office for Students register"


def test_codes_move_and_the_next_import_adds_nobody(cast: Cast, tmp_path: Path) -> None:
    file = write_gias(
        tmp_path / "g.csv", gias_line("100", "Northport School"), gias_line("200", "The Northport School")
    )
    read("gias", file)
    kept, other = Body.objects.get(identifiers__value="100"), Body.objects.get(identifiers__value="200")
    merged(kept, other, cast)
    report = read("gias", file)
    assert (Body.objects.count(), report.added, report.failed) == (1, 0, 0)
    assert set(kept.identifiers.filter(scheme="urn").values_list("value", flat=True)) == {"100", "200"}
    kept.refresh_from_db()
    assert kept.name == "Northport School"
    assert read("gias", write_gias(tmp_path / "h.csv", gias_line("200", "The Northport School"))).added == 0


def test_the_starter_register_can_be_loaded_again_after_a_merge(starter: object, cast: Cast) -> None:
    before, after = Succession.objects.values_list("from_body", "to_body")[0]
    other = Succession.objects.exclude(from_body=before).exclude(to_body=after).select_related("from_body").first()
    assert other is not None
    merged(Body.objects.get(pk=before), other.from_body, cast)
    bodies, steps = Body.objects.count(), set(Succession.objects.values_list("from_body", "to_body"))
    report = load_starter(by=None, now=NOW, finished=lambda: NOW)
    assert (report.added, report.failed, Body.objects.count()) == (0, 0, bodies)
    assert set(Succession.objects.values_list("from_body", "to_body")) == steps


def test_the_old_address_and_its_json_lead_to_the_entry_that_stays(
    kept: Body, other: Body, cast: Cast, client: Client
) -> None:
    merged(kept, other, cast)
    page, data = client.get("/bodies/northport-university/"), client.get("/bodies/northport-university.json")
    assert (page.status_code, page["Location"]) == (301, "/bodies/university-of-northport/")
    assert (data.status_code, data["Location"]) == (301, "/bodies/university-of-northport.json")
    (was,) = client.get(data["Location"]).json()["merged_entries"]
    assert (was["id"], was["slug"]) == (str(other.pk), "northport-university")


def test_a_chain_of_merges_leads_to_the_last(kept: Body, other: Body, cast: Cast, client: Client) -> None:
    last = make_body("Northport")
    merged(kept, other, cast)
    merged(last, kept, cast)
    for slug in ("northport-university", "university-of-northport"):
        assert client.get(f"/bodies/{slug}/")["Location"] == "/bodies/northport/"


def test_no_other_body_ever_gets_the_old_address(kept: Body, other: Body, cast: Cast, tmp_path: Path) -> None:
    merged(kept, other, cast)
    kept.other_names.all().delete()
    added = add_body(
        name="Northport University",
        kind=BodyKind.UNIVERSITY,
        nation=Nation.SCOTLAND,
        region="",
        town="Southmoor",
        home_page="",
        by=cast.asha,
        now=NOW,
    )
    read("gias", write_gias(tmp_path / "g.csv", gias_line("7", "Northport University", Town="Westhaven")))
    imported = Body.objects.get(identifiers__value="7")
    assert (added.slug, imported.slug) == ("northport-university-southmoor", "northport-university-westhaven")


def test_a_page_for_keeping_the_register_under_the_old_address_keeps_the_entry_that_stays(
    kept: Body, other: Body, cast: Cast
) -> None:
    contact = make_contact(other)
    merged(kept, other, cast)
    assert body_to_keep(cast.asha, "northport-university") == kept
    assert contact_to_keep(cast.asha, "northport-university", contact.pk).body == kept


def test_of_one_address_in_both_the_one_checked_last_stays(kept: Body, other: Body, cast: Cast) -> None:
    old = make_contact(kept, checked_on=date(2024, 1, 1), is_working=True)
    new = make_contact(other, checked_on=date(2026, 1, 1), is_working=False)
    different = make_contact(other, "press@northport.example")
    merged(kept, other, cast)
    assert set(kept.contacts.all()) == {new, different}
    assert Act.objects.get(did="body.merged").details["dropped"] == {"bodies.Contact": [old.pk]}


def test_an_address_at_another_domain_waits_for_a_second_look_after_a_merger(
    kept: Body, other: Body, cast: Cast
) -> None:
    make_contact(kept, checked_on=date(2024, 1, 1))
    brought = make_contact(other, "foi@southmoor.example", checked_on=date(2026, 1, 1))
    near = make_contact(other, "press@northport.example", purpose="general")
    merged(kept, other, cast)
    brought.refresh_from_db()
    near.refresh_from_db()
    assert (brought.body, brought.waits_for_look, near.waits_for_look) == (kept, True, False)
    assert request_address(kept) == "foi@northport.example"


def test_bodies_before_and_after_are_those_of_both(kept: Body, other: Body, cast: Cast) -> None:
    before, after = make_body("Northport Polytechnic"), make_body("Northport Federation")
    Succession.objects.create(from_body=before, to_body=other)
    Succession.objects.create(from_body=other, to_body=after)
    Succession.objects.create(from_body=kept, to_body=after)
    merged(kept, other, cast)
    assert set(Succession.objects.values_list("from_body", "to_body")) == {
        (before.pk, kept.pk),
        (kept.pk, after.pk),
    }


def test_a_body_that_took_over_through_another_is_no_second_entry(kept: Body, other: Body, cast: Cast) -> None:
    between = make_body("Northport Federation")
    Succession.objects.create(from_body=other, to_body=between)
    Succession.objects.create(from_body=between, to_body=kept)
    with pytest.raises(
        CannotMerge, match="took over from Northport University, through Northport Federation"
    ) as cannot:
        merged(kept, other, cast)
    assert [one.href for one in cannot.value.refusals] == ["/bodies/northport-university/"]
    assert Body.objects.count() == 3


def test_the_history_of_both_is_in_one_with_a_line_that_says_so(kept: Body, other: Body, cast: Cast) -> None:
    own = {"part": "bodies", "subject": "1", "path": other.get_absolute_url(), "group": None, "kind": "register"}
    write_entry(body=other, at=NOW, says="Corrected.", public_path=other.get_absolute_url(), **own)
    merged(kept, other, cast)
    assert {line.says for line in history_of(kept, None)} == {
        "Corrected.",
        "The entry “Northport University” was merged into this one: it is the same body.",
    }
    assert set(Entry.objects.values_list("path", "public_path")) == {(kept.get_absolute_url(), kept.get_absolute_url())}


def test_the_activity_log_tells_it_of_both_entries(kept: Body, other: Body, cast: Cast) -> None:
    Identifier.objects.create(body=other, scheme="ukprn", value="10000001")
    merged(kept, other, cast)
    assert Act.objects.get(on_id=str(other.pk)).did == "body.merged_away"
    act = Act.objects.get(on_id=str(kept.pk))
    assert (act.did, act.by, act.at) == ("body.merged", cast.dana, NOW)
    assert act.details["chosen"] == {"name": "kept", "short_name": "kept", "town": "kept"}
    assert len(act.details["moved"]["bodies.Identifier.body"]) == 1
    row = MergedEntry.objects.get()
    assert (row.was, row.slug, row.into, row.by) == (other.pk, "northport-university", kept, cast.dana)


@pytest.mark.usefixtures("own_index")
def test_the_search_forgets_the_entry_that_went_and_finds_the_other_by_its_name(
    kept: Body, other: Body, cast: Cast
) -> None:
    index_now()
    merged(kept, other, cast)
    index_now()
    assert titles("Northport University") == ["University of Northport"]
    assert differences() == []


def test_what_differs_must_be_chosen(kept: Body, other: Body, cast: Cast) -> None:
    seen = fingerprint(kept, other)
    with pytest.raises(NotChosen) as missing:
        merge_bodies(kept=kept, other=other, chosen={"name": Side.KEPT}, seen=seen, by=cast.dana, now=NOW)
    assert missing.value.keys == ["short_name", "town"]
    assert Body.objects.count() == 2


def test_an_entry_that_was_changed_since_it_was_shown_is_shown_again(kept: Body, other: Body, cast: Cast) -> None:
    seen = fingerprint(kept, other)
    Body.objects.filter(pk=other.pk).update(town="Westhaven")
    with pytest.raises(ChangedSinceSeen):
        merge_bodies(kept=kept, other=other, chosen={}, seen=seen, by=cast.dana, now=NOW)


def race(pairs: list[tuple[Body, Body]], cast: Cast) -> list[str]:
    """Let two administrators merge at once; return how it ended for each."""
    start, choices = Barrier(len(pairs)), {"name": Side.KEPT, "short_name": Side.KEPT, "town": Side.KEPT}
    seen = [fingerprint(*pair) for pair in pairs]

    def merge(number: int) -> str:
        kept, other = pairs[number]
        start.wait()
        try:
            merge_bodies(kept=kept, other=other, chosen=choices, seen=seen[number], by=cast.dana, now=NOW)
        except MergedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(len(pairs)) as pool:
        return list(pool.map(merge, range(len(pairs))))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_the_same_entries_at_once_one_is_told(kept: Body, other: Body, cast: Cast) -> None:
    assert sorted(race([(kept, other), (kept, other)], cast)) == ["merged", "told"]
    assert (Body.objects.count(), Act.objects.filter(did="body.merged").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_them_each_the_other_way_round_one_is_told(kept: Body, other: Body, cast: Cast) -> None:
    ends = race([(kept, other), (other, kept)], cast)
    assert sorted(ends) == ["merged", "told"]
    assert Body.objects.get() == (kept if ends[0] == "merged" else other)
