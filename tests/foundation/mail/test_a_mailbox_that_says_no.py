"""A mailbox that will not give a letter, or takes no marks, loses none and holds none of the others up."""

from types import SimpleNamespace
from typing import Self

import pytest
from django.utils import timezone

from dueregard.foundation.mail.actions import fetch_mail
from dueregard.foundation.mail.actions.fetch_mail import fetch_mailbox
from dueregard.foundation.mail.gateways.imap import Mailbox, MailboxAddress, MailboxAway, NotGiven
from dueregard.foundation.mail.models import StoredEmail
from tests.foundation.mail.letters import raw_email

URL = "imaps://intake:secret@mail.northport.example"


class Stubborn:
    """A mailbox of three letters that refuses what it is told to refuse."""

    withheld: frozenset[int] = frozenset()
    takes_marks = True

    def __init__(self, address: MailboxAddress) -> None:
        self.address = address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        return

    def uid_validity(self) -> int:
        return 1

    def new_uids(self, *, after: int) -> list[int]:
        return [uid for uid in (1, 2, 3) if uid > after]

    def raw(self, uid: int) -> bytes:
        if uid in self.withheld:
            raise NotGiven("NO")
        return raw_email(uid)

    def mark_seen(self, uid: int) -> None:
        if not self.takes_marks:
            raise MailboxAway("read-only")


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch, settings: SimpleNamespace) -> type[Stubborn]:
    """Put a mailbox of one's own in the place of the real one; nobody reads what is stored."""
    settings.MAIL_ARRIVAL_TASK = ""
    one = type("OneStubborn", (Stubborn,), {})
    monkeypatch.setattr(fetch_mail, "Mailbox", one)
    return one


@pytest.mark.django_db
def test_a_letter_that_was_not_given_comes_the_next_time_and_the_others_at_once(mailbox: type[Stubborn]) -> None:
    mailbox.withheld = frozenset({2})
    with pytest.raises(MailboxAway):
        fetch_mailbox(url=URL, clock=timezone.now)
    assert StoredEmail.objects.count() == 2
    mailbox.withheld = frozenset()
    fetch_mailbox(url=URL, clock=timezone.now)
    assert StoredEmail.objects.count() == 3


@pytest.mark.django_db
def test_a_mailbox_that_takes_no_marks_still_gives_every_letter(mailbox: type[Stubborn]) -> None:
    mailbox.takes_marks = False
    for _ in range(3):
        with pytest.raises(MailboxAway):
            fetch_mailbox(url=URL, clock=timezone.now)
    assert StoredEmail.objects.count() == 3


def test_a_server_that_says_no_has_not_said_that_the_letter_is_gone() -> None:
    mailbox = Mailbox(MailboxAddress.from_url(URL))
    answers = SimpleNamespace(uid=lambda *_: ("NO", [b"[LIMIT] come again"]))
    mailbox._box = SimpleNamespace(client=answers)  # type: ignore[assignment]
    with pytest.raises(NotGiven):
        mailbox.raw(7)
