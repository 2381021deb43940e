"""What things are called where back-ups lie. Names tell when something was written, and nothing of what it is."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

LISTS, PACKS = "lists", "packs"
INSTANT = "%Y-%m-%dT%H-%M-%SZ"  # in order as text, too
CLOSED, NEEDS, SITE = ".age", ".packs", ".site"
PACK = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-\d{5,}\.age", re.ASCII)


def backup_name(now: datetime) -> str:
    """Return the name of a back-up that is made now."""
    return now.astimezone(UTC).strftime(INSTANT)


def made_at(name: str) -> datetime | None:
    """Return when a back-up or a pack was written, by its name; None where it has another kind of name."""
    text = name.rpartition("/")[2]
    try:
        return datetime.strptime(text[:20], INSTANT).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_pack(name: str) -> bool:
    """Tell whether a file in a folder of packs is called as a pack is."""
    return PACK.fullmatch(name) is not None


def mark_of_site(digest: str) -> str:
    """Return the name of the empty file that says which site backs up here: a digest that only that site can make."""
    return f"{LISTS}/{digest[:16]}{SITE}"


def is_mark(name: str) -> bool:
    """Tell whether a file among the lists says which site backs up here."""
    return name.endswith(SITE)


def pack_name(folder: str, backup: str, number: int) -> str:
    """Return the name of a pack: which back-up wrote it, and as which of its packs."""
    return f"{folder}/{backup}-{number:05}{CLOSED}"


def list_name(backup: str) -> str:
    """Return where the closed list of a back-up lies."""
    return f"{LISTS}/{backup}{CLOSED}"


def needs_name(backup: str) -> str:
    """Return where the names of the packs that a back-up needs lie, for everybody to read."""
    return f"{LISTS}/{backup}{NEEDS}"


def backups_in(names: Iterable[str]) -> list[str]:
    """Return the names of whole back-ups, the oldest first, among the files of the folder of lists."""
    return sorted(
        name.removesuffix(CLOSED) for name in names if (at := made_at(name)) and name == backup_name(at) + CLOSED
    )


def needs_written(packs: Mapping[str, int]) -> bytes:
    """Return the packs and their sizes in bytes, a line each."""
    return "".join(f"{name} {size}\n" for name, size in sorted(packs.items())).encode()


def needs_read(content: bytes) -> dict[str, int] | None:
    """Read them again; None where it is no such file."""
    found = {}
    for line in content.decode("ascii", "replace").splitlines():
        name, _, size = line.partition(" ")
        if not size.isdigit():
            return None
        found[name] = int(size)
    return found or None
