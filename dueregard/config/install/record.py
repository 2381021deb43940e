"""What was installed: which file as we wrote it, which versions in order, and what an upgrade left to go back to."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from dueregard.config.install import machine
from dueregard.rules.install.fates import Planned
from dueregard.rules.install.layout import RECORD


@dataclass
class WayBack:
    """One upgrade: from which version to which, where the copy of the database is, what changed files said before."""

    before: str
    after: str
    folder: str
    migrations: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, str | None] = field(default_factory=dict)  # None: there was none
    was_served: bool = False  # whether the newer version answered anybody


@dataclass
class Record:
    """All that the installer remembers. `written`: digests, by path."""

    written: dict[str, str] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)
    way_back: WayBack | None = None
    is_installed: bool = False  # whether an installation came to its end

    def keep(self) -> None:
        """Write it down."""
        machine.write(Planned(RECORD, json.dumps(asdict(self), indent=1), 0o600))


def read_record() -> Record:
    """Return what was written down; an empty record where nothing was."""
    found: dict[str, Any] | None = machine.in_json(RECORD)
    if found is None:
        return Record()
    way = found.pop("way_back", None)
    if way is not None:
        way["migrations"] = [(app, name) for app, name in way["migrations"]]
    return Record(**found, way_back=WayBack(**way) if way is not None else None)
