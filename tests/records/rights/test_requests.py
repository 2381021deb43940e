"""Somebody asks about their data: an administrator has the day, every row, and a record of what was done and why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.models import Correspondence, HeldEmail
from dueregard.parts.guide.models import Suggestion
from dueregard.records.evidence.models import Document
from dueregard.records.notes.models import Note
from dueregard.records.rights.actions.clean_up import clean_up
from dueregard.records.rights.actions.erase import erase
from dueregard.records.rights.actions.erase_again import erase_again
from dueregard.records.rights.actions.erase_expired import erase_expired
from dueregard.records.rights.gateways.beside import NAME as BESIDE
from dueregard.records.rights.models import Erasure, KeptRow, Request
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.rules.privacy.erasing import ERASED
from dueregard.rules.privacy.reasons import Reason
from dueregard.website.models import DataComplaint
from tests.people import Cast
from tests.records.rights.rows import made, made_with

SignIn = Callable[[Person], Client]
NAME = "Wren Ashdown"


@pytest.fixture
def dana(cast: Cast, signed_in: SignIn) -> Client:
    """The administrator."""
    return signed_in(cast.dana)


def record(client: Client, **said: str) -> Request:
    """Record a request through the form."""
    typed = {
        "right": "erasure",
        "who": "W. A.",
        "reply_to": "wren@northport.example",
        "received_on": localdate(timezone.now()).isoformat(),
        "says": "Please erase me.",
        "terms": f"{NAME}\nwren@northport.example",
    }
    assert client.post("/desk/rights/new/", typed | said).status_code == 302
    return Request.objects.latest("made_at")


def settle(client: Client, request: Request, *names: str, do: str, reason: str, sure: bool = True) -> str:
    """Decide about rows; returns the page."""
    sent = {"row": list(names), "do": do, "reason": reason, **({"sure": "yes"} if sure else {})}
    return client.post(f"/desk/rights/{request.pk}/rows/", sent, follow=True).content.decode()


def test_a_request_has_the_day_of_the_law_and_shows_every_row_about_the_person(dana: Client) -> None:
    made(Suggestion, credit=NAME)
    made(Note, text=f"Ask {NAME.upper()} about it.")
    page = dana.get(f"/desk/rights/{record(dana).pk}/").content.decode()
    assert "UK GDPR, articles 12(3) and 17" in page
    assert "Suggestion for the guide" in page
    assert "Private note" in page


def test_a_row_is_erased_only_after_a_page_has_asked(dana: Client) -> None:
    note = made(Note, text=f"{NAME} called.")
    request = record(dana)
    asked = settle(dana, request, f"notes.Note:{note.pk}", do="erase", reason="asked", sure=False)
    assert "Nothing can bring it back" in asked
    assert Note.objects.filter(pk=note.pk).exists()
    assert "Done: 1 erased" in settle(dana, request, f"notes.Note:{note.pk}", do="erase", reason="asked")
    assert not Note.objects.filter(pk=note.pk).exists()


def test_the_page_that_asks_says_what_else_would_go_and_which_group_it_belongs_to(dana: Client, cast: Cast) -> None:
    email = made(StoredEmail, state="filed", sender=NAME)
    mine = made(Correspondence, email=email, text=NAME)
    theirs = made(Correspondence, email=email, text="The same reply, in another case.")
    group = Correspondence.objects.get(pk=theirs.pk).case.group.name
    asked = settle(dana, record(dana), f"foi.Correspondence:{mine.pk}", do="erase", reason="asked", sure=False)
    assert f"1 × letter or reply ({group})" in asked
    assert "1 × e-mail as it came" in asked


def test_a_name_is_taken_out_and_the_rest_stays_but_the_message_as_it_came_goes(dana: Client) -> None:
    email = made(StoredEmail, sha256=store.put(f"From: {NAME}".encode()), state="filed", sender=NAME)
    was = StoredEmail.objects.get(pk=email.pk).sha256
    letter = made(Correspondence, email=email, text=f"Dear all, we refuse. {NAME}")
    request = record(dana)
    settle(dana, request, f"foi.Correspondence:{letter.pk}", do="words", reason="objected")
    clean_up(now=timezone.now())
    assert Correspondence.objects.get(pk=letter.pk).text == f"Dear all, we refuse. {ERASED}"
    assert not store.has(was)


def test_what_stays_says_why(dana: Client) -> None:
    note = made(Note, text=f"{NAME} called.")
    request = record(dana)
    page = settle(dana, request, f"notes.Note:{note.pk}", do="keep", reason="legal_claims")
    assert "We need it for a legal claim (UK GDPR, article 17(3)(e))" in page
    assert KeptRow.objects.get().why == "legal_claims"
    refused = settle(dana, request, f"notes.Note:{note.pk}", do="keep", reason="asked")
    assert "This reason does not match what you chose above." in refused


def test_a_row_that_cannot_go_yet_says_what_to_do_first_and_stays(dana: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.asha.pk).update(name=NAME)
    page = settle(dana, record(dana), f"accounts.Person:{cast.asha.pk}", do="erase", reason="asked")
    assert "Close it under People first." in page
    assert Person.objects.get(pk=cast.asha.pk).name == NAME


def test_days_out_of_order_are_refused_in_words_and_an_extension_must_come_in_time(dana: Client) -> None:
    long_ago = localdate(timezone.now()) - timedelta(days=60)
    request = record(dana, received_on=long_ago.isoformat())
    late = {"extended_on": localdate(timezone.now()).isoformat(), "extended_because": "Many letters"}
    assert "within one month" in dana.post(f"/desk/rights/{request.pk}/days/", late).content.decode()
    early = {"acknowledged_on": (long_ago - timedelta(days=1)).isoformat()}
    assert "before the request came" in dana.post(f"/desk/rights/{request.pk}/days/", early).content.decode()


def test_a_complaint_becomes_a_request_with_what_it_says(dana: Client) -> None:
    complaint = made(DataComplaint, says="Take my name out.", reply_to="wren@northport.example")
    page = dana.get(f"/desk/rights/new/?complaint={complaint.pk}").content.decode()
    assert "Take my name out." in page
    assert dana.get("/desk/rights/new/?complaint=nonsense").status_code == 200


def test_an_erased_email_that_comes_again_is_not_kept_again(cast: Cast) -> None:
    raw = f"From: {NAME}\r\nMessage-ID: <1@x>\r\n\r\nHello".encode()
    told = {"arrived_by": "imap", "envelope_from": "", "envelope_to": [], "now": timezone.now()}
    email, _ = store_email(raw=raw, **told)
    StoredEmail.objects.filter(pk=email.pk).update(state="filed")
    erase(row=StoredEmail.objects.get(pk=email.pk), reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    clean_up(now=timezone.now())
    again, is_new = store_email(raw=raw, **told)
    assert (again.pk, is_new) == (email.pk, False)
    assert not store.has(store.digest_of(raw))


def test_bytes_that_another_group_was_sent_too_stay(cast: Cast) -> None:
    mine = made_with(kept_by_model()["evidence.Document"], Document, NAME)
    was = Document.objects.get(pk=mine.pk).sha256
    theirs = made(Document, sha256=was)
    erase(row=mine, reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    clean_up(now=timezone.now())
    assert store.has(was)
    erase(row=theirs, reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    clean_up(now=timezone.now())
    assert not store.has(was)


def test_what_has_been_kept_long_enough_goes_by_itself_once(cast: Cast) -> None:
    now = timezone.now()
    old = made(StoredEmail, state="set_aside", subject=NAME, state_at=now - timedelta(days=91))
    held = made(HeldEmail, email=old, text=NAME)
    new = made(StoredEmail, state="set_aside", subject=NAME, state_at=now - timedelta(days=89))
    assert erase_expired(now=now) == 1
    assert erase_expired(now=now) == 0
    assert StoredEmail.objects.get(pk=old.pk).subject == ERASED
    assert HeldEmail.objects.get(pk=held.pk).text == ERASED
    assert StoredEmail.objects.get(pk=new.pk).subject == NAME


def test_a_back_up_laid_back_is_erased_again(cast: Cast) -> None:
    (settings.STATE / BESIDE).unlink(missing_ok=True)
    note = made(Note, text=f"{NAME} called.")
    erase(row=note, reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    clean_up(now=timezone.now())
    Erasure.objects.all().delete()  # as the older database has it
    again = made(Note, pk=note.pk, text=f"{NAME} called.")
    assert erase_again(now=timezone.now()) == 1
    assert not Note.objects.filter(pk=again.pk).exists()
    assert erase_again(now=timezone.now()) == 0


def test_the_privacy_page_says_of_every_row_why_and_how_long(client: Client, db: None) -> None:
    page = client.get("/privacy/").content.decode()
    assert "If you work for a public body" in page
    assert "E-mail as it came: after 90 days" in page
