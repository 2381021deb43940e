"""Every file of other projects' own test collections ends in pages or a named reason, and the reader lives on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dueregard.records.evidence.gateways.reader import ReadingOptions, close_reader
from dueregard.rules.documents.reading import Reason, TextSource
from tests.corpora import corpus
from tests.records.evidence.papers import pdf, word_file
from tests.records.evidence.reading import Outcome, files_of, read

# Reasons that tell of the file. Others would tell that the reader broke on it, or that this server lacks something.
OF_THE_FILE = {
    Reason.PASSWORD, Reason.DAMAGED, Reason.EMPTY, Reason.UNKNOWN_KIND, Reason.OLD_FORMAT, Reason.EXPANDS,
    Reason.PAGE_TOO_BIG, Reason.NO_WORDS, Reason.NOT_DRAWN,
}  # fmt: skip
# How many there are, by package and ending. Where the packages cannot be had, a file of our own stands for each.
COUNTED = [("ocrmypdf", ".pdf", 42), ("pypdf", ".pdf", 72), ("pikepdf", ".pdf", 61), ("python-docx", ".docx", 47)]
OWN = {".pdf": pdf, ".docx": word_file}
OFFICE = (".doc", ".docx", ".docm", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ppt", ".pptx", ".pptm", ".rtf", ".odt", ".ods")


@pytest.fixture(scope="module", autouse=True)
def reader() -> Iterator[None]:
    yield
    close_reader()


def files(name: str, *endings: str, folder: Path) -> list[Path]:
    """Return a corpus's files, or one of our own where it cannot be had."""
    there = corpus(name)
    if there is None:
        own = folder / f"own{endings[0]}"
        own.write_bytes(OWN.get(endings[0], word_file)())
        return [own]
    return sorted(file for ending in endings for file in files_of(there, ending))


def ended_well(outcome: Outcome) -> bool:
    """Tell whether there are pages, or a reason that is of the file."""
    return bool(outcome.pages) if outcome.reason is None else outcome.reason in OF_THE_FILE


@pytest.mark.parametrize(("name", "ending", "count"), COUNTED)
def test_every_file_of_a_corpus_ends_in_pages_or_a_reason(name: str, ending: str, count: int, tmp_path: Path) -> None:
    found = files(name, ending, folder=tmp_path)
    assert len(found) == (count if corpus(name) else 1)
    outcomes = {file.name: read(file, tmp_path, name=file.name) for file in found}
    assert {name: (one.reason, one.detail) for name, one in outcomes.items() if not ended_well(one)} == {}
    assert sum(bool(one.pages) for one in outcomes.values()) > len(found) * 0.6  # the rest is locked, broken or blank


def test_every_locked_office_file_is_named_as_locked_and_files_with_macros_are_read(tmp_path: Path) -> None:
    found = files("oletools", *OFFICE, folder=tmp_path)
    outcomes = {file.relative_to(file.parents[1]).as_posix(): read(file, tmp_path, name=file.name) for file in found}
    assert {name: (one.reason, one.detail) for name, one in outcomes.items() if not ended_well(one)} == {}
    locked = {name: one.reason for name, one in outcomes.items() if "crypt" in name}
    assert locked == dict.fromkeys(locked, Reason.PASSWORD)
    with_macros = [one for name, one in outcomes.items() if name.endswith((".docm", ".xlsm", ".pptm"))]
    assert all(one.pages for one in with_macros if one.reason is None)


def test_pages_whose_fonts_mean_nothing_and_scans_are_recognised(tmp_path: Path) -> None:
    folder = corpus("ocrmypdf")
    if folder is None:  # said in the first lines of the run; what is promised here is also tried on scans of our own
        found = read(pdf(), tmp_path, options=ReadingOptions())
        assert {page.source for page in found.pages} == {TextSource.TEXT}
        return
    for name, wanted in {
        "type3_font_nomapping.pdf": "", "cmyk.pdf": "magenta", "francais.pdf": "", "3small.pdf": "",
    }.items():  # fmt: skip
        found = read(next(folder.rglob(name)), tmp_path, options=ReadingOptions())
        assert {page.source for page in found.pages} == {TextSource.OCR}, name
        assert wanted in found.text.lower()
