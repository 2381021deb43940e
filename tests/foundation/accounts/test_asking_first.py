"""What cannot be undone is asked about on a page that says what will happen; only its button does it."""

import pytest

from dueregard.parts.foi.actions.note_case import write_note
from dueregard.parts.foi.models import CaseNote
from dueregard.records.groups.models import Membership
from tests.builders_foi import NOW, make_campaign, make_case, make_letter
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_a_member_is_removed_only_by_the_button_of_the_page_that_asked(cast: Cast) -> None:
    ben = Membership.objects.get(person=cast.ben)
    client, path = sign_in(cast.asha), f"/desk/groups/northport/members/{ben.pk}/remove/"
    page = client.post(path).content.decode()
    assert "Remove Ben from Northport group?" in page
    assert "Go back, and change nothing" in page
    assert Membership.objects.filter(pk=ben.pk).exists()
    client.post(path, {"sure": "yes"})
    assert not Membership.objects.filter(pk=ben.pk).exists()


def test_what_was_sent_comes_along_and_is_never_markup(cast: Cast) -> None:
    letter = make_letter(make_case(make_campaign(cast.northport)))
    page = sign_in(cast.asha).post(f"/desk/messages/{letter.pk}/settle/", {"went": "no", "x": '"><b>'}).content.decode()
    assert '<input type="hidden" name="went" value="no">' in page
    assert "<b>" not in page
    assert "Send this letter again?" in page


def test_a_note_is_read_once_more_before_it_is_gone(cast: Cast) -> None:
    note = write_note(case=make_case(make_campaign(cast.northport)), text="Ask Ada.", by=cast.asha, now=NOW)
    client, path = sign_in(cast.asha), f"/desk/notes/{note.pk}/remove/"
    assert "“Ask Ada.” will be gone" in client.post(path).content.decode()
    assert CaseNote.objects.exists()
    client.post(path, {"sure": "yes"})
    assert not CaseNote.objects.exists()
