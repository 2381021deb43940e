"""Someone who signed for an organisation asks to be forgotten: their name and address go, the signature stays."""

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.parts.pledge.models import Signatory
from dueregard.records.rights.actions.erase import erase, erase_words
from dueregard.records.rights.queries.found import found_rows
from dueregard.rules.privacy.reasons import Reason
from tests.people import Cast
from tests.records.rights.rows import made

pytestmark = pytest.mark.django_db
NAME = "Wren Ashdown"


def signatory() -> Signatory:
    """An organisation that shows who signed for it."""
    row = made(Signatory, name="Northport Readers", person_name=NAME, shows_person=True, contact="wren@readers.example")
    assert isinstance(row, Signatory)
    return row


def test_a_request_finds_whoever_signed_and_erasing_leaves_the_organisation(cast: Cast) -> None:
    row = signatory()
    assert [one.kind for one in found_rows([NAME]).rows] == ["pledge.Signatory"]
    erase(row=row, reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    row.refresh_from_db()
    assert (row.name, row.person_name, row.shows_person, row.contact) == ("Northport Readers", "", False, "")


def test_taking_the_name_out_does_not_leave_a_word_in_its_place(cast: Cast) -> None:
    row = signatory()
    terms = [NAME, "wren@readers.example"]
    erase_words(row=row, terms=terms, reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    row.refresh_from_db()
    assert (row.person_name, row.shows_person, row.contact) == ("", False, "")


def test_the_privacy_page_says_what_is_kept_of_whoever_signs(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    assert "If you sign the pledge for an organisation" in page
    assert "Doubt about a signature: after 730 days" in page
