"""A postcode leads to its council; where it may be one of several, the person picks. It is kept nowhere."""

import logging
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from dueregard.records.areas.actions.import_file import LICENCES, POSTCODES, import_file
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.models import PostcodeFile, PostcodeSector
from tests.records.areas.conftest import NOW

TABLE = (
    "postcode_sector,gss_code,share_of_postcodes\n"
    "NP1 1,E07000901,1.0\nNP1 2,E07000902,0.6\nNP1 2,E06000901,0.4\nNP1 3,E07000901,0.3\nNP1 3,E07000902,0.7\n"
)


def _import(path: Path, text: str = TABLE, *, encoding: str = "utf-8") -> list[str]:
    path.write_text(text, encoding=encoding)
    licence = LICENCES[POSTCODES]
    return import_file(POSTCODES, path, name=path.name, licence=licence, by=None, now=NOW, dry_run=False)


@pytest.fixture
def sectors(northshire: LoadReport, tmp_path: Path) -> list[str]:
    """Import a few invented sectors."""
    return _import(tmp_path / "sectors.csv")


def test_a_postcode_of_one_council_leads_to_it_and_the_address_does_not_name_the_postcode(
    sectors: list[str], client: Client
) -> None:
    answer = client.post(reverse("area_of_postcode"), {"postcode": "np1 1ab"})
    assert (answer.status_code, answer["Location"]) == (302, "/areas/woodby/")  # Ashby ended; Woodby took over


def test_a_postcode_of_several_councils_lets_the_person_pick(sectors: list[str], client: Client) -> None:
    answer = client.post(reverse("area_of_postcode"), {"postcode": "NP1 2ZZ"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.index("/areas/woodby/") < text.index("/areas/northport/")
    assert "Which of these is your council?" in text
    assert LICENCES[POSTCODES] in text
    assert "no-store" in answer["Cache-Control"]


def test_two_districts_that_merged_are_one_choice(sectors: list[str], client: Client) -> None:
    assert client.post(reverse("area_of_postcode"), {"postcode": "NP1 3AA"})["Location"] == "/areas/woodby/"


@pytest.mark.parametrize(
    ("typed", "says"),
    [("BT1 5GS", "in Northern Ireland"), ("ZZ9 9ZZ", "We do not know this postcode"), ("hello", "does not look like")],
)
def test_what_leads_nowhere_gets_a_sentence_and_what_was_typed_is_still_there(
    sectors: list[str], client: Client, typed: str, says: str
) -> None:
    text = client.post(reverse("area_of_postcode"), {"postcode": typed}).content.decode()
    assert says in text
    assert f'value="{typed}"' in text


def test_without_a_table_the_page_says_so(northshire: LoadReport, client: Client) -> None:
    for answer in (client.post(reverse("area_of_postcode"), {"postcode": "NP1 1AB"}), client.get("/areas/postcode/")):
        text = answer.content.decode()
        assert text.count("no table of postcodes yet") == 1
        assert 'name="postcode"' not in text, "a box that can only say no"


def test_the_map_asks_for_a_postcode_only_where_a_table_was_imported(
    northshire: LoadReport, tmp_path: Path, client: Client
) -> None:
    assert 'name="postcode"' not in client.get(reverse("areas")).content.decode()
    _import(tmp_path / "sectors.csv")
    assert 'name="postcode"' in client.get(reverse("areas")).content.decode()


def test_a_postcode_in_the_address_is_not_looked_up(sectors: list[str], client: Client) -> None:
    answer = client.get(reverse("area_of_postcode"), {"postcode": "NP1 1AB"})
    assert answer.status_code == 200
    assert "NP1 1AB" not in answer.content.decode()


def test_no_postcode_is_logged(sectors: list[str], client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("area_of_postcode"), {"postcode": "NP1 2ZZ"})
        client.post(reverse("area_of_postcode"), {"postcode": "QQ7 7QQ"})
    said = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert [line for line in said if "NP1" in line or "QQ7" in line] == []


def test_a_table_with_a_byte_order_mark_and_semicolons_is_read(northshire: LoadReport, tmp_path: Path) -> None:
    lines = _import(tmp_path / "bom.csv", TABLE.replace(",", ";"), encoding="utf-8-sig")
    assert lines == ["3 postcode sectors, 2 of them in more than one council area."]


def test_lines_that_cannot_be_used_are_named_and_the_others_are_kept(northshire: LoadReport, tmp_path: Path) -> None:
    bad = "LS1,E07000901,1\nNP1 9,E99999999,1\nNP1 9,Leeds,1\nNP1 9,E07000901,7\nNP1 1,E07000901,0.5\n"
    lines = _import(tmp_path / "bad.csv", TABLE + bad)
    assert [line.split(":")[0] for line in lines[1:]] == [f"Line {number}" for number in range(7, 12)]
    assert PostcodeSector.objects.count() == 5


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "postcode_sector,gss_code,share_of_postcodes\nNP1 1,E99999999,1\n"])
def test_a_table_without_a_line_of_use_changes_nothing(sectors: list[str], tmp_path: Path, text: str) -> None:
    (tmp_path / "wrong.csv").write_text(text)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("areas", "postcodes", str(tmp_path / "wrong.csv"))
    assert PostcodeFile.objects.get().name == "sectors.csv"
    assert PostcodeSector.objects.count() == 5
