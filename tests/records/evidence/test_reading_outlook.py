"""A message that Outlook saved is read with whatever of it is there."""

import datetime as dt
import struct
from pathlib import Path

from dueregard.rules.documents.reading import Reason
from tests.records.evidence.compound import Tree, compound
from tests.records.evidence.papers import SENTENCE
from tests.records.evidence.reading import read
from tests.rules.text.test_readable_text import SIMPLE

SENT_AT = dt.datetime(2024, 3, 4, 9, 30, tzinfo=dt.UTC)
SENT = int((SENT_AT - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000


def text(tag: str, words: str) -> tuple[str, bytes]:
    """Return a property whose value is a text."""
    return f"__substg1.0_{tag}001F", words.encode("utf-16-le")


def message(*properties: tuple[str, bytes], is_inside: bool = False) -> Tree:
    """Return the tree of a message with the time at which it was sent."""
    table = b"\0" * (24 if is_inside else 32) + struct.pack("<IIQ", 0x00390040, 6, SENT)
    return {"__properties_version1.0": table, "__nameid_version1.0": {}, **dict(properties)}


def attachment(name: str, content: "bytes | Tree") -> Tree:
    """Return the tree of an attachment: a file, or a message."""
    kind = "0102" if isinstance(content, bytes) else "000D"
    return {"__properties_version1.0": b"\0" * 8, f"__substg1.0_3701{kind}": content, **dict([text("3707", name)])}


def test_a_saved_message_is_read_with_its_head_and_its_attachments(tmp_path: Path) -> None:
    inner = message(text("0037", "Older"), text("1000", "The older message."), is_inside=True)
    inner["__attach_version1.0_#00000000"] = attachment("deep.txt", b"Deep inside.")
    tree = message(
        text("0037", "Your request"),
        text("0C1A", "Information Team"),
        text("5D01", "foi@northport.example"),
        text("0E04", "A Volunteer"),
        text("1000", SENTENCE),
    )
    tree["__attach_version1.0_#00000000"] = attachment("figures.csv", b"year,referrals\n2024,12\n")
    tree["__attach_version1.0_#00000001"] = attachment("", inner)
    outcome = read(compound(tree), tmp_path, name="reply.msg")
    assert outcome.media_type == "application/vnd.ms-outlook"
    assert outcome.text == (
        "From: Information Team <foi@northport.example>\nTo: A Volunteer\nSent: 2024-03-04 09:30 UTC\n"
        f"Subject: Your request\n\n{SENTENCE}"
    )
    assert [(name, place) for name, place, _ in outcome.found] == [
        ("figures.csv", "attachment 1 of the message"),
        ("Older.eml", "attachment 2 of the message"),
    ]
    older = read(outcome.found[1][2], tmp_path, name="Older.eml")
    assert "The older message." in older.text
    assert [(name, content) for name, _, content in older.found] == [("deep.txt", b"Deep inside.")]


def test_a_message_with_only_rich_text_or_only_a_web_page_is_read(tmp_path: Path) -> None:
    rich = message(text("0037", "Rich"), ("__substg1.0_10090102", SIMPLE))
    assert "hello world" in read(compound(rich), tmp_path).text
    page = message(text("0037", "Page"), ("__substg1.0_10130102", b"<html><p>Hello <b>there</b>.</p></html>"))
    assert "Hello there." in read(compound(page), tmp_path).text


def test_a_message_whose_parts_are_missing_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    tree: Tree = {"__properties_version1.0": b"", "__substg1.0_0037001E": b"Caf\xe9"}
    tree["__attach_version1.0_#00000000"] = {}
    outcome = read(compound(tree), tmp_path)
    assert (outcome.text, outcome.found, outcome.reason) == ("Subject: Café", [], None)


def test_a_locked_and_an_old_word_file_are_named(tmp_path: Path) -> None:
    locked = compound({"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y" * 100})
    assert read(locked, tmp_path, name="plan.docx").reason is Reason.PASSWORD
    old = b"\xec\xa5\xc1\0" + b"\0" * 6
    assert read(compound({"WordDocument": old + b"\0\0" + b"\0" * 500}), tmp_path).reason is Reason.NOT_DRAWN
    assert read(compound({"WordDocument": old + b"\0\1" + b"\0" * 500}), tmp_path).reason is Reason.PASSWORD
    assert read(compound({"WordDocument": old})[:700], tmp_path).reason is Reason.DAMAGED
