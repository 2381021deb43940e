"""A text is read in the character set it is in, whatever its label says; in doubt it is shown as it came and noted."""

import base64
from email.header import Header

import pytest

from dueregard.rules.mime.charset_doubts import coded_twice, reads_as_no_language
from dueregard.rules.mime.incoming import ReadMail, read_mail
from dueregard.rules.mime.text import decode, header_text
from tests.mail.make import mail, mixed, part, pdf

WORDS = "The council spent £3,120 – “Prevent” – at Tŷ’r café."
PLAIN = "We hold nothing.\n"


def read(words: bytes, charset: str, **fields: str) -> ReadMail:
    """Read a letter of these bytes under this label."""
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    return read_mail(mail(base64.encodebytes(words), Content_Type=kind, Content_Transfer_Encoding="base64", **fields))


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "utf-16be", "utf-32", "us-ascii", "utf-8", "iso-8859-1", ""])
def test_a_text_of_two_or_four_bytes_a_character_is_read_with_and_without_its_mark(codec: str, label: str) -> None:
    assert read(WORDS.encode(codec), label).text == WORDS
    assert read(PLAIN.encode(codec), label).text == PLAIN.strip()


def test_a_text_in_two_bytes_that_has_no_noughts_is_read_as_its_label_says() -> None:
    assert read("資訊自由法令".encode("utf-16-be"), "utf-16").text == "資訊自由法令"
    assert read("資訊自由\n法令".encode("utf-16-le"), "utf-16").text == "資訊自由\n法令"


def test_an_ordinary_text_called_utf_16_is_read_as_what_it_is() -> None:
    letter = read(WORDS.encode(), "utf-16")
    assert letter.text == WORDS
    assert read(PLAIN.encode(), "utf-16").text == PLAIN.strip()


def test_a_file_of_numbers_that_calls_itself_text_is_attached() -> None:
    numbers = b"".join((number * 7 % 199 - 99).to_bytes(2, "little", signed=True) for number in range(2_000))
    assert [one.origin for one in read(numbers, "us-ascii").parts] == ["body"]


@pytest.mark.parametrize("label", ["iso-8859-1", "iso-8859-15", "windows-1252", "windows-1250", "koi8-r", "us-ascii"])
def test_utf_8_under_another_label_is_read_as_utf_8(label: str) -> None:
    assert read(WORDS.encode(), label).text == WORDS
    assert header_text(f"=?{label}?B?{base64.b64encode(WORDS.encode()).decode()}?=".encode()) == WORDS


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252"])
def test_what_is_not_utf_8_stays_what_its_label_says(label: str) -> None:
    assert read("Café £5".encode("cp1252"), label).text == "Café £5"


def test_a_web_page_that_names_its_own_character_set_is_read_in_it() -> None:
    page = '<html><head><meta charset="windows-1251"></head><p>Прямо</p></html>'.encode("cp1251")
    assert read_mail(mail(page, Content_Type="text/html")).text == "Прямо"


@pytest.mark.parametrize(
    ("garbled", "right"),
    [("canâ€™t", "can’t"), ("costs Â£600 or Â£7", "£600"), ("CafÃ© rÃ©sumÃ©", "Café"), ("canÃ¢â‚¬â„¢t", "can’t")],
)
def test_characters_that_were_encoded_twice_are_noted_with_an_example(garbled: str, right: str) -> None:
    assert f"may stand for “{right}”" in coded_twice(garbled)
    letter = read(garbled.encode(), "utf-8")
    assert letter.text == garbled
    assert any("encoded twice" in note for note in letter.notes)


@pytest.mark.parametrize(
    "text", [WORDS, "voilà\xa0» à\xa0la", "Ymateb i’ch cais â’r tŷ", "Žižkov", "naïve façade – Łódź", "£5 – ½ €"]
)
def test_good_text_is_not_doubted(text: str) -> None:
    assert coded_twice(text) == ""
    assert not reads_as_no_language(text * 20)


def test_letters_of_another_script_under_a_latin_label_are_read_as_the_header_is_or_noted() -> None:
    arabic = "لا نحتفظ بهذه المعلومات".encode("cp1256")
    subject = Header("الرد", "windows-1256").encode()
    letter = read(arabic, "iso-8859-1", Subject=subject)
    assert letter.text == "لا نحتفظ بهذه المعلومات"
    assert any("read as windows-1256" in note for note in letter.notes)
    alone = read(arabic, "iso-8859-1")
    assert alone.text == decode(arabic, "iso-8859-1").text
    assert any("may be in another character set" in note for note in alone.notes)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"=?iso-8859-1?Q?R\xe9ponse_=A312?=", "Réponse £12"),
        (b"=?utf-8?Q?T\xc5\xb7_=C2=A35?=", "Tŷ £5"),
        (b"Re: =?iso-8859-1?Q?R\xe9ponse?= T\xc5\xb7", "Re: Réponse Tŷ"),
        (b"=?utf-8?Q?Is_this_right??= yes", "Is this right? yes"),
        (b"=?utf-8?Q?What?_Now?=", "What? Now"),
        (b"=?utf-8?Q?cut short =?utf-8?Q?whole?=", "=?utf-8?Q?cut short whole"),
    ],
)
def test_raw_characters_inside_encoded_words_belong_to_the_word(raw: bytes, shown: str) -> None:
    assert header_text(raw) == shown


def test_a_name_with_a_raw_character_in_its_encoded_word_is_read_in_the_addresses_and_the_files() -> None:
    word = b"=?iso-8859-1?Q?R\xe9my_=A3?="
    name = b'attachment; filename="' + word + b'"'
    found = read_mail(mixed(pdf().replace(b'attachment; filename="answer.pdf"', name), From=word + b" <r@a.example>"))
    assert (found.sender.name, found.parts[0].name) == ("Rémy £", "Rémy £")
    assert read_mail(mixed(part(b"x"), From=word + b" <r@a.example>")).sender.address == "r@a.example"
