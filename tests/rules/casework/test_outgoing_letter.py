"""A letter's bytes are the same each time they are built, and every mail program reads out of them what was put in."""

import email
import email.policy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.outgoing_letter import (
    Attachment,
    Letter,
    NotAHeader,
    NotAnAddress,
    checked_address,
    letter_bytes,
)
from dueregard.rules.work.backoff import wait_before

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=300).filter(str.strip)


def letter(**other: object) -> Letter:
    """Make a letter to Leeds."""
    values: dict[str, object] = {
        "message_id": "<1@northport.example>",
        "to": "foi@leeds.example",
        "sender": "Asha Example <requests@northport.example>",
        "reply_to": "foi-x@northport.example",
        "subject": "Request for information",
        "text": "Dear Leeds,\n",
        "written_at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    }
    return Letter(**(values | other))  # type: ignore[arg-type]


@given(subject=WORDS, text=st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_what_was_written_is_what_is_read(subject: str, text: str) -> None:
    raw = letter_bytes(letter(subject=subject, text=text))
    read = email.message_from_bytes(raw, policy=email.policy.SMTP)
    assert "".join(str(read["Subject"]).split()) == "".join(subject.split())
    assert read.get_content().splitlines() == (text.splitlines() or [""])


@given(subject=WORDS, text=st.text(max_size=2000), name=WORDS)
def test_the_bytes_are_fit_for_any_mail_server(subject: str, text: str, name: str) -> None:
    try:
        raw = letter_bytes(letter(subject=subject, text=text, sender=f'"{name}" <requests@northport.example>'))
    except (NotAHeader, NotAnAddress):  # a name that cannot be told from an address is refused, never sent
        return
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.partition(b"\r\n\r\n")[0].lower().count(b"\r\nsubject:") == 1
    assert b"\r\nbcc:" not in raw.partition(b"\r\n\r\n")[0].lower()


def test_a_letter_is_built_the_same_each_time_even_with_files() -> None:
    with_file = letter(attachments=(Attachment("Übersicht.pdf", "application/pdf", b"\0\xff" * 999),))
    raw = letter_bytes(with_file)
    assert raw == letter_bytes(with_file)
    (file,) = email.message_from_bytes(raw, policy=email.policy.default).iter_attachments()  # type: ignore[attr-defined]
    assert (file.get_filename(), file.get_content()) == ("Übersicht.pdf", b"\0\xff" * 999)


def test_it_is_no_automatic_mail_and_answers_go_to_the_case() -> None:
    read = email.message_from_bytes(letter_bytes(letter()), policy=email.policy.default)
    assert (read["Auto-Submitted"], read["Precedence"]) == (None, None)
    assert (read["Reply-To"], read["Date"]) == ("foi-x@northport.example", "Mon, 23 Nov 2026 09:00:00 +0000")


def test_a_long_thread_keeps_its_first_and_its_latest() -> None:
    chain = tuple(f"<{number}.{'x' * 80}@leeds.example>" for number in range(60))
    raw = letter_bytes(letter(in_reply_to="<last@leeds.example>", references=(*chain, "broken id", chain[3])))
    references = email.message_from_bytes(raw)["References"].split()
    assert (len(references), references[0], references[-1]) == (20, chain[0], "<last@leeds.example>")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@leeds.example",
        "a@",
        "a@leeds",
        "a b@leeds.example",
        "a@leeds.example>",
        "a@-x.example",
        "a..b@x.example",
        "ä@leeds.example",
        "a@leeds.example\n",
        "x" * 65 + "@leeds.example",
        "a@" + "x." * 130 + "example",
    ],
)
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    with pytest.raises(NotAnAddress):
        checked_address(address)


@pytest.mark.parametrize("address", ["foi@leeds.gov.uk", "o'neil+foi@a-b.example", "x_1=2@leeds.example"])
def test_addresses_that_bodies_have_are_taken(address: str) -> None:
    assert checked_address(address) == address


@given(st.integers(1, 10_000))
def test_waits_grow_to_their_most_and_no_further(attempt: int) -> None:
    first, most = timedelta(minutes=1), timedelta(hours=4)
    wait = wait_before(attempt, first=first, most=most)
    assert first <= wait <= most
    assert wait <= wait_before(attempt + 1, first=first, most=most)
    assert wait == min(first * 2 ** min(attempt - 1, 20), most)
