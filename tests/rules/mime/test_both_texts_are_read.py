"""A letter with a plain and a formatted text is read in both: what only one of them says is shown and decides too."""

import pytest

from dueregard.rules.mail.triage import triage
from dueregard.rules.mail.verdict import MailKind
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import mixed, part
from tests.rules.mail.test_triage import KNOWN

PLAIN = b"Thank you for your request. We will respond within 20 working days.\n"
SAME = b"<p>Thank you for your request.<br>We will respond <b>within 20 working days</b>.</p>"
REFUSAL = b"<p>The Council refuses your request under section 14(1).</p>"
STUB = b"We refuse your request under section 14(1).\n"


@pytest.mark.parametrize("kind", ["mixed", "alternative"])
def test_a_decision_in_the_formatted_text_alone_is_seen(kind: str) -> None:
    read = read_mail(mixed(part(PLAIN), part(REFUSAL, "text/html"), kind=kind))
    assert "refuses your request under section 14(1)" in read.text
    verdict = triage(read, KNOWN)
    assert verdict.kind is MailKind.REPLY
    assert verdict.needs_person


def test_a_decision_in_a_short_plain_text_beside_a_long_formatted_one_is_seen() -> None:
    long = SAME + b"<p>" + b"Your request was passed to the team that deals with requests. " * 20 + b"</p>"
    read = read_mail(mixed(part(STUB), part(long, "text/html"), kind="mixed"))
    assert "refuse your request under section 14(1)" in read.text
    assert triage(read, KNOWN).needs_person


def test_one_word_that_only_the_formatted_text_has_is_seen() -> None:
    plain = b"We hold the policy that you asked for, and we will write to you again.\n"
    formatted = b"<p>We do not hold the policy that you asked for, and we will write to you again.</p>"
    assert "do not hold" in read_mail(mixed(part(plain), part(formatted, "text/html"), kind="alternative")).text


SAYS_THE_SAME = [
    (PLAIN, SAME),
    (b"Our\npolicy is at\nhttps://northport.example/p .\n", b'<p>Our policy is at <a href="https://northport.example/p">https://northport.example/p</a>.</p>'),
    (b"1. The plan\n2. The minutes\n", b"<ol><li>The plan</li><li>The minutes</li></ol>"),
    (b"* The plan\n* The minutes\n", b"<ul><li>The plan</li><li>The minutes</li></ul>"),
    (b"Yours,\nJane\n", b'<p>Yours,</p><p>Jane</p><img src="cid:logo" alt="">'),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "formatted"), SAYS_THE_SAME)
def test_two_texts_that_say_the_same_are_shown_once(plain: bytes, formatted: bytes) -> None:
    read = read_mail(mixed(part(plain), part(formatted, "text/html"), kind="alternative"))
    assert read.text.split() == plain.decode().split()


def test_an_acknowledgement_in_two_texts_is_still_sorted() -> None:
    verdict = triage(read_mail(mixed(part(PLAIN), part(SAME, "text/html"), kind="alternative")), KNOWN)
    assert verdict.kind is MailKind.ACKNOWLEDGEMENT
    assert not verdict.needs_person
