"""Files written into a text or a part between `begin` and `end` come out, and what is damaged stays visible."""

import base64
import binascii

import pytest

from dueregard.rules.mime import uuencode
from dueregard.rules.mime.incoming import attachment_bytes, read_mail
from dueregard.rules.mime.uuencode import take_out_uuencoded
from tests.mail.make import ANSWER, PDF, mail, mixed, part, uuencoded


@pytest.mark.parametrize("encoding", ["x-uuencode", "uuencode", "x-uue", "UUE"])
def test_a_part_that_is_sent_uuencoded_is_the_file_it_was(encoding: str) -> None:
    fields = {"Content_Transfer_Encoding": encoding, "Content_Disposition": 'attachment; filename="a.pdf"'}
    raw = mixed(part(ANSWER), part(uuencoded(), "application/pdf", **fields))
    assert (attachment_bytes(raw, 0), read_mail(raw).notes) == (PDF, ())


def test_a_part_that_only_says_so_is_kept_and_noted() -> None:
    raw = mixed(part(b"no such thing", "application/pdf", Content_Transfer_Encoding="uuencode"))
    assert attachment_bytes(raw, 0) == b"no such thing"
    assert "cannot be read as that" in read_mail(raw).notes[0]


def test_a_file_in_base64_between_the_marks_comes_out() -> None:
    block = "begin-base64 644 answer.pdf\n" + base64.encodebytes(PDF).decode() + "====\n"
    text, files = take_out_uuencoded("Before.\n" + block + "After.\n")
    assert (text, [(one.name, one.content, one.note) for one in files]) == (
        "Before.\nAfter.\n",
        [("answer.pdf", PDF, "")],
    )


def test_several_files_come_out_one_by_one() -> None:
    raw = mail(b"Two files.\n" + uuencoded() + b"and\n" + uuencoded() + b"Yours\n")
    assert [attachment_bytes(raw, place) for place in range(2)] == [PDF, PDF]
    assert read_mail(raw).text == "Two files.\nand\nYours"


@pytest.mark.parametrize(
    "unit", ["begin 644 a\n", "begin 644 a\nM" + "0" * 60 + "\n", "end\n", "begin 644 a\n`\nend\n"]
)
def test_every_line_is_decoded_once(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [0]
    decode = uuencode._line

    def counted(line: str) -> bytes:
        steps[0] += 1
        return decode(line)

    monkeypatch.setattr(uuencode, "_line", counted)
    for length in (10_000, 100_000, 1_000_000):
        steps[0] = 0
        take_out_uuencoded(unit * (length // len(unit)))
        assert steps[0] <= 2 * length / len(unit) + 2


def test_a_line_too_long_for_its_length_is_read_as_far_as_it_says() -> None:
    line = binascii.b2a_uu(b"abc").decode().rstrip("\n") + "    \n"
    assert take_out_uuencoded("begin 644 a\n" + line + "`\nend\n")[1][0].content == b"abc"
