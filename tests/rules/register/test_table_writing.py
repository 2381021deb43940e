"""How a saved table is written is recognised, and a name whose letters were damaged is told from one with accents."""

import pytest

from dueregard.rules.register.table_writing import (
    Written,
    damage_in,
    encoding_of_all,
    has_accents,
    separator_of,
)

NAMES = "Porthmadôg\nSt Brèid’s\nÉcole Jeanne d’Arc\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_the_encoding_is_recognised_by_mark_or_by_every_byte(encoding: str, said: str) -> None:
    content = NAMES.encode(encoding)
    assert encoding_of_all([content]) == said
    assert content.decode(said).removeprefix("\ufeff") == NAMES


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("cut", [1, 7, 4096])
def test_an_accent_far_down_the_file_or_on_the_edge_of_a_piece_counts(encoding: str, cut: int) -> None:
    content = ("Northport Council\n" * 500 + NAMES).encode(encoding)
    assert encoding_of_all(content[at : at + cut] for at in range(0, len(content), cut)) == encoding


@pytest.mark.parametrize(
    ("line", "separator"),
    [
        ("Name,Tags,Notes", ","),
        ("Name;Tags;Notes", ";"),
        ("Name\tTags\tNotes", "\t"),
        ('"Name; of the body, in full",Tags,Notes', ","),
        ('"One, two, three";Tags', ";"),
        ('"A ""quoted; word"";",Tags', ","),
        ("Name", ","),
    ],
)
def test_the_separator_is_the_one_between_the_cells_of_the_first_line(line: str, separator: str) -> None:
    assert separator_of(line) == separator


@pytest.mark.parametrize(
    "name", ["Porthmadôg", "St Brèid’s", "École", "GLÂN Y MÔR", "Naïveté £5", "Ysgol Ŵyn", "Ääkkönen", "SÃO"]
)
def test_names_with_accents_are_whole(name: str) -> None:
    assert damage_in(name) == ""
    assert has_accents(name)


@pytest.mark.parametrize("name", ["Porthmadôg", "St Brèid’s", "École", "Ŵyn", "£5 – a café"])
def test_names_that_were_saved_in_the_wrong_encoding_are_damaged(name: str) -> None:
    assert damage_in(name.encode().decode("cp1252", "replace")) != ""


@pytest.mark.parametrize("name", ["Porthmadôg", "St Brèid’s", "École"])
def test_names_that_were_read_as_utf_8_although_they_are_not_have_lost_letters(name: str) -> None:
    assert damage_in(name.encode("cp1252").decode("utf-8", "replace")) == "a letter was lost when the file was saved"


def test_it_is_said_in_words() -> None:
    assert Written("utf-8-sig", ";").words == "UTF-8 with a mark, separated by semicolons"
    assert damage_in("PorthmadÃ´g") == "“Ã´” should probably be “ô”"
