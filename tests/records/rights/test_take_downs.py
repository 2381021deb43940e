"""Everybody can read what was taken down and why; the log names nobody, whatever is typed anywhere."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.parts.training.models import Session
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.see_statement import show_statement
from dueregard.records.findings.models import Statement
from dueregard.records.notes.models import Note
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.rights.actions.erase import erase, erase_words
from dueregard.records.rights.actions.erase_expired import erase_expired
from dueregard.records.rights.actions.log_take_down import DoesNotFit, log_take_down
from dueregard.records.rights.models import Erasure, TakeDown
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.records.rights.queries.open_data import TABLE
from dueregard.rules.opendata.tables import Type
from dueregard.rules.privacy.reasons import TO_ERASE, TO_KEEP, Reason
from dueregard.rules.privacy.taking_down import OF_ERASING, REFUSED, TO_WITHDRAW, Became, Thing, Why, does_not_fit
from tests.builders_evidence import make_document, make_public_copy
from tests.builders_foi import make_campaign, make_case
from tests.people import Cast
from tests.records.rights.rows import made
from tests.records.rights.test_requests import NAME, record, settle

SignIn = Callable[[Person], Client]
TABLE_AT = ("/api/v1/take-downs", "/data/take-downs.csv", "/data/take-downs.json")
EVERYWHERE = ("/take-downs/", "/take-downs/feed.xml", *TABLE_AT)

# What it takes for some rows to be public, where no field says it alone.
SHOWN = {
    "pledge.Signatory": {"state": "listed", "listed_at": timezone.now()},
    "guide.Suggestion": {"state": "accepted", "answered_at": timezone.now()},
    "branch.AdoptedText": {"shared_at": timezone.now()},
}


def withdrawn_at(cast: Cast, what: str) -> str:
    """Make something public and return the address at which its group withdraws it."""
    now = timezone.now()
    if what == "case":
        case = make_case(make_campaign(cast.northport), is_public=True, published_at=now)
        return f"/desk/cases/{case.pk}/withdraw/"
    if what == "document":
        original = make_document(cast.northport, title="Plan")
        copy = make_public_copy(original, "The plan.", title="Plan")
        kept = {"document": original, "copy": copy, "state": "published", "decided_at": now}
        made(PublicCopy, **kept, prepared_by=cast.asha, decided_by=cast.ben)
        return f"/desk/documents/{original.pk}/publication/withdraw/"
    given = {"is_public": True, "published_at": now, "group": cast.northport}
    record = made(Demand, **given) if what == "demand" else made(Decision, **given)
    return f"{record.get_absolute_url()}withdraw/"  # type: ignore[attr-defined]


def read(path: str) -> str:
    """Return an address as a visitor reads it."""
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()  # type: ignore[arg-type]


@pytest.fixture
def dana(cast: Cast, signed_in: SignIn) -> Client:
    """The administrator."""
    return signed_in(cast.dana)


@pytest.mark.django_db
def test_an_empty_log_says_so_and_how_to_ask() -> None:
    page = read("/take-downs/")
    assert "Nothing so far" in page
    assert "/complaint/" in page
    assert Why.PERSONAL.means in page


def test_something_public_that_is_erased_has_its_line_and_something_private_has_none(dana: Client) -> None:
    public, private = made(Demand, details=NAME, is_public=True), made(Note, text=f"{NAME} called.")
    request = record(dana)
    settle(dana, request, f"notes.Note:{private.pk}", do="erase", reason="asked")
    assert not TakeDown.objects.exists()
    settle(dana, request, f"tracker.Demand:{public.pk}", do="words", reason="objected")
    line = TakeDown.objects.get()
    assert (line.thing, line.why, line.became, line.request) == ("demand", "objected", "part_taken_out", request)
    page = read("/take-downs/")
    for words in (Thing.DEMAND.label, Why.OBJECTED.label, Became.PART_TAKEN_OUT.label):
        assert words in page


def test_an_objection_that_is_refused_has_its_line_too_once(dana: Client) -> None:
    public = made(Document, title=NAME, is_public=True, copy_of=made(Document))
    request = record(dana)
    for _ in range(2):
        settle(dana, request, f"evidence.Document:{public.pk}", do="keep", reason="journalism")
    line = TakeDown.objects.get()
    assert (line.thing, line.why, line.became) == ("document", "journalism", "stays")


def test_what_the_site_erases_by_itself_is_in_no_log(cast: Cast) -> None:
    line = log_take_down(
        thing=Thing.TEXT, why=Why.WRONG, became=Became.CORRECTED, note=NAME, by=cast.dana, now=timezone.now()
    )
    TakeDown.objects.update(made_at=timezone.now() - timedelta(days=731))
    assert erase_expired(now=timezone.now()) == 1
    line.refresh_from_db()
    assert (line.note, line.why) == ("", "wrong")
    assert Erasure.objects.get().reason == "period_over"
    assert TakeDown.objects.count() == 1


@pytest.mark.django_db
def test_nothing_that_anybody_typed_can_get_into_the_log_anywhere(cast: Cast) -> None:
    """Each row that can be public holds a name in every field, is erased, and leaves a line that any of them could."""
    now, fixed = timezone.now(), {one.label for code in (Thing, Why, Became) for one in code}
    seen = set()
    for label, kept in kept_by_model().items():
        if kept.thing is None or any("__" in path for path in kept.public if label not in SHOWN):
            continue
        model = apps.get_model(label)
        given = {name: NAME for name in kept.words if isinstance(model._meta.get_field(name), models.TextField)}
        public = SHOWN.get(label, dict(kept.public))
        if any(field.name == "published_at" for field in model._meta.fields):
            public = {**public, "published_at": now}
        if model is Session:
            public = {**public, "proposed_by": cast.asha, "proposed_at": now, "published_by": cast.ben}
        if model is Statement:
            public = {**public, "seen_by": cast.asha, "seen_at": now}
        if model is Document:
            public = {**public, "copy_of": made(Document)}
        row = made(model, **given, **public)
        erase(row=row, reason=Reason.ASKED, by=cast.dana, now=now)
        assert kept.thing.value in TakeDown.objects.values_list("thing", flat=True), label
        seen.add(kept.thing)
    assert len(seen) >= 9
    log_take_down(thing=Thing.OTHER, why=Why.OTHER, became=Became.STAYS, note=NAME, by=cast.dana, now=now)
    for path in EVERYWHERE:
        told = read(path)
        assert NAME not in told, path
        assert cast.dana.name not in told, path
    assert Client().get("/api/v1/take-downs").json()["rows"] == [], "the day is not over"
    TakeDown.objects.update(made_at=now - timedelta(days=1), on=localdate(now - timedelta(days=1)))
    rows = Client().get("/api/v1/take-downs").json()["rows"]
    assert len(rows) >= 9
    for row in rows:
        assert {row["thing_in_words"], row["reason_in_words"], row["became_in_words"]} <= fixed


@pytest.mark.parametrize("address", ["/api/v1/take-downs?limit=500", "/data/take-downs.json"])
def test_the_order_of_the_table_tells_nothing_about_the_order_within_a_day(cast: Cast, address: str) -> None:
    """The table gives whole days, each in the order of its random ids, so whoever reads on misses none either."""
    for number in range(12):
        at = timezone.now() - timedelta(days=1 + number // 6, seconds=number)
        log_take_down(thing=Thing.TEXT, why=Why.WRONG, became=Became.CORRECTED, by=cast.dana, now=at)
    told = json.loads(read(address))
    rows = [(row["on"], row["id"]) for row in (told["rows"] if isinstance(told, dict) else told)]
    assert len(rows) == 12
    assert rows == sorted(rows)


def test_every_column_is_a_day_an_id_or_out_of_a_fixed_list() -> None:
    """A column that could hold free words would have to be added here, where somebody sees it."""
    told = {one.name: one.type for one in TABLE.columns if one.type is not Type.TEXT or not one.one_of}
    assert told == {
        "id": Type.TEXT,
        "on": Type.DAY,
        "thing_in_words": Type.TEXT,
        "reason_in_words": Type.TEXT,
        "became_in_words": Type.TEXT,
    }


def test_every_model_that_is_public_or_not_says_what_the_log_calls_it() -> None:
    silent = [
        label
        for label, kept in kept_by_model().items()
        if kept.thing is None and any(field.name == "is_public" for field in apps.get_model(label)._meta.fields)
    ]
    assert silent == []


def test_every_reason_to_erase_or_keep_has_its_word_in_the_log_and_fits() -> None:
    assert {*TO_ERASE, *TO_KEEP} == set(OF_ERASING)
    assert all(does_not_fit(OF_ERASING[one], Became.ERASED) == "" for one in TO_ERASE)
    assert all(does_not_fit(OF_ERASING[one], Became.STAYS) == "" for one in TO_KEEP)
    assert not REFUSED & set(TO_WITHDRAW)
    for one in Why:
        assert one.label, one
        assert one.means, one


def test_a_line_by_hand_must_fit_loses_nothing_and_its_note_stays_private(dana: Client) -> None:
    typed = {"thing": "group", "why": "journalism", "became": "taken_down", "note": f"{NAME} rang."}
    refused = dana.post("/desk/rights/take-downs/", typed)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "This reason does not match what became of it." in shown
    assert f"{NAME} rang." in shown
    assert dana.post("/desk/rights/take-downs/", typed | {"why": "safety"}).status_code == 302
    assert f"{NAME} rang." in dana.get("/desk/rights/take-downs/").content.decode()
    assert NAME not in read("/take-downs/")


def test_a_line_written_by_mistake_is_taken_out_after_a_question(dana: Client, cast: Cast) -> None:
    line = log_take_down(thing=Thing.BODY, why=Why.WRONG, became=Became.CORRECTED, by=cast.dana, now=timezone.now())
    address = f"/desk/rights/take-downs/{line.pk}/strike/"
    assert "will be gone" in dana.post(address).content.decode()
    assert TakeDown.objects.exists()
    assert "out of the log" in dana.post(address, {"sure": "yes"}, follow=True).content.decode()
    assert "Nothing so far" in read("/take-downs/")


def test_an_action_refuses_a_reason_that_contradicts(cast: Cast) -> None:
    with pytest.raises(DoesNotFit):
        log_take_down(thing=Thing.BODY, why=Why.ARCHIVE, became=Became.ERASED, by=cast.dana, now=timezone.now())


def test_taking_a_word_out_of_a_private_row_tells_nothing(cast: Cast) -> None:
    note = made(Note, text=f"{NAME} called.")
    erase_words(row=note, terms=[NAME], reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    assert not TakeDown.objects.exists()


@pytest.mark.django_db
def test_privacy_and_imprint_lead_to_the_log() -> None:
    for path in ("/privacy/", "/about/"):
        assert 'href="/take-downs/"' in read(path), path


@pytest.mark.parametrize("what", ["case", "document", "demand", "decision"])
def test_whatever_a_group_withdraws_has_its_line_with_the_reason_of_the_form(
    cast: Cast, signed_in: SignIn, what: str
) -> None:
    address = withdrawn_at(cast, what)
    asha = signed_in(cast.asha)
    asha.post(address, {"why": f"{NAME} asked."})
    assert not TakeDown.objects.exists(), "without a reason for the log nothing is withdrawn"
    asha.post(address, {"why": f"{NAME} asked.", "public_why": "too_early"})
    line = TakeDown.objects.get()
    assert (line.why, line.became, line.note) == ("too_early", "taken_down", "")
    assert NAME not in read("/take-downs/")


def test_a_body_whose_answer_is_shown_has_its_line(cast: Cast) -> None:
    statement = made(Statement, says="We have mended it.", claim="It has no policy.", state="waiting")
    assert isinstance(statement, Statement)
    show_statement(statement=statement, seen="waiting", by=cast.asha, now=timezone.now())
    line = TakeDown.objects.get()
    assert (line.thing, line.why, line.became) == ("claim", "answered", "answer_shown")
