"""Each e-mail that mail programs, gateways and mail systems garble is read as its writer meant it.

The e-mails lie in `tests/mail/reading`: invented letters, each garbled in one way that real ones are.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from dueregard.rules.mail.quotes import own_words
from dueregard.rules.mime.incoming import ReadMail, attachment_bytes, read_mail
from tests.mail.make import FOLDER

READING = FOLDER / "reading"
WORDS = "The council spent £3,120 on Prevent training in 2025/26 – see Annex A. Café staff were not included."


def names(mail: ReadMail) -> list[str]:
    """Return the names of the files that are no signature."""
    return [part.name for part in mail.parts if part.origin != "signature"]


def noted(mail: ReadMail, words: str) -> bool:
    """Tell whether a note for the reader says these words."""
    return any(words in note for note in mail.notes)


EXPECTED: list[tuple[str, Callable[[ReadMail], bool]]] = [
    (
        "28-winmail-letter-in-rtf-beside-a-file",
        lambda m: "the council is refusing your request under section 24" in m.text and names(m) == ["Annex A.doc"],
    ),
    ("30-winmail-file-ends-in-noughts", lambda m: m.text == "See file" and [one.size for one in m.parts] == [512]),
    ("31-base64-letter-then-gateway-footer", lambda m: WORDS in m.text and "scanned by Northport" in m.text),
    ("31-base64-letter-then-gateway-footer", lambda m: noted(m, "gateway added words") and "Â" not in m.text),
    ("33-attachment-in-uuencode", lambda m: (names(m), m.parts[0].size, m.notes) == (["Annex.txt"], 31, ())),
    ("34-utf-16-letter-without-a-mark", lambda m: WORDS in m.text and m.parts == () and m.notes == ()),
    ("36-utf-8-letter-labelled-latin-1", lambda m: WORDS in m.text and noted(m, "labelled iso-8859-1 but is UTF-8")),
    ("37-file-after-the-end", lambda m: names(m) == ["Annex A.pdf"] and noted(m, "after its end")),
    (
        "39-name-in-pieces-of-an-encoded-word",
        lambda m: names(m) == ["Ymateb i gais £12m hyfforddiant staff addysg.xlsx"],
    ),
    (
        "41-forwarded-letter-with-slashes-in-its-subject",
        lambda m: names(m) == ["FOI 2026 0123 response of 12 11 2026.eml"],
    ),
    ("42-subject-raw-sign-inside-an-encoded-word", lambda m: m.subject == "Réponse £12"),
    (
        "44-flowed-with-a-cut-link",
        lambda m: "https://northport.icasework.com/servlet/ep.ext?ref=D123456789&auth=0987654321&lang=en\n" in m.text,
    ),
    ("44-flowed-with-a-cut-link", lambda m: m.text.endswith("It will be removed on 23 December 2026.")),
    ("47-date-as-c-writes-it", lambda m: m.sent_at == datetime(2026, 11, 23, 10, tzinfo=UTC)),
    ("47-date-as-c-writes-it", lambda m: noted(m, "no known time zone; read as UTC, it was sent on 23 November 2026")),
    ("54-smime-named-octet-stream", lambda m: WORDS in m.text and names(m) == ["Annex A.pdf"]),
    ("54-smime-named-octet-stream", lambda m: m.protection == "signed"),
    ("55-smime-opaque-signed", lambda m: WORDS in m.text and names(m) == ["Annex A.pdf"]),
    (
        "56-forwarded-letter-without-name-or-subject",
        lambda m: names(m) == ["forwarded-message.eml", "answer.pdf"] and m.nested[0].text == "The answer is 12.",
    ),
    (
        "57-subject-cut-inside-signs",
        lambda m: m.subject == "Ymateb i’ch cais am wybodaeth – Prevent, hyfforddiant a’r £ gwario",
    ),
    ("u09-1252-called-ascii", lambda m: "Our reply is attached – it’s “partial” and costs £12.50." in m.text),
    ("u10-windows-1258", lambda m: m.text == "Căn cư: câu"),
    (
        "u11-arabic-called-latin1",
        lambda m: m.text.startswith("لا نحتفظ بهذه المعلومات") and noted(m, "it was read as windows-1256"),
    ),
    (
        "u12-utf8-twice",
        lambda m: "canâ€™t release" in m.text and noted(m, "“canâ€™t” may stand for “can’t”"),
    ),
    ("u25-answer-only-in-attached-mail", lambda m: "attached to this inner mail" in m.nested[0].text),
    ("u42-no-zone", lambda m: noted(m, "read as UTC, it was sent on 11 July 2026")),
]


@pytest.mark.parametrize(("name", "is_right"), EXPECTED, ids=[name for name, _ in EXPECTED])
def test_a_garbled_mail_is_read_as_it_was_meant(name: str, is_right: Callable[[ReadMail], bool]) -> None:
    mail = read_mail((READING / f"{name}.eml").read_bytes())
    assert is_right(mail), mail


def test_a_file_that_ends_in_noughts_comes_out_byte_for_byte() -> None:
    raw = (READING / "30-winmail-file-ends-in-noughts.eml").read_bytes()
    whole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1invented document".ljust(512, b"\0")
    assert sha256(attachment_bytes(raw, 0)).digest() == sha256(whole).digest()


def test_a_uuencoded_part_comes_out_as_the_file_it_was() -> None:
    raw = (READING / "33-attachment-in-uuencode.eml").read_bytes()
    assert attachment_bytes(raw, 0) == b"The council spent 3120 pounds.\n"


def test_what_a_mail_program_in_welsh_quotes_is_folded() -> None:
    own = own_words(read_mail((READING / "53-welsh-quoting.eml").read_bytes()).text)
    assert own.endswith("We do not hold this.")


@pytest.mark.parametrize("path", sorted(READING.glob("*.eml")), ids=lambda path: path.stem)
def test_what_was_garbled_can_be_stored_and_each_file_of_it_had(path: object) -> None:
    raw = (READING / getattr(path, "name", "")).read_bytes()
    mail = read_mail(raw)
    assert ReadMail.from_json(mail.to_json()) == mail
    assert [len(attachment_bytes(raw, part.position)) for part in mail.parts] == [part.size for part in mail.parts]
