"""Every fault of a pack is named by file and line, and a pack with a fault is not installed at all."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from dueregard.foundation.packs.gateways.folder import LARGEST_FILE, PackHasFaults, read_folder
from dueregard.foundation.packs.models import Pack
from dueregard.rules.packs.shelves import SHELVES
from tests.foundation.packs.shelf import ground_file, letter_file, request_file, write_pack

KNOWN = ["LICENCE", "LICENSE", "README.md", "pack.toml", *(f"{name}/" for name in sorted(SHELVES))]


def faults_of(folder: Path) -> list[str]:
    """Return the faults as the command prints them."""
    with pytest.raises(PackHasFaults) as refusal:
        read_folder(folder)
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (request_file("1. For {boddy}."), "requests/a.md:10: {boddy} is not a placeholder. Did you mean {body}?"),
        (request_file("One\n\n{nonsense}"), "requests/a.md:12: {nonsense} is not a placeholder."),
        (request_file(" "), "requests/a.md:"),
        ("no fence", "requests/a.md:1: The file must begin with front matter"),
        ('+++\ntitle = "x"\nno end', "requests/a.md:1: The file must begin with front matter"),
        ("+++\ntitle = x\n+++\ntext", "requests/a.md:2: This is not TOML"),
        ('+++\ntitle = "x"\ntitle = "y"\n+++\ntext', "requests/a.md:3: This is not TOML"),
        (request_file().replace("title", "tittle"), "requests/a.md:2: “tittle” is not a key we know."),
        (request_file().replace("2026-11-23", '"soon"'), "requests/a.md:7: “reviewed_on” must be a date."),
        (
            request_file().replace("university", "universty"),
            "requests/a.md:5: “universty” in for_kinds is not known. Did you",
        ),
        (request_file().replace('"england"', '"cornwall"'), "requests/a.md:6: “cornwall” in nations is not known."),
        (request_file().replace('"Policy"\nsumm', '"{bod}"\nsumm'), "requests/a.md:3: {bod} is not a placeholder."),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, content: str, fault: str) -> None:
    found = faults_of(write_pack(tmp_path, requests__a=content))
    assert any(one.startswith(fault) for one in found), found


def test_a_letter_under_a_law_without_letters_is_a_fault(tmp_path: Path) -> None:
    assert faults_of(write_pack(tmp_path, letters__a=letter_file("reminder", "sar")))[0].startswith(
        "letters/a.md:5: “sar” in laws is not known."
    )


def test_an_unknown_step_is_a_fault(tmp_path: Path) -> None:
    assert faults_of(write_pack(tmp_path, letters__a=letter_file("reminders")))[0].startswith(
        "letters/a.md:4: “reminders” in step is not known. Did you mean “reminder”?"
    )


def test_an_argument_must_cite_a_law_and_a_section(tmp_path: Path) -> None:
    assert faults_of(write_pack(tmp_path, grounds__a=ground_file("foia 24", "section 31"))) == [
        "grounds/a.md:3: “section 31” in cites is not a law and a section, such as “foia 24” or “foisa 31(1)”."
    ]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, requests__a="x", requests__b="y", letters__c=letter_file("reminders"))
    assert len(faults_of(folder)) == 3


def test_a_folder_without_a_description_is_no_pack(tmp_path: Path) -> None:
    assert faults_of(tmp_path)[0].startswith("pack.toml: The file could not be read")


def test_strange_files_are_named(tmp_path: Path) -> None:
    write_pack(tmp_path, requests__a=request_file())
    (tmp_path / "requests" / "notes.docx").write_bytes(b"PK")
    (tmp_path / "extras").mkdir()
    assert faults_of(tmp_path) == [
        f"extras: This is not part of a pack. Known: {', '.join(KNOWN)}.",
        "requests/notes.docx: Only .md files belong here.",
    ]


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    write_pack(tmp_path, requests__a=request_file())
    (tmp_path / "requests" / "a.md").write_bytes(request_file().encode() + b"\n\xa3 5\n")
    assert faults_of(tmp_path) == ["requests/a.md:12: This is not UTF-8. Save the file as UTF-8."]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    write_pack(tmp_path, requests__a=request_file("x" * LARGEST_FILE))
    assert faults_of(tmp_path) == ["requests/a.md: The file is larger than 200,000 bytes."]


def test_a_link_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    write_pack(tmp_path / "pack", requests__a=request_file())
    (tmp_path / "secret.md").write_text(request_file("1. Secret."))
    (tmp_path / "pack" / "requests" / "b.md").symlink_to(tmp_path / "secret.md")
    assert faults_of(tmp_path / "pack") == ["requests/b.md: Only .md files belong here."]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    write_pack(tmp_path, requests__a=request_file())
    file = tmp_path / "requests" / "a.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_folder(tmp_path).texts[0].text == "1. The policy of {body}.\n"


def test_a_pack_with_a_fault_is_not_installed_at_all(db: None, tmp_path: Path) -> None:
    write_pack(tmp_path, requests__a=request_file(), requests__b="x")
    errors = StringIO()
    with pytest.raises(CommandError, match="Nothing was installed"):
        call_command("pack", "install", str(tmp_path), stderr=errors)
    assert "requests/b.md:1:" in errors.getvalue()
    assert not Pack.objects.exists()


def test_the_command_installs_the_shipped_packs_and_lists_them(db: None) -> None:
    said = StringIO()
    call_command("pack", "install", stdout=said)
    call_command("pack", "install", stdout=said)
    call_command("pack", "list", stdout=said)
    lines = said.getvalue().splitlines()
    assert "added" in lines[0]
    assert lines[1].endswith("is already installed; nothing changed.")
    assert lines[2].startswith("together-against-prevent")


def test_the_command_says_what_to_do_when_nothing_is_installed(db: None) -> None:
    said = StringIO()
    call_command("pack", "list", stdout=said)
    assert "dueregard pack install" in said.getvalue()


def test_every_shipped_pack_has_no_fault() -> None:
    folders = [path.parent for path in settings.PACKS.glob("*/pack.toml")]
    assert folders
    for folder in folders:
        assert read_folder(folder).texts
