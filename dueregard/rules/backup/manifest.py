"""The list of one back-up: each thing it holds, cut into pieces, and the pack in which each piece lies.

A piece is named by the SHA-256 of its bytes, so the same bytes are written once and every piece can be checked. What
an app keeps in a folder of its own has the folder's name and a dot before it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FORM = 1  # of the list; a later form says another number


class NotAList(ValueError):
    """These bytes are no list of a back-up that this version can read. Its words say why."""


@dataclass(frozen=True, slots=True)
class Held:
    """One file of the back-up. `path` begins with where it belongs: `state/`, `files/`, `sealed/` or `database/`."""

    path: str
    size: int  # bytes
    cut: int  # bytes of each piece but the last
    pieces: tuple[str, ...]  # SHA-256 of each, in order


@dataclass(frozen=True, slots=True)
class BackupList:
    """What one back-up holds."""

    made_at: str  # ISO 8601, UTC
    version: str  # of the site that made it
    engine: str  # "sqlite" or "postgresql"
    rows: Mapping[str, int]  # table -> how many rows
    held: tuple[Held, ...]
    packs: Mapping[str, str]  # piece -> name of the pack that holds it
    form: int = field(default=FORM)

    def packs_needed(self) -> set[str]:
        """Return the names of all packs without which it cannot be restored."""
        return set(self.packs.values())


def written(one: BackupList) -> bytes:
    """Return the list as JSON."""
    told = asdict(one)
    # Pieces of one pack stand together: a pack's name would otherwise be written once for each piece.
    told["packs"] = _by_pack(one.packs)
    return json.dumps(told, separators=(",", ":")).encode()


def read(content: bytes) -> BackupList:
    """Read a list. Raises: NotAList"""
    try:
        told: dict[str, Any] = json.loads(content)
        form = told["form"]
        if form != FORM:
            raise NotAList(f"It was made by another version (form {form}; this version reads form {FORM}).")
        held = tuple(Held(one["path"], int(one["size"]), int(one["cut"]), tuple(one["pieces"])) for one in told["held"])
        packs = {piece: pack for pack, pieces in told["packs"].items() for piece in pieces}
        found = BackupList(
            made_at=str(told["made_at"]),
            version=told["version"],
            engine=told["engine"],
            rows={str(table): int(many) for table, many in told["rows"].items()},
            held=held,
            packs=packs,
        )
        for one in held:
            _check(one, packs)
    except NotAList:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise NotAList("It is not the list of a back-up, or it is damaged.") from error
    return found


def _check(one: Held, packs: Mapping[str, str]) -> None:
    """A path that leads elsewhere would let whoever made the back-up write anywhere. Raises: NotAList"""
    steps = one.path.split("/")
    if len(steps) < 2 or any(step in ("", ".", "..") for step in steps) or "\0" in one.path or "\\" in one.path:
        raise NotAList("It names a file outside the site's folder.")
    if any(piece not in packs for piece in one.pieces):
        raise NotAList("It does not say where all its pieces are.")
    if one.size < 0 or one.cut < 1 or len(one.pieces) != -(-one.size // one.cut):
        raise NotAList("It names a file that is longer or shorter than its pieces.")


def _by_pack(packs: Mapping[str, str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for piece, pack in packs.items():
        grouped.setdefault(pack, []).append(piece)
    return grouped
