"""Opening an official file by the kind one says it is, as a stream of rows, and taking its digest.

How each kind is read stands in its own module.
"""

import csv
import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dueregard.records.bodies.gateways import open_data
from dueregard.records.bodies.gateways.body_facts import Row
from dueregard.records.bodies.gateways.columns import WrongFile
from dueregard.records.bodies.gateways.gias import read_gias
from dueregard.records.bodies.gateways.ods import read_ods
from dueregard.records.bodies.gateways.ofs import read_ofs
from dueregard.records.bodies.gateways.wdtk import read_wdtk

__all__ = ["KINDS", "FileKind", "WrongFile", "digest_of", "open_file"]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: what it is called on a page, its encoding, and its reader (of text, or of a workbook's path)."""

    label: str
    read_text: Callable[[IO[str]], Iterator[Row]] | None = None
    read_book: Callable[[Path], Iterator[Row]] | None = None
    encoding: str = "utf-8-sig"


KINDS = {
    "gias": FileKind("Get Information About Schools, establishment fields (CSV)", read_gias, encoding="cp1252"),
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
def open_file(kind: str, path: Path) -> Generator[Iterator[Row]]:
    """Open a file of one of KINDS. Reading it may raise WrongFile, too. Raises: WrongFile, OSError"""
    reads = KINDS[kind]
    if reads.read_book is not None:
        if path.suffix.casefold() != ".xlsx":
            raise WrongFile("This kind of register is a workbook whose name ends in .xlsx.")
        yield reads.read_book(path)
    elif reads.read_text is not None:
        with path.open(encoding=reads.encoding, errors="replace", newline="") as file:
            yield _safely(reads.read_text(file))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _safely(rows: Iterator[Row]) -> Iterator[Row]:
    try:
        yield from rows
    except csv.Error as wrong:
        raise WrongFile(f"This is not a table that can be read: {wrong}.") from wrong
