"""Each e-mail that is broken in a way real ones are is read, with what it says, what came with it, and what was odd.

The e-mails are written by `tests/mail/make.py`; the numbers are those of the survey of nasty inputs.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dueregard.rules.mime.incoming import ReadMail, attachment_bytes, read_mail
from tests.mail.make import FOLDER, MAILS, PDF, TOKEN

ADDRESS = f"foi-{TOKEN}@example.org"
LETTER = "Please find our answer."


def names(mail: ReadMail) -> list[str]:
    return [part.name for part in mail.parts]


def to_addresses(mail: ReadMail) -> list[str]:
    return [entry.address for entry in mail.recipients]


def noted(mail: ReadMail, words: str) -> bool:
    return any(words in note for note in mail.notes)


EXPECTED: list[tuple[str, Callable[[ReadMail], bool]]] = [
    (
        "01-no-final-boundary",
        lambda m: LETTER in m.text and names(m) == ["answer.pdf"] and noted(m, "closing boundary"),
    ),
    ("02-inner-part-ends-early", lambda m: LETTER in m.text and names(m) == ["answer.pdf"]),
    ("03-boundary-with-space", lambda m: LETTER in m.text and names(m) == ["answer.pdf"] and not m.notes),
    ("04-malformed-to-and-cc", lambda m: ADDRESS in to_addresses(m) and "y@z.example" in to_addresses(m)),
    ("05-unquoted-display-names", lambda m: to_addresses(m) == ["asha@southport.example", ADDRESS]),
    (
        "05-unquoted-display-names",
        lambda m: [entry.name for entry in m.recipients] == ["Example, Asha", "FOI, Requests"],
    ),
    ("06-only-bcc", lambda m: [(one.address, one.header) for one in m.recipients] == [(ADDRESS, "received")]),
    ("11-winmail-only", lambda m: m.text == "Our answer is in the file." and names(m) == ["answer.pdf"]),
    ("11-winmail-empty", lambda m: LETTER in m.text and noted(m, "winmail.dat is empty")),
    ("11-winmail-cut", lambda m: names(m) == ["answer.pdf", "winmail.dat"] and noted(m, "cut short")),
    ("12-outlook-files", lambda m: names(m) == ["Letter.oft", "Reply.msg"] and "Outlook" in m.parts[0].note),
    ("13-uuencode", lambda m: names(m) == ["answer.pdf"] and "begin" not in m.text and LETTER in m.text),
    ("13-uuencode-broken", lambda m: "cut short" in m.parts[0].note and "begin 644" in m.text),
    ("14-utf-7", lambda m: m.text == "The fee is £45." and m.subject == "Fee £45"),
    ("15-windows-labelled-latin", lambda m: m.text == "\u201cPrevent\u201d costs €45" and noted(m, "Windows-1252")),
    (
        "16-unknown-charset",
        lambda m: m.text == "Café" and noted(m, "\u201cx-unknown\u201d is unknown; read as Windows-1252"),
    ),
    ("16-empty-charset", lambda m: m.text == "Café" and not m.notes),
    ("16-codec-that-is-no-charset", lambda m: m.text == "48656c6c6f" and noted(m, "is unknown")),
    ("17-iso-2022-jp-stray", lambda m: m.text.startswith("こん ok") and noted(m, "unreadable characters")),
    ("18-word-cut-base64", lambda m: m.subject.startswith("Café é")),
    ("18-word-cut-between-words", lambda m: m.subject == "Café answers"),
    ("19-nul-and-control", lambda m: m.text.startswith("ABC") and m.subject == "Nul [31m"),
    ("20-name-not-utf8", lambda m: names(m) == ["Réponse.pdf"]),
    ("20-name-split", lambda m: names(m) == ["Antwort über.pdf"]),
    ("20-name-that-hides", lambda m: names(m) == ["answerfdp.exe"]),
    (
        "21-two-same-names",
        lambda m: names(m) == ["answer.pdf"] * 3 and [part.position for part in m.parts] == [0, 1, 2],
    ),
    ("21-two-same-names", lambda m: m.parts[0].sha256 == m.parts[2].sha256 != m.parts[1].sha256),
    ("22-no-disposition", lambda m: names(m) == ["file-1.pdf"] and m.parts[0].declared_type == "application/pdf"),
    ("23-html-as-plain", lambda m: m.text == "Dear Asha,\n\nOur answer." and noted(m, "is HTML")),
    ("24-encrypted-notice-html", lambda m: "<https://switch.egress.com/ui/x?id=1>" in m.text),
    ("25-text-attachment", lambda m: names(m) == ["data.txt"] and "referrals" not in m.text),
    ("25-second-text-part", lambda m: LETTER in m.text and "below the attachment" in m.text),
    ("26-forwarded", lambda m: m.nested[0].subject == "The answer" and m.nested[0].text == "Café answers."),
    ("26-forwarded", lambda m: m.nested[0].sender.address == "foi@northport.example" and m.nested[0].depth == 1),
    ("26-forwarded-in-base64", lambda m: LETTER in m.nested[0].text and names(m) == ["The answer.eml"]),
    ("27-pdf-as-text", lambda m: names(m) == ["message.pdf"] and m.text == "" and noted(m, "is a PDF")),
    ("28-keywords", lambda m: LETTER in m.text and m.sender.address == "foi@northport.example"),
    ("29-no-date", lambda m: m.sent_at is None and noted(m, "no date")),
    ("29-odd-date", lambda m: m.sent_at is None and noted(m, "date cannot be read")),
    ("29-headers-in-date", lambda m: m.sent_at == datetime(2026, 11, 23, 10, tzinfo=UTC)),
    ("30-signed-opaquely", lambda m: LETTER in m.text and m.protection == "signed"),
    ("30-signed-beside", lambda m: LETTER in m.text and m.protection == "signed" and m.parts[0].origin == "signature"),
    ("30-enveloped", lambda m: m.protection == "encrypted" and noted(m, "ask the sender for an ordinary e-mail")),
    ("31-bounce-with-report", lambda m: m.report is not None and m.report.original_message_id == "out-1@example.org"),
    ("42-html-with-script", lambda m: "steal" not in m.safe_html + m.text and "track.example" not in m.safe_html),
    ("42-html-with-script", lambda m: "onclick" not in m.safe_html and "javascript" not in m.safe_html),
    ("42-rtf", lambda m: names(m) == ["a.rtf"]),
    ("45-no-message-id", lambda m: m.message_id == "" and noted(m, "no Message-ID")),
    ("48-mixed-line-ends", lambda m: LETTER in m.text and "\r" not in m.text and names(m) == ["answer.pdf"]),
    ("48-macintosh-line-ends", lambda m: LETTER in m.text and m.sender.address == "foi@northport.example"),
    ("49-nested-1500", lambda m: names(m) == ["unread-parts.eml"] and not m.is_complete and noted(m, "levels deep")),
    ("50-empty", lambda m: m.text == "" and noted(m, "no text of its own")),
    ("51-no-header", lambda m: m.text == "Only words, no header at all."),
]


@pytest.mark.parametrize(("name", "is_right"), EXPECTED, ids=[name for name, _ in EXPECTED])
def test_a_broken_mail_is_read_as_far_as_it_goes(name: str, is_right: Callable[[ReadMail], bool]) -> None:
    mail = read_mail(MAILS[name])
    assert is_right(mail), mail


@pytest.mark.parametrize("name", MAILS)
def test_what_is_read_can_be_stored_and_comes_back_the_same(name: str) -> None:
    stored = read_mail(MAILS[name]).to_json()
    assert "\\u0000" not in stored
    stored.encode("utf-8")
    assert ReadMail.from_json(stored) == read_mail(MAILS[name])


@pytest.mark.parametrize("name", MAILS)
def test_every_attachment_listed_can_be_had(name: str) -> None:
    for part in read_mail(MAILS[name]).parts:
        assert len(attachment_bytes(MAILS[name], part.position)) == part.size


@pytest.mark.parametrize("name", ["01-no-final-boundary", "11-winmail-only", "13-uuencode", "22-no-disposition"])
def test_the_file_comes_out_as_it_went_in(name: str) -> None:
    assert attachment_bytes(MAILS[name], 0) == PDF


@pytest.mark.parametrize("name", MAILS)
def test_the_mails_on_disk_are_those_the_builder_writes(name: str) -> None:
    assert (Path(FOLDER) / f"{name}.eml").read_bytes() == MAILS[name]
