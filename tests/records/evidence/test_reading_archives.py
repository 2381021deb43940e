"""The files in an archive come out one by one, within limits, and the name of a file is never a path."""

import io
import os
import zipfile
from pathlib import Path

import py7zr
import pytest

from dueregard.records.evidence.gateways.reader import Limits, ReadingOptions
from dueregard.rules.documents.reading import Reason
from tests.records.evidence.compound import compound
from tests.records.evidence.papers import pdf, word_file
from tests.records.evidence.reading import read

FILES = {"minutes.pdf": pdf(), "2024/figures.csv": b"year,referrals\n2024,12\n", "2024/empty.txt": b""}


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def seven_zipped(files: dict[str, bytes], *, password: str | None = None) -> bytes:
    """Return a 7z archive of files."""
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w", password=password) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return made.getvalue()


def locked_zip() -> bytes:
    """Return a zip whose entries say that they are encrypted."""
    content = bytearray(zipped(FILES))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(sign, place + 1)
    return bytes(content)


def few(**limits: int) -> ReadingOptions:
    """Return options with tighter limits."""
    return ReadingOptions(recognises_words=False, limits=Limits(**limits))


@pytest.mark.parametrize("pack", [zipped, seven_zipped])
def test_the_files_of_an_archive_come_out_with_their_folder_in_words(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    outcome = read(pack(FILES), tmp_path)
    assert outcome.reason is None
    assert sorted(outcome.found) == [
        ("empty.txt", "in the archive, in the folder 2024", b""),
        ("figures.csv", "in the archive, in the folder 2024", FILES["2024/figures.csv"]),
        ("minutes.pdf", "in the archive", FILES["minutes.pdf"]),
    ]


@pytest.mark.parametrize("content", [locked_zip(), seven_zipped(FILES, password="hidden")])
def test_a_locked_archive_is_named_as_locked(content: bytes, tmp_path: Path) -> None:
    assert read(content, tmp_path).reason is Reason.PASSWORD


def test_names_that_climb_out_of_their_folder_are_only_names(tmp_path: Path) -> None:
    outcome = read(zipped({"../../etc/passwd": b"x", "C:\\Windows\\evil.txt": b"y", "/": b""}), tmp_path)
    assert [(name, place) for name, place, _ in outcome.found] == [
        ("passwd", "in the archive, in the folder etc"),
        ("evil.txt", "in the archive, in the folder C: › Windows"),
    ]


@pytest.mark.parametrize("pack", [zipped, seven_zipped])
def test_an_archive_of_too_many_files_is_named_and_what_came_before_stands(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    outcome = read(pack({f"{number}.txt": b"x" for number in range(9)}), tmp_path, options=few(found_files=5))
    assert (outcome.reason, len(outcome.found)) == (Reason.TOO_MANY, 5)


@pytest.mark.parametrize("pack", [zipped, seven_zipped])
def test_an_archive_that_expands_too_far_is_named(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    bomb = pack({"first.txt": b"Small.", "nought": bytes(60_000_000)})
    assert len(bomb) < 100_000
    outcome = read(bomb, tmp_path)
    assert outcome.reason is Reason.EXPANDS
    assert ("first.txt", "in the archive", b"Small.") in outcome.found
    assert (
        read(pack({"random": os.urandom(90_000)}), tmp_path, options=few(found_bytes=50_000)).reason is Reason.EXPANDS
    )


def test_a_zip_that_lies_about_sizes_takes_no_more_than_it_says(tmp_path: Path) -> None:
    content = bytearray(zipped({"nought": bytes(3_000_000)}))
    for sign, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(sign)
        content[place + size : place + size + 4] = (1000).to_bytes(4, "little")
    outcome = read(bytes(content), tmp_path)
    assert outcome.reason is Reason.DAMAGED


def test_an_archive_cut_short_is_damaged_and_a_broken_entry_takes_nothing_from_the_others(tmp_path: Path) -> None:
    assert read(zipped(FILES)[:-30], tmp_path).reason is Reason.DAMAGED
    assert read(seven_zipped(FILES)[:-30], tmp_path).reason is Reason.DAMAGED
    content = bytearray(zipped({"good.txt": b"Good.", "bad.txt": b"Bad" * 1000, "last.txt": b"Last."}))
    place = content.find(b"bad.txt") + 9
    content[place : place + 4] = b"\xff\xff\xff\xff"
    outcome = read(bytes(content), tmp_path)
    assert [name for name, _, _ in outcome.found if name != "bad.txt"] == ["good.txt", "last.txt"]
    assert outcome.reason is Reason.DAMAGED


def test_a_file_packed_into_a_word_file_comes_out_with_its_name(tmp_path: Path) -> None:
    inside = b"Text inside."
    native = (
        b"\0\0\0\0\2\0figures.txt\0C:\\figures.txt\0\0\0\3\0"
        + (14).to_bytes(4, "little") + b"C:\\figures.txt" + len(inside).to_bytes(4, "little") + inside
    )  # fmt: skip
    made = io.BytesIO(word_file())
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/embeddings/oleObject1.bin", compound({"\x01Ole10Native": native}))
        package.writestr("word/embeddings/sheet1.xlsx", b"PK\x03\x04 not really")
    outcome = read(made.getvalue(), tmp_path)
    assert [(name, content) for name, _, content in outcome.found] == [
        ("figures.txt", inside),
        ("sheet1.xlsx", b"PK\x03\x04 not really"),
    ]
