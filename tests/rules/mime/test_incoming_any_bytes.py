"""No bytes make the reading or sorting of mail raise, hang or grow, and limits are said in notes."""

import random
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.rules.mail.quotes import fold_quotes
from dueregard.rules.mail.triage import facts_wanted, near_wanted, triage
from dueregard.rules.mime.incoming import NoSuchAttachment, ReadMail, attachment_bytes, read_mail
from dueregard.rules.mime.limits import MAX_PARTS, MAX_TEXT_CHARS
from tests.mail.make import MAILS, mail, mixed, part
from tests.rules.mail.test_triage import KNOWN, PATTERN

SPLICES = [
    b"Content-Type: multipart/mixed; boundary=edge\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Transfer-Encoding: base64\n",
    b"\n--edge\n",
    b"\n--edge--\n",
    b"charset=utf-7",
    b"charset=idna",
    b"=?utf-8?b?",
    b"\x00",
    b"\xed\xa0\x80",
    b'"',
    b"<" * 40,
    b"@" * 40,
    b";" * 40,
    b"begin 644 x\n",
]
ODD_SIGNS = bytes(range(32)) + b'"<>;:=?@\xff\xfe\xed'


def is_storable(read: ReadMail) -> bool:
    text = read.to_json()
    text.encode("utf-8")
    return "\\u0000" not in text and ReadMail.from_json(text) == read


def mutated(raw: bytes, seed: int) -> bytes:
    """Cut, double, overwrite and splice a mail as often as the seed says."""
    chance = random.Random(seed)
    mail_bytes = bytearray(raw)
    for _ in range(chance.randint(1, 20)):
        place = chance.randrange(len(mail_bytes) + 1)
        what = chance.randrange(4)
        if what == 0:
            mail_bytes[place : place + 1] = bytes([chance.choice(ODD_SIGNS)])
        elif what == 1:
            del mail_bytes[place : place + chance.randrange(80)]
        elif what == 2:
            start = chance.randrange(len(mail_bytes) + 1)
            mail_bytes[place:place] = mail_bytes[start : start + chance.randrange(200)]
        else:
            mail_bytes[place:place] = chance.choice(SPLICES)
    return bytes(mail_bytes)


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(raw: bytes) -> None:
    assert is_storable(read_mail(raw))


@given(st.lists(st.one_of(st.sampled_from(SPLICES), st.binary(max_size=60), st.just(b"\n")), max_size=40))
def test_any_pieces_of_mail_are_read(pieces: list[bytes]) -> None:
    assert is_storable(read_mail(b"".join(pieces)))


@settings(max_examples=300)
@given(st.sampled_from(sorted(MAILS)), st.integers(min_value=0, max_value=2**32))
def test_broken_mails_broken_further_are_read(name: str, seed: int) -> None:
    raw = mutated(MAILS[name], seed)
    read = read_mail(raw)
    assert is_storable(read)
    for entry in read.parts[:3]:
        assert len(attachment_bytes(raw, entry.position)) == entry.size


HOSTILE = {
    "signs that begin an address": b"To: " + b"@" * 300_000 + b"\n\nx",
    "one endless word": b"To: " + b"a" * 1_000_000 + b"\n\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?a" * 50_000 + b"\n\nx",
    "parameters": b"Content-Type: text/plain" + b'; a="' * 100_000 + b"\n\nx",
    "pieces of a name": b"Content-Type: a/b" + b"".join(b"; n*%d*=%%41" % n for n in range(20_000)) + b"\n\nx",
    "headers": b"X-A: 1\n" * 50_000 + b"\nx",
    "one header of many lines": b"Subject: a\n" + b" b\n" * 100_000 + b"\nx",
    "tags": mail(b"<div>" * 100_000, Content_Type="text/html"),
    "attributes": mail(b"<a " + b" ".join(b"a%d" % n for n in range(50_000)) + b">", Content_Type="text/html"),
    "tables": mail(b"<table><tr><td>" * 30_000, Content_Type="text/html"),
    "unended markup": mail(b"<!" * 200_000, Content_Type="text/html"),
    "uuencoded beginnings": mail(b"begin 644 a\nM#0V%T\n" * 20_000),
    "boundaries": mail(b"--edge\n" * 50_000, Content_Type="multipart/mixed; boundary=edge"),
    "almost boundaries": mail(b"--edger\n" * 100_000, Content_Type="multipart/mixed; boundary=edge"),
    "forwards": mail(b"Content-Type: message/rfc822\n\n" * 1_500, Content_Type="message/rfc822"),
    "base64 endings": mail(b"QQ==" * 100_000, Content_Transfer_Encoding="base64"),
    "message ids": mail(References="<" * 100_000),
}


WORDY = {
    "many lines": mail(b"a\n" * 400_000),
    "many attributions": mail(b"On 3 November 2026\n" * 50_000),
    "many headers in the text": mail(b"From: x\n" * 100_000),
    "one endless line": mail(b"Thank you for your request " * 35_000),
    "many links": mail(b"https://a.sharepoint.com/x " * 35_000),
    "many addresses": mail(To=", ".join(f"foi-{number:013d}@example.org" for number in range(3_000))),
    "a long subject": mail(Subject="Re: " * 100_000),
}


@pytest.mark.parametrize("name", {**HOSTILE, **WORDY})
@pytest.mark.timeout(60)
def test_what_is_made_to_exhaust_us_is_sorted_all_the_same(name: str) -> None:
    read = read_mail({**HOSTILE, **WORDY}[name])
    assert len(near_wanted(facts_wanted(read, PATTERN), ())) < 3_300
    assert triage(read, KNOWN).kind_reasons
    assert "\n".join(passage.text for passage in fold_quotes(read.text)) == read.text


@settings(max_examples=200)
@given(st.sampled_from(sorted(MAILS)), st.integers(min_value=0, max_value=2**32))
def test_broken_mails_are_sorted_with_reasons(name: str, seed: int) -> None:
    verdict = triage(read_mail(mutated(MAILS[name], seed)), KNOWN)
    assert verdict.kind_reasons
    assert verdict.filing.reasons


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(60)
def test_what_is_made_to_exhaust_us_is_read_all_the_same(name: str) -> None:
    assert is_storable(read_mail(HOSTILE[name]))


def test_more_parts_than_any_mail_has_are_said_to_be_left_out() -> None:
    read = read_mail(mixed(*[part(b"x", "application/pdf")] * (MAX_PARTS + 10)))
    assert len(read.parts) == MAX_PARTS
    assert not read.is_complete
    assert any("were not read" in note for note in read.notes)


def test_a_text_too_long_to_show_is_attached_whole() -> None:
    body = b"one line of a long letter\n" * 60_000
    read = read_mail(mail(body))
    assert len(read.text) <= MAX_TEXT_CHARS
    assert not read.is_complete
    assert attachment_bytes(mail(body), 0) == body


def test_fifteen_hundred_parts_side_by_side_are_all_read() -> None:
    read = read_mail(mixed(*[part(b"A line.\n")] * 1_500))
    assert read.text.count("A line.") == 1_500
    assert read.is_complete


def test_an_attachment_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchAttachment):
        attachment_bytes(MAILS["21-two-same-names"], 3)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)


@given(text=words, name=st.from_regex(r"[A-Za-zäöüß0-9 ]{1,30}\.pdf", fullmatch=True), content=st.binary(max_size=300))
def test_a_whole_mail_is_read_as_the_standard_library_reads_it(text: str, name: str, content: bytes) -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "foi@northport.example", "asha@southport.example", "An answer"
    made.set_content(text)
    made.add_alternative(f"<p>{text}</p>", subtype="html")
    made.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    raw = made.as_bytes()
    theirs = message_from_bytes(raw, policy=policy.default)
    body = theirs.get_body(("plain",))
    ours = read_mail(raw)
    assert body is not None
    assert ours.text.split() == str(body.get_content()).replace("\ufeff", "").split()
    assert attachment_bytes(raw, 0) == content
    assert ours.parts[0].name == " ".join(name.split()).strip(" .")
