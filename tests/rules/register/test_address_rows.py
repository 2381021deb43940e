"""A list of addresses is read however it was pasted or saved, and what cannot be read says why."""

import pytest

from dueregard.rules.register.address_rows import MOST, AddressRow, NotAList, read_list, text_of

WANTED = AddressRow(
    1, "University of Northport", "foi@northport.example", "https://northport.example/foi", "2026-11-02"
)


def line(separator: str) -> str:
    """Return the wanted row as one line."""
    return separator.join((WANTED.body, WANTED.address, WANTED.source, WANTED.checked_on))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_saved_list_is_read_however_it_was_written(separator: str, encoding: str) -> None:
    assert read_list(text_of(line(separator).encode(encoding))).rows == (WANTED,)


def test_accents_come_through_in_the_encoding_of_windows() -> None:
    assert read_list(text_of("Coleg Dŵr,a@b.example".replace("ŵ", "ô").encode("cp1252"))).rows[0].body == "Coleg Dôr"


def test_headings_say_which_column_is_what_in_any_order() -> None:
    table = "Source;E-mail;Public body;Phone\nits page;foi@northport.example;University of Northport;01\n"
    assert read_list(table).rows == (AddressRow(2, "University of Northport", "foi@northport.example", "its page"),)


def test_a_comma_within_a_name_stays_in_the_name() -> None:
    row = read_list("Bristol, City of, foi@bristol.example, its page").rows[0]
    assert (row.body, row.address, row.source) == ("Bristol, City of", "foi@bristol.example", "its page")


def test_what_a_mail_program_puts_around_an_address_goes() -> None:
    rows = read_list("A\tmailto:a@a.example\nB\t<b@b.example>\nC\tc@c.example;\n").rows
    assert [row.address for row in rows] == ["a@a.example", "b@b.example", "c@c.example"]


def test_a_cell_made_safe_for_a_spreadsheet_comes_back_as_it_was() -> None:
    assert read_list("'=Odd Trust\todd@trust.example").rows[0].body == "=Odd Trust"
    assert read_list("'Quoted' Trust\tq@trust.example").rows[0].body == "'Quoted' Trust"


def test_lines_without_an_address_are_counted_and_empty_ones_are_not() -> None:
    read = read_list("Body,Name,Address\nnorthport,N,foi@n.example\n\nsouthmoor,S,\n,,\n")
    assert ([row.line for row in read.rows], read.without) == ([2], 1)


def test_a_broken_address_is_kept_to_be_corrected() -> None:
    assert read_list("Northport;foi at northport").rows[0].address == "foi at northport"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "No line has an address"),
        ("Northport\nSouthmoor\n", "No line has an address"),
        ("N,a@b.example\n" * (MOST + 1), f"at most {MOST} at a time"),
        (f'N,"{"x" * 140_000}"', "cannot|can be read"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, says: str) -> None:
    with pytest.raises(NotAList, match=says):
        read_list(text)
