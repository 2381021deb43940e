"""Opening an official file by the kind one says it is, as a stream of rows, and taking its digest.

How each kind is read is in its own module; how the table is written, in rules/register/table_writing.
"""

import csv
import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dueregard.records.bodies.gateways import open_data
from dueregard.records.bodies.gateways.body_facts import BodyFacts, Row
from dueregard.records.bodies.gateways.columns import Table, WrongFile
from dueregard.records.bodies.gateways.gias import read_gias
from dueregard.records.bodies.gateways.ods import read_ods
from dueregard.records.bodies.gateways.ofs import read_ofs
from dueregard.records.bodies.gateways.wdtk import read_wdtk
from dueregard.rules.register.table_writing import Written, damage_in, encoding_of_all, has_accents, separator_of

__all__ = ["KINDS", "FileKind", "Opened", "WrongFile", "digest_of", "open_file"]


CHUNK = 1 << 20
SHOWN_NAMES = 3


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: what it is called on a page, and its reader (of a table, or of a workbook's path)."""

    label: str
    read_table: Callable[[Table], Iterator[Row]] | None = None
    read_book: Callable[[Path], Iterator[Row]] | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is open: its rows, how it is written, and some names by which one sees whether that is right."""

    rows: Iterator[Row]
    written: str = ""  # for people; empty for a workbook, which has only one way
    accented: tuple[str, ...] = ()


KINDS = {
    "gias": FileKind("Get Information About Schools, establishment fields (CSV)", read_gias),
    "ods": FileKind("NHS ODS report of trusts, such as etr (CSV)", read_ods),
    "ofs": FileKind("Office for Students register (workbook)", read_book=read_ofs),
    "wdtk": FileKind("WhatDoTheyKnow, all-authorities (CSV)", read_wdtk),
    "schools_england": FileKind("Schools in England, compact list of 2022 (CSV)", open_data.read_schools_england),
    "schools_wales": FileKind("Schools in Wales, compact list of 2018 (CSV)", open_data.read_schools_wales),
    "local_authorities": FileKind("Councils, compact list of 2025 (CSV)", open_data.read_local_authorities),
    "universities": FileKind("Universities, compact list of 2026 (CSV)", open_data.read_universities),
    "nhs_trusts": FileKind("NHS trusts, compact list of 2024 (CSV)", open_data.read_nhs_trusts),
    "police_forces": FileKind("Police forces, compact list of 2018 (CSV)", open_data.read_police_forces),
    "fe_colleges": FileKind("Further education colleges, compact list of 2018 (CSV)", open_data.read_fe_colleges),
}


@contextmanager
def open_file(kind: str, path: Path) -> Generator[Opened]:
    """Open a file of one of KINDS. It is read through first, so that damaged names are refused before any is written.

    Reading the rows may raise WrongFile, too. Raises: WrongFile, OSError
    """
    reads = KINDS[kind]
    if reads.read_book is not None:
        if path.suffix.casefold() != ".xlsx":
            raise WrongFile("This kind of register is a workbook whose name ends in .xlsx.")
        yield Opened(reads.read_book(path))
    elif reads.read_table is not None:
        written = _written(path)
        with _table(path, written) as table:
            accented = _accented(_safely(reads.read_table(table)), written)
        with _table(path, written) as table:
            yield Opened(_safely(reads.read_table(table)), written.words, accented)


def _written(path: Path) -> Written:
    with path.open("rb") as file:
        encoding = encoding_of_all(iter(lambda: file.read(CHUNK), b""))
    with path.open(encoding=encoding, errors="replace", newline=None) as text:
        return Written(encoding, separator_of(text.readline()))


@contextmanager
def _table(path: Path, written: Written) -> Generator[Table]:
    with path.open(encoding=written.encoding, errors="replace", newline="") as file:
        yield csv.reader(file, delimiter=written.separator)


def _accented(rows: Iterator[Row], written: Written) -> tuple[str, ...]:
    """Return the first names that have accents. Raises: WrongFile where a name came with damaged letters"""
    found: dict[str, None] = {}
    for row in rows:
        names = [row.name, *(other.name for other in row.other_names)] if isinstance(row, BodyFacts) else []
        for name in names:
            if damage := damage_in(name):
                raise WrongFile(
                    f"The names in this file are damaged. Line {row.line}: “{name}”: {damage}. "
                    f"We read it as {written.words}, and wrote nothing. "
                    "Download the file again, and do not save it in another program first."
                )
            if len(found) < SHOWN_NAMES and has_accents(name):
                found[name] = None
    return tuple(found)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _safely(rows: Iterator[Row]) -> Iterator[Row]:
    try:
        yield from rows
    except csv.Error as wrong:
        raise WrongFile(f"We cannot read this as a table: {wrong}.") from wrong
