"""A letter that may not have left is settled by a person who looked; a practised one can be answered as the body."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.foundation.search.models import Changed
from dueregard.parts.letters.actions.file_reply import file_reply
from dueregard.parts.letters.models import Reply, SentLetter
from dueregard.parts.letters.queries.findable import all_keys, load
from dueregard.parts.letters.queries.waits import waits
from dueregard.records.history.models import Entry
from tests.parts.letters.builders import reply_to, sent_letter
from tests.people import Cast, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]
NOW = timezone.now()
State = OutgoingMessage.State


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the people of the tests."""
    return make_cast()


@pytest.fixture
def letter(cast: Cast) -> SentLetter:
    """Return a letter of Northport that is in the outbox."""
    return sent_letter(group=cast.northport, by=cast.asha, now=NOW)


def _ended(letter: SentLetter, state: State, mode: Mode = Mode.LIVE) -> None:
    OutgoingMessage.objects.filter(pk=letter.outgoing_id).update(
        state=state, mode=mode, attempts=1, offered_at=NOW, sent_at=NOW, trouble="550 no such user"
    )


def _settle(client: Client, letter: SentLetter, went: str, **more: str) -> Any:
    return client.post(reverse("letters:settle", args=[letter.pk]), {"went": went, **more})


def _state(letter: SentLetter) -> str:
    return OutgoingMessage.objects.get(pk=letter.outgoing_id).state


@pytest.mark.parametrize(
    ("state", "says"),
    [(State.FAILED, "The mail server refused this letter"), (State.UNSURE, "Did this letter go out?")],
)
def test_a_letter_that_may_not_have_left_waits_and_says_what_to_do(
    cast: Cast, letter: SentLetter, signed_in: Any, state: State, says: str
) -> None:
    _ended(letter, state)
    assert _stuck(cast) == 1
    client = signed_in(cast.asha)
    assert says in client.get(letter.get_absolute_url()).content.decode()
    client.post(reverse("letters:close", args=[letter.pk]))
    assert _stuck(cast) == 0
    assert says not in client.get(letter.get_absolute_url()).content.decode()


def test_what_the_mail_server_said_is_shown(cast: Cast, letter: SentLetter, signed_in: Any) -> None:
    _ended(letter, State.FAILED)
    assert "It said: 550 no such user" in signed_in(cast.asha).get(letter.get_absolute_url()).content.decode()


def test_a_person_who_looked_says_that_it_went_out(cast: Cast, letter: SentLetter, signed_in: Any) -> None:
    _ended(letter, State.UNSURE)
    client = signed_in(cast.asha)
    assert "Record that this letter was sent?" in _settle(client, letter, "yes").content.decode()
    assert _state(letter) == State.UNSURE
    _settle(client, letter, "yes", sure="yes")
    assert (_state(letter), _stuck(cast)) == (State.SENT, 0)
    assert Act.objects.filter(did="settle_as_sent", by=cast.asha).exists()
    again = client.post(reverse("letters:settle", args=[letter.pk]), {"went": "no", "sure": "yes"}, follow=True)
    assert "There is nothing left to check here" in again.content.decode()
    assert _state(letter) == State.SENT


@pytest.mark.parametrize("state", [State.UNSURE, State.FAILED])
def test_one_that_did_not_go_out_is_sent_again_once_a_person_said_so(
    cast: Cast, letter: SentLetter, signed_in: Any, state: State
) -> None:
    _ended(letter, state)
    client = signed_in(cast.asha)
    assert "they will have it twice" in _settle(client, letter, "no").content.decode()
    _settle(client, letter, "no", sure="yes")
    assert _state(letter) == State.WAITING


def test_one_that_was_closed_or_written_again_is_not_sent_again(cast: Cast, letter: SentLetter, signed_in: Any) -> None:
    _ended(letter, State.UNSURE)
    client = signed_in(cast.asha)
    client.post(reverse("letters:close", args=[letter.pk]))
    _settle(client, letter, "no", sure="yes")
    client.post(reverse("letters:reopen", args=[letter.pk]))
    sent_letter(group=cast.northport, by=cast.asha, now=timezone.now(), body=letter.body)
    _settle(client, letter, "no", sure="yes")
    assert _state(letter) == State.UNSURE


def test_a_practised_letter_is_in_the_mailroom_and_its_answer_comes_back(
    cast: Cast, letter: SentLetter, signed_in: Any
) -> None:
    _ended(letter, State.SENT, Mode.PRACTICE)
    client = signed_in(cast.asha)
    listed = client.get(reverse("foi:mailroom")).content.decode()
    assert f'href="{letter.get_absolute_url()}"' in listed
    assert "Nothing has been sent yet" not in listed
    empty = client.post(reverse("letters:answer", args=[letter.pk]), {"text": ""})
    assert empty.status_code == 422
    client.post(reverse("letters:answer", args=[letter.pk]), {"text": "We publish it tomorrow."})
    email = StoredEmail.objects.get(arrived_by=StoredEmail.Arrival.MAILROOM)
    file_reply(pk=email.pk, now=timezone.now())
    assert Reply.objects.get().text.strip() == "We publish it tomorrow."
    assert "We publish it tomorrow." in client.get(letter.get_absolute_url()).content.decode()


def test_nobody_answers_for_a_body_that_had_the_letter(cast: Cast, letter: SentLetter, signed_in: Any) -> None:
    _ended(letter, State.SENT, Mode.LIVE)
    client = signed_in(cast.asha)
    assert "Reply as" not in client.get(letter.get_absolute_url()).content.decode()
    client.post(reverse("letters:answer", args=[letter.pk]), {"text": "No."})
    assert not StoredEmail.objects.exists()


def test_the_mailroom_shows_no_letter_of_another_group(cast: Cast, letter: SentLetter, signed_in: Any) -> None:
    _ended(letter, State.SENT, Mode.PRACTICE)
    assert letter.title in signed_in(cast.ben).get(reverse("foi:mailroom")).content.decode()
    assert letter.title not in signed_in(cast.carys).get(reverse("foi:mailroom")).content.decode()


def test_the_history_of_the_body_knows_what_a_letter_asks(cast: Cast) -> None:
    text = "Dear all\n\n1. publish the plan;\n2. meet us.\n\nPlease answer by 12. It matters.\n"
    letter = sent_letter(group=cast.northport, by=cast.asha, now=NOW, text=text)
    assert Entry.objects.get(subject=str(letter.pk)).asked == ["publish the plan", "meet us."]


def test_a_group_finds_its_letters_and_their_replies_and_no_other_group_does(cast: Cast, letter: SentLetter) -> None:
    email = reply_to(letter, text="The registrar answers for it.")
    file_reply(pk=email.pk, now=timezone.now())
    assert set(Changed.objects.filter(kind="group_letter").values_list("key", flat=True)) == {str(letter.pk)}
    found = list(load([str(letter.pk)]))
    assert [one.label for one in found] == ["letter", "reply to a letter"]
    assert "The registrar answers for it." in found[1].text
    for one in found:
        assert one.may_be_found([str(cast.northport.pk)])
        assert not one.may_be_found([str(cast.southmoor.pk)])
        assert not one.may_be_found([])
    assert list(all_keys()) == [[str(letter.pk)]]
    OutgoingMessage.objects.update(state=State.UNDONE)
    assert list(load([str(letter.pk)])) == []


def _stuck(cast: Cast) -> int:
    return sum(kind.rows.count() for kind in waits(cast.asha, NOW.date()) if kind.code == "letter-stuck" and kind.rows)
