"""Nothing that came is left out without a word: what stands around the parts, pieces of a message, letters in files."""

import base64

import pytest

from dueregard.rules.mime.boundaries import divide
from dueregard.rules.mime.incoming import ReadMail, attachment_bytes, read_mail
from tests.mail.make import ANSWER, HEAD, PDF, mail, mixed, part, pdf

REFUSED = b"The council refuses your request."


def noted(read: ReadMail, words: str) -> bool:
    """Tell whether a note says these words."""
    return any(words in note for note in read.notes)


def test_parts_after_the_end_are_listed_and_noted() -> None:
    read = read_mail(mixed(part(ANSWER)) + b"--edge\n" + pdf() + b"\n--edge--\n")
    assert [one.name for one in read.parts] == ["answer.pdf"]
    assert noted(read, "come after its end")


@pytest.mark.parametrize("end", [b"--edge--\n", b"\n--edge--"])
def test_a_few_words_after_the_end_are_noted_in_full(end: bytes) -> None:
    read = read_mail(mixed(part(ANSWER), closing="--edge--\n") + b"\n" + REFUSED + b"\n" + end)
    assert noted(read, "text after its end")
    assert noted(read, REFUSED.decode())
    assert not read.is_complete


def test_many_words_after_the_end_are_listed_as_a_file() -> None:
    raw = mixed(part(ANSWER)) + REFUSED * 20
    assert [one.name for one in read_mail(raw).parts] == ["after-its-end.txt"]
    assert attachment_bytes(raw, 0).strip() == REFUSED * 20


def test_words_before_the_first_part_are_noted_unless_they_only_speak_of_mime() -> None:
    fields = {"Content_Type": 'multipart/mixed; boundary="edge"'}
    body = b"--edge\n" + part(ANSWER) + b"\n--edge--\n"
    assert read_mail(mail(b"This is a multi-part message in MIME format.\n" + body, **fields)).notes == ()
    assert noted(read_mail(mail(REFUSED + b"\n" + body, **fields)), "before its first part, which e-mail programs")


def test_a_part_inside_with_the_same_boundary_loses_nothing() -> None:
    inner = part(b"--edge\n" + part(ANSWER) + b"\n--edge--\n", 'multipart/alternative; boundary="edge"')
    read = read_mail(mixed(inner, pdf()))
    assert "Please find our answer" in read.text
    assert [one.name for one in read.parts] == ["answer.pdf"]


@pytest.mark.parametrize("unit", [b"--edge\n", b"--edge--\n", b"--edge\n\n", b"--edgex\n", b"--edge--\nx\n"])
def test_each_byte_is_passed_once(unit: bytes) -> None:
    for length in (1_000, 10_000):
        found = divide(unit * length, 0, len(unit) * length, b"edge")
        assert len(found.parts) + len(found.after) <= length + 2


def test_a_piece_of_a_message_says_that_it_is_one() -> None:
    kind = 'message/partial; id="a@b"; number={}; total=3'
    first = read_mail(mail(b"Subject: Our answer\n\n" + REFUSED, Content_Type=kind.format(1)))
    assert first.nested[0].text == REFUSED.decode()
    assert noted(first, "It is only piece 1 of 3 of a message")
    second = mail(REFUSED, Content_Type=kind.format(2))
    assert [one.name for one in read_mail(second).parts] == ["piece 2 of 3.txt"]
    assert not read_mail(second).is_complete


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/plain", "application/eml"])
@pytest.mark.parametrize("is_coded", [True, False])
def test_a_letter_in_a_file_that_is_called_something_else_is_read(kind: str, is_coded: bool) -> None:
    letter = mail(REFUSED, Subject="Our answer")
    fields = {"Content_Disposition": 'attachment; filename="Our answer.eml"'}
    if is_coded:
        fields["Content_Transfer_Encoding"] = "base64"
    raw = mixed(part(ANSWER), part(base64.encodebytes(letter) if is_coded else letter, kind, **fields))
    read = read_mail(raw)
    assert (read.nested[0].subject, read.nested[0].text) == ("Our answer", REFUSED.decode())
    assert [one.name for one in read.parts] == ["Our answer.eml"]


def test_a_file_that_is_only_called_a_letter_stays_a_file() -> None:
    fields = {"Content_Disposition": 'attachment; filename="a.eml"', "Content_Transfer_Encoding": "base64"}
    read = read_mail(mixed(part(base64.encodebytes(PDF), "application/octet-stream", **fields)))
    assert (read.nested, [one.origin for one in read.parts]) == ((), ["attached"])


def test_rich_text_that_is_the_letter_is_read() -> None:
    rich = rb"{\rtf1\ansi The council refuses your request.\par}"
    read = read_mail(mail(rich, Content_Type="application/rtf"))
    assert read.text == REFUSED.decode()
    assert [one.name for one in read.parts] == ["file-1.rtf"]


def test_headers_alone_are_an_email_without_text() -> None:
    assert read_mail(b"Subject: x\n").subject == "x"
    assert HEAD["Subject"] == read_mail(mail()).subject
