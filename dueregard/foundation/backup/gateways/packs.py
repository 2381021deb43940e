"""Packs: closed tar files that hold pieces. `age -d pack | tar x` opens one without this program."""

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from dueregard.foundation.backup.gateways.age_program import closing, opening
from dueregard.foundation.backup.gateways.places import Place
from dueregard.rules.backup.choice import FILE_PIECE, PACK


class DamagedPack(Exception):
    """A pack does not hold what it should; which, and how."""


class PackWriter:
    """Writes pieces into packs of a place, a new one after `PACK` bytes. Use it in a `with`: only its end is the end.

    `packs` tells which piece lies in which pack; `sizes` how long each is. A pack is in the place whole or not at all.
    """

    def __init__(self, place: Place, recipients: Sequence[str], name: Callable[[int], str]) -> None:
        self.packs: dict[str, str] = {}
        self._place, self._recipients, self._name = place, recipients, name
        self._number = 0
        self._bytes = 0
        self._open: ExitStack | None = None
        self._tar: tarfile.TarFile | None = None
        self._pack = ""

    def __enter__(self) -> "PackWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
        if self._open is not None:
            if fault is None:
                self.begin_another()
            else:
                self._open.__exit__(kind, fault, None)

    def add(self, piece: str, content: bytes) -> None:
        """Write a piece, unless it was written before. Raises: OSError, AgeRefused"""
        if piece in self.packs:
            return
        if self._bytes and self._bytes + len(content) > PACK:
            self.begin_another()
        tar = self._tar or self._begin()
        header = tarfile.TarInfo(piece)
        header.size, header.mode = len(content), 0o600
        tar.addfile(header, io.BytesIO(content))
        self.packs[piece] = self._pack
        self._bytes += len(content)

    def begin_another(self) -> None:
        """End the pack that is open, if one is; the next piece begins another. Raises: OSError, AgeRefused"""
        if self._open is not None:
            ending, self._open, self._tar, self._bytes = self._open, None, None, 0
            ending.close()

    def _begin(self) -> tarfile.TarFile:
        self._pack = self._name(self._number)
        self._number += 1
        with ExitStack() as stack:
            path = stack.enter_context(self._place.writing(self._pack))
            stream = stack.enter_context(closing(path, self._recipients))
            self._tar = stack.enter_context(tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT))
            self._open = stack.pop_all()
        return self._tar


def pieces_in(place: Place, pack: str, identity: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the pieces of a pack, each compared with its name. Raises: DamagedPack, OSError, AgeRefused"""
    with place.reading(pack) as path, opening(path, identity) as stream:
        yield from _members(stream, pack)


def _members(stream: BinaryIO, pack: str) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                if member.size > FILE_PIECE:  # no piece is longer, and it is read into memory
                    raise DamagedPack(f"{pack}: it holds something that is no piece.")
                part = tar.extractfile(member)
                content = part.read() if part else b""
                if hashlib.sha256(content).hexdigest() != member.name.rpartition(".")[2]:
                    raise DamagedPack(f"{pack}: a piece is not what it was.")
                yield member.name, content
    except tarfile.TarError as error:
        raise DamagedPack(f"{pack} cannot be read ({error}).") from error
