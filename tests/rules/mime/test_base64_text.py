"""Base64 comes out whole with whatever a gateway put around it, and the gateway's words stay words."""

import base64
from random import Random

import pytest

from dueregard.rules.mime import base64_text
from dueregard.rules.mime.base64_text import base64_and_rest, decode_base64
from dueregard.rules.mime.incoming import attachment_bytes, read_mail
from tests.mail.make import PDF, mail, mixed, part

DATA = Random(1).randbytes(3_000)
CODED = base64.encodebytes(DATA)
FOOTER = b"________________\nDisclaimer\nThis email was scanned. It may be monitored.\n"
WORD = b"Confidential\n"  # a word that could be base64
BANNER = b"CAUTION: this email came from outside.\n\n"


@pytest.mark.parametrize("length", [3_000, 2_999, 2_998, 60, 1])
@pytest.mark.parametrize("gap", [b"", b"\n", b"\n\n"])
@pytest.mark.parametrize("footer", [b"", FOOTER, WORD + FOOTER, b"Kind regards\n", b"\n" + WORD + b"\nThe FOI team.\n"])
def test_what_a_gateway_adds_is_no_part_of_the_content(length: int, gap: bytes, footer: bytes) -> None:
    content, rest = base64_and_rest(base64.encodebytes(DATA[:length]) + gap + footer)
    assert (content, rest) == (DATA[:length], footer.strip())


def test_a_banner_before_the_content_is_no_part_of_it_either() -> None:
    assert base64_and_rest(BANNER + CODED + b"\n" + FOOTER) == (DATA, BANNER.strip() + b"\n\n" + FOOTER.strip())


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("length", [60, 64, 72, 76, 1_000, 100_000])
def test_lines_of_any_length_are_read(line_end: bytes, length: int) -> None:
    coded = base64.b64encode(DATA)
    lines = line_end.join(coded[place : place + length] for place in range(0, len(coded), length))
    assert base64_and_rest(lines + line_end * 2 + FOOTER)[0] == DATA


def test_pieces_that_were_encoded_one_by_one_are_joined() -> None:
    pieces = b"".join(base64.encodebytes(DATA[place : place + 100]) for place in range(0, 3_000, 100))
    assert decode_base64(pieces) == DATA
    assert base64_and_rest(pieces + FOOTER)[0] == DATA


def test_a_line_with_a_stray_character_does_not_end_the_content() -> None:
    lines = CODED.split(b"\n")
    lines[5] += b"!"
    assert base64_and_rest(b"\n".join(lines)) == (DATA, b"")


def test_words_that_are_only_labelled_as_base64_are_shown() -> None:
    raw = mail(b"The council refuses your request.\n", Content_Transfer_Encoding="base64")
    assert read_mail(raw).text == "The council refuses your request."


def test_a_footer_stands_under_a_letter_in_html_too() -> None:
    page = base64.encodebytes(b"<html><p>The council refuses your request under section 14, as it said.</p></html>")
    raw = mail(page + FOOTER, Content_Type="text/html", Content_Transfer_Encoding="base64")
    assert read_mail(raw).text.startswith("The council refuses")
    assert "It may be monitored." in read_mail(raw).safe_html


def test_a_file_keeps_its_bytes_and_the_words_around_it_are_noted() -> None:
    fields = {"Content_Transfer_Encoding": "base64", "Content_Disposition": 'attachment; filename="a.pdf"'}
    raw = mixed(part(base64.encodebytes(PDF) + FOOTER, "application/pdf", **fields))
    assert attachment_bytes(raw, 0) == PDF
    assert any("around an encoded file" in note and "monitored" in note for note in read_mail(raw).notes)
    assert not read_mail(raw).is_complete


@pytest.mark.parametrize("unit", [b"QUJD\n", b"a b\n", b"!\n", b"QQ==\n", b"word\n\n"])
def test_every_line_is_looked_at_once(unit: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [0]
    is_data = base64_text._is_surely_data

    def counted(line: bytes) -> bool:
        looks[0] += 1
        return is_data(line)

    monkeypatch.setattr(base64_text, "_is_surely_data", counted)
    for length in (10_000, 100_000, 1_000_000):
        looks[0] = 0
        base64_and_rest(unit * (length // len(unit)))
        assert looks[0] <= length / len(unit)
