"""Erasing takes nothing that a person decided to keep, that is evidence elsewhere, or that came back meanwhile."""

import json
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.parts.guide.models import Suggestion
from dueregard.records.bodies.models import Contact
from dueregard.records.evidence.models import Document
from dueregard.records.history.models import Entry
from dueregard.records.notes.models import Note
from dueregard.records.rights.actions import erase_expired as period
from dueregard.records.rights.actions.erase import erase, erase_words
from dueregard.records.rights.actions.erase_again import erase_again
from dueregard.records.rights.actions.erase_expired import erase_expired
from dueregard.records.rights.actions.settle_rows import settle_rows
from dueregard.records.rights.gateways.beside import NAME as BESIDE
from dueregard.records.rights.gateways.beside import Line, add_lines, lines
from dueregard.records.rights.models import Erasure, KeptRow, Request
from dueregard.rules.privacy.erasing import ERASED
from dueregard.rules.privacy.reasons import Reason
from tests.people import Cast
from tests.records.rights.rows import made

NAME = "Wren Ashdown"
NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=91)

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(cast: Cast) -> Request:
    """A request about data."""
    request = made(Request, terms=NAME, made_by=cast.dana, received_on=NOW.date())
    assert isinstance(request, Request)
    return request


@pytest.fixture
def beside() -> None:
    """No file beside the database yet."""
    (settings.STATE / BESIDE).unlink(missing_ok=True)


def keep(request: Request, kind: str, key: object, cast: Cast) -> None:
    """Decide to keep a row for a legal claim."""
    names, why = [f"{kind}:{key}"], Reason.LEGAL_CLAIMS
    assert settle_rows(request=request, names=names, do="keep", reason=why, by=cast.dana, now=NOW).kept == 1


def test_what_was_set_aside_in_one_place_and_filed_as_evidence_in_another_does_not_go_by_itself() -> None:
    first = made(StoredEmail, state="filed", subject="Our answer", sha256=store.put(b"first"))
    letter = made(Correspondence, email=first, text="We refuse.")
    again = made(StoredEmail, state="set_aside", state_at=LONG_AGO, same_as=first, sha256=store.put(b"again"))
    assert erase_expired(now=NOW) == 0
    assert Correspondence.objects.get(pk=letter.pk).text == "We refuse."
    assert StoredEmail.objects.get(pk=first.pk).subject == "Our answer"
    assert StoredEmail.objects.get(pk=again.pk).state == "set_aside"


def test_what_someone_decided_to_keep_does_not_go_by_itself(request_: Request, cast: Cast) -> None:
    email = made(StoredEmail, state="set_aside", subject=NAME, state_at=LONG_AGO)
    held = made(HeldEmail, email=email, text=NAME)
    keep(request_, "foi.HeldEmail", held.pk, cast)
    assert erase_expired(now=NOW) == 0
    assert HeldEmail.objects.get(pk=held.pk).text == NAME


def test_what_is_brought_back_while_the_site_cleans_up_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    email = made(StoredEmail, state="set_aside", subject="It was ours after all", state_at=LONG_AGO)
    listed = period._erase_if_over

    def brought_back(*given: object) -> int:
        StoredEmail.objects.filter(pk=email.pk).update(state="held")
        return listed(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(period, "_erase_if_over", brought_back)
    assert erase_expired(now=NOW) == 0
    assert StoredEmail.objects.get(pk=email.pk).subject == "It was ours after all"


def test_what_is_to_be_kept_stops_a_row_that_would_take_it_along(request_: Request, cast: Cast) -> None:
    email = made(StoredEmail, state="filed", sender=NAME)
    mine = made(Correspondence, email=email, text=NAME)
    theirs = made(Correspondence, email=email, text=f"{NAME} refuses.")
    keep(request_, "foi.Correspondence", theirs.pk, cast)
    for do in ("erase", "words"):
        names, why = [f"foi.Correspondence:{mine.pk}"], Reason.ASKED
        done = settle_rows(request=request_, names=names, do=do, reason=why, by=cast.dana, now=NOW)
        assert "something that is to be kept: letter or reply" in done.waits[0]
    assert Correspondence.objects.get(pk=theirs.pk).text == f"{NAME} refuses."
    erase(row=theirs, reason=Reason.ASKED, by=cast.dana, now=NOW)
    assert Correspondence.objects.get(pk=mine.pk).text == ERASED
    assert not KeptRow.objects.exists(), "who erases it has decided otherwise"


def test_a_name_typed_beside_a_case_goes_and_the_record_of_the_case_stays(cast: Cast) -> None:
    case = made(Case, address="wren@northport.example", tags="urgent")
    entry = made(Entry, subject=str(case.pk), says="We asked for the risk assessment.")
    erase_words(row=case, terms=["wren@northport.example"], reason=Reason.ASKED, by=cast.dana, now=NOW)
    assert Case.objects.get(pk=case.pk).address == "", "no letter is addressed to the word that stands for it"
    erase(row=case, reason=Reason.ASKED, by=cast.dana, now=NOW)
    assert Entry.objects.filter(pk=entry.pk).exists()


def test_a_file_that_came_inside_another_takes_the_other_along(cast: Cast) -> None:
    outer = made(Document, sha256=store.put(b"a folder of files"), reading="read")
    inner = made(Document, sha256=store.put(b"a file in it"), root=outer, reading="read")
    erase(row=inner, reason=Reason.ASKED, by=cast.dana, now=NOW)
    assert Document.objects.get(pk=outer.pk).reason == "erased", "its bytes hold the same words"


def test_after_a_power_cut_the_next_line_beside_the_database_is_whole(beside: None) -> None:
    (settings.STATE / BESIDE).write_text('{"id": "half')
    add_lines([Line("1", "notes.Note", "2", True, NOW)])
    add_lines([Line("3", "notes.Note", "4", True, NOW)])
    assert [line.id for line in lines()] == ["1", "3"]


def _was_erased(kind: str, key: object, at: datetime) -> None:
    told = {"id": "0d3b2b7e-6c1e-4f8e-9a55-0a4be3a5f0f1", "kind": kind, "key": str(key), "whole": True}
    (settings.STATE / BESIDE).write_text(json.dumps({**told, "at": at.isoformat()}) + "\n")


def test_a_new_row_that_was_given_the_number_of_an_erased_one_is_not_erased(beside: None) -> None:
    new = made(Suggestion, proposed="A better sentence", sent_at=NOW)
    _was_erased("guide.Suggestion", new.pk, NOW - timedelta(days=3))
    assert erase_again(now=NOW) == 0
    assert Suggestion.objects.get(pk=new.pk).proposed == "A better sentence"
    assert Erasure.objects.get().is_to_do, "an administrator is told to look"


def test_a_row_of_which_nobody_can_tell_when_it_was_written_is_left_to_a_person(beside: None) -> None:
    held = made(HeldEmail, text="Our answer", at=NOW - timedelta(days=9))
    _was_erased("foi.HeldEmail", held.pk, NOW - timedelta(days=3))
    assert erase_again(now=NOW) == 0
    assert HeldEmail.objects.get(pk=held.pk).text == "Our answer"
    assert Erasure.objects.get().is_to_do


def test_a_row_with_a_number_that_a_back_up_brought_back_is_erased_again(beside: None) -> None:
    back = made(Contact, address="wren@northport.example", added_at=NOW - timedelta(days=9))
    _was_erased("bodies.Contact", back.pk, NOW - timedelta(days=3))
    assert erase_again(now=NOW) == 1
    assert not Contact.objects.filter(pk=back.pk).exists()


def test_a_note_that_is_gone_counts_for_nothing(request_: Request, cast: Cast) -> None:
    note = made(Note, text=NAME)
    name = f"notes.Note:{note.pk}"
    for expected in (1, 0):
        done = settle_rows(request=request_, names=[name], do="erase", reason=Reason.ASKED, by=cast.dana, now=NOW)
        assert done.erased == expected
