"""A register file may be saved in any usual way. We say which; damaged names are refused before any is written."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body, ImportRun
from tests.people import Cast

pytestmark = pytest.mark.django_db

HEADING = "Name,Short name,URL name,Home page,Notes,Internal ID,Tags"
LINES = [
    '"Northport Borough Council",,northport,https://www.northport.example/,,900001,local_council',
    '"Cyngor Tref Porthmadôg",,porthmadog,https://www.porthmadog.example/,,900002,local_council',
    '"St Brèid’s College",,breids,https://www.breids.example/,"one, two",900003,fei',
]
NAMES = {"Northport Borough Council", "Cyngor Tref Porthmadôg", "St Brèid’s College"}


def table(*, separator: str = ",", ending: str = "\n") -> str:
    """Return the three bodies as WhatDoTheyKnow lists them, with another separator or line ending."""
    other = [line.replace(",", separator).replace(f"one{separator} two", "one, two") for line in (HEADING, *LINES)]
    return ending.join(other) + ending


def load(path: Path, *more: str) -> str:
    """Read the file as the command does and return what it says."""
    said = StringIO()
    call_command("register", "import", "wdtk", str(path), *more, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "separator", "said"),
    [
        ("utf-8", ",", "UTF-8, separated by commas"),
        ("utf-8-sig", ",", "UTF-8 with a mark, separated by commas"),
        ("utf-8", ";", "UTF-8, separated by semicolons"),
        ("cp1252", ";", "Windows-1252, separated by semicolons"),
        ("cp1252", ",", "Windows-1252, separated by commas"),
        ("utf-16", "\t", "UTF-16, separated by tabs"),
        ("utf-16-le", "\t", "UTF-16 without a mark, separated by tabs"),
    ],
)
def test_every_usual_way_to_save_a_table_gives_the_same_names(
    encoding: str, separator: str, said: str, ending: str, tmp_path: Path
) -> None:
    file = tmp_path / "all-authorities.csv"
    file.write_bytes(table(separator=separator, ending=ending).encode(encoding))
    words = load(file)
    assert f"Read as {said}. Names with accents: Cyngor Tref Porthmadôg; St Brèid’s College." in words
    assert set(Body.objects.values_list("name", flat=True)) == NAMES


@pytest.mark.parametrize(
    "content",
    [
        table().replace("ô", "\ufffd").encode(),  # saved where the letter was not known
        table().encode().decode("cp1252").encode(),  # UTF-8 taken for Windows-1252 and saved again
        table().encode("cp1252").replace(b"\xf4", b"\x81"),  # a byte that Windows-1252 has no letter for
    ],
    ids=["replaced", "twice", "unknown"],
)
def test_damaged_names_are_refused_with_the_line_and_nothing_is_written(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "all-authorities.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"The names in this file are damaged\. Line 3: .*Download the file again"):
        load(file)
    assert not Body.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_dry_run_on_the_page_shows_how_the_file_is_written_and_names_to_judge_by(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    upload = SimpleUploadedFile("all-authorities.csv", table(separator=";").encode("cp1252"))
    sent = {"kind": "wdtk", "file": upload, "dry_run": "on"}
    page = signed_in(cast.dana).post("/desk/register/import/", sent).content.decode()
    assert "Windows-1252, separated by semicolons" in page
    assert "Cyngor Tref Porthmadôg; St Brèid’s College. If they look wrong, do not import this file." in page


def test_a_damaged_file_keeps_the_form_and_says_what_to_do(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    upload = SimpleUploadedFile("all-authorities.csv", table().replace("ô", "\ufffd").encode())
    page = signed_in(cast.dana).post("/desk/register/import/", {"kind": "wdtk", "file": upload}).content.decode()
    assert "The names in this file are damaged" in page
    assert not Body.objects.exists()
