"""What Outlook packs into winmail.dat comes out: the letter in whatever form, every file byte for byte, every name."""

import base64

import pytest

from dueregard.rules.mime.incoming import attachment_bytes, read_mail
from dueregard.rules.mime.winmail import read_winmail
from tests.mail.make import ANSWER, mail, mixed, part, winmail
from tests.mail.winmail import (
    BODY,
    CONTENT_ID,
    DATA,
    HTML,
    HTML_PAGE,
    LONG_NAME,
    MESSAGE_INSIDE,
    OLE_INSIDE,
    RICH_TEXT,
    SENDER,
    SHORT_NAME,
    SUBJECT,
    TYPE,
    attribute,
    binary,
    compressed,
    file,
    message,
    named,
    narrow,
    number,
    thing,
    tnef,
    wide,
)

REFUSED = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss Arial;}}\f0 The council \b refuses\b0  your request.\par }"


def test_a_letter_that_is_there_only_as_compressed_rich_text_is_read() -> None:
    read = read_winmail(tnef(message(binary(RICH_TEXT, compressed(REFUSED)))))
    assert (read.text, read.notes) == ("The council refuses your request.", ())


def test_rich_text_that_cannot_be_unpacked_is_noted_and_the_winmail_kept() -> None:
    read = read_mail(mixed(winmail(tnef(message(binary(RICH_TEXT, b"LZFu")), file(title=b"a.txt", data=b"a")))))
    assert "rich text that could not be unpacked" in read.notes[0]
    assert [one.name for one in read.parts] == ["a.txt", "winmail.dat"]


def test_of_several_forms_of_the_letter_the_plain_one_is_the_text() -> None:
    forms = (binary(RICH_TEXT, compressed(REFUSED)), wide(BODY, "We refuse £5 – sorry."), binary(HTML, b"<p>Web</p>"))
    assert read_winmail(tnef(message(*forms))).text == "We refuse £5 – sorry."


def test_html_is_read_in_the_character_set_that_stands_beside_it() -> None:
    page = message(binary(HTML, "<p>Tŷ £5</p>".encode()), number(HTML_PAGE, 65001))
    read = read_mail(mixed(winmail(tnef(page))))
    assert (read.text, read.safe_html) == ("Tŷ £5", "<p>Tŷ £5</p>")


def test_names_are_read_in_unicode_and_in_the_code_page_of_the_message() -> None:
    files = (
        file(wide(LONG_NAME, "Ymateb – tŷ £12m.xlsx"), narrow(SHORT_NAME, b"YMATEB~1.XLS"), data=b"1"),
        file(narrow(LONG_NAME, "Zażółć.txt".encode("cp1250")), data=b"2"),
        file(title="Größe.doc".encode("cp1250"), data=b"3"),
    )
    names = [one.name for one in read_winmail(tnef(*files, page=1250)).files]
    assert names == ["Ymateb – tŷ £12m.xlsx", "Zażółć.txt", "Größe.doc"]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 25, 512, 70_001])
def test_a_file_comes_out_byte_for_byte_whatever_it_ends_in_and_however_it_is_kept(size: int) -> None:
    content = b"\x01" * (size // 2) + bytes(size - size // 2)
    kept = (file(binary(DATA, content)), file(data=content), file(thing(DATA, OLE_INSIDE, content)))
    assert [one.content for one in read_winmail(tnef(*kept)).files] == [content] * 3


def test_a_file_says_what_kind_it_is_and_where_the_letter_shows_it() -> None:
    picture = file(wide(TYPE, "image/png"), wide(CONTENT_ID, "<a@b>"), wide(LONG_NAME, "a.png"), data=b"\x89PNG")
    found = read_mail(mixed(winmail(tnef(picture)))).parts[0]
    assert (found.declared_type, found.content_id, found.origin) == ("image/png", "a@b", "winmail")


def test_a_message_inside_is_read_and_its_files_are_listed() -> None:
    inner = tnef(
        message(wide(SUBJECT, "FOI/2026/12 answer"), wide(SENDER, "A Person"), wide(BODY, "The answer is 12.")),
        file(title=b"annex.txt", data=b"annex"),
    )
    read = read_mail(mixed(part(ANSWER), winmail(tnef(file(thing(DATA, MESSAGE_INSIDE, inner))))))
    assert [one.name for one in read.parts] == ["FOI 2026 12 answer.dat", "annex.txt"]
    assert (read.nested[0].subject, read.nested[0].text) == ("FOI/2026/12 answer", "The answer is 12.")
    assert read.nested[0].sender.name == "A Person"


def test_messages_inside_messages_end_somewhere() -> None:
    inner = tnef(message(wide(BODY, "innermost")))
    for _ in range(50):
        inner = tnef(file(thing(DATA, MESSAGE_INSIDE, inner)))
    assert 5 < len(read_winmail(inner).files) < 15


def test_properties_with_names_and_several_values_do_not_hide_those_behind_them() -> None:
    assert read_winmail(tnef(message(named("Keywords"), wide(BODY, "after them")))).text == "after them"


def test_the_letter_is_not_shown_twice_where_it_also_stands_beside_the_winmail() -> None:
    same = tnef(message(wide(BODY, ANSWER.decode().replace("\n", "\r\n"))))
    assert read_mail(mixed(part(ANSWER), winmail(same))).text.count("Please find our answer") == 1
    more = read_mail(mixed(part(b"See the enclosed.\n"), winmail(tnef(message(wide(BODY, "It is refused."))))))
    assert "See the enclosed." in more.text
    assert "It is refused." in more.text


@pytest.mark.parametrize("name", ["ATT00001.dat", "win.dat", ""])
def test_a_winmail_is_known_by_its_first_bytes_under_another_name(name: str) -> None:
    content = base64.encodebytes(tnef(message(wide(BODY, "It is refused."))))
    fields = {"Content_Disposition": f'attachment; filename="{name}"'} if name else {}
    raw = mail(content, Content_Type="application/octet-stream", Content_Transfer_Encoding="base64", **fields)
    assert "It is refused." in read_mail(raw).text


def test_what_is_cut_short_or_followed_by_something_gives_what_it_holds_and_says_so() -> None:
    whole = tnef(message(wide(BODY, "It is refused.")), file(title=b"a.txt", data=b"0123456789"))
    cut = read_winmail(whole[: whole.index(b"0123456789") + 4])
    assert (cut.text, [one.content for one in cut.files]) == ("It is refused.", [b"0123"])
    assert "cut short" in cut.notes[0]
    assert "followed by data" in read_winmail(whole + b"\x07" * 50).notes[0]
    assert read_winmail(whole + bytes(50)).notes == ()


def test_a_list_that_announces_more_than_it_holds_is_read_as_far_as_it_goes() -> None:
    announced = attribute(1, 0x00069003, b"\xff\xff\xff\xff" + wide(BODY, "It is refused."))
    read = read_winmail(tnef(announced))
    assert (read.text, read.notes) == ("It is refused.", ("A piece of the winmail.dat could not be read.",))


def test_a_winmail_without_letter_and_files_is_kept_as_it_came() -> None:
    whole = tnef()
    raw = mixed(part(ANSWER), winmail(whole))
    assert [one.name for one in read_mail(raw).parts] == ["winmail.dat"]
    assert attachment_bytes(raw, 0) == whole
