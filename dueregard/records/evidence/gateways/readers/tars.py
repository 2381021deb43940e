"""Takes the files out of tar archives, and out of what gzip packed, within the limits. Their names are never paths."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from dueregard.records.evidence.gateways.readers.archives import is_litter, place_of
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import BROKEN
from dueregard.records.evidence.gateways.reading import Expected, Item
from dueregard.rules.documents.reading import CouldNotRead, Reason


def read_tar(file: Opened) -> Iterator[Item]:
    """Yield the files of a tar archive; links and devices in it are none."""
    yield Expected(0, file.kind.value)
    has_any = False
    try:
        with tarfile.open(fileobj=file.stream, mode="r:") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isreg() and not is_litter(member.name) else None
                if content is not None:
                    has_any = True
                    place = place_of(member.name)
                    yield file.take_out(member.name, place, cast(BinaryIO, content), packed=file.size)
    except (*BROKEN, tarfile.TarError, RecursionError) as fault:
        raise CouldNotRead(Reason.DAMAGED, f"tar: {type(fault).__name__}") from fault
    if not has_any:
        raise CouldNotRead(Reason.EMPTY, "no files")


def read_gzip(file: Opened) -> Iterator[Item]:
    """Yield the one file that a gz holds; of a tgz that is a tar."""
    yield Expected(0, file.kind.value)
    try:
        with gzip.GzipFile(fileobj=file.stream) as packed:
            yield file.take_out(_unpacked_name(file.name), "in the archive", cast(BinaryIO, packed), packed=file.size)
    except BROKEN as fault:
        raise CouldNotRead(Reason.DAMAGED, f"gz: {type(fault).__name__}") from fault


def _unpacked_name(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    if ending.lower() == "tgz":
        return f"{stem}.tar"
    return stem if ending.lower() == "gz" and stem else name
