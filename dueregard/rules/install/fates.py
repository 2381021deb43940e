"""What becomes of a file that is to be written: what a person typed stays, and the difference is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import Enum
from hashlib import sha256


class Fate(Enum):
    """What happens to one file."""

    NEW = "new"
    SAME = "unchanged"
    REPLACED = "replaced"  # it is as the last installation wrote it
    KEPT = "kept"  # a person changed it, or it was there before


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to write: where, what, who may read it. `is_once`: made where there is none, and then a person's."""

    path: str
    text: str
    mode: int = 0o644
    group: str = "root"
    is_once: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A planned file, what is there now (None: nothing), and what becomes of it."""

    planned: Planned
    there: str | None
    fate: Fate

    @property
    def difference(self) -> str:
        """Return the lines in which a kept file differs from the planned one, as diff shows them."""
        if self.there is None or self.planned.is_once:
            return ""
        before, after = self.there.splitlines(), self.planned.text.splitlines()
        return "\n".join(unified_diff(before, after, "as it is", "as this version would write it", lineterm="", n=1))


def digest(text: str) -> str:
    """Return by what a text is known again."""
    return sha256(text.encode()).hexdigest()


def judge(
    planned: Planned, there: str | None, written: Mapping[str, str], replace: frozenset[str] = frozenset()
) -> Judged:
    """Say what becomes of a file. `written` has the digest of what the last installation wrote at each path.

    `replace`: paths of which a person said that ours is to be taken.
    """
    if there is None:
        return Judged(planned, there, Fate.NEW)
    if there == planned.text:
        return Judged(planned, there, Fate.SAME)
    if planned.is_once and planned.path not in replace:
        return Judged(planned, there, Fate.SAME)
    is_ours = written.get(planned.path) == digest(there)
    return Judged(planned, there, Fate.REPLACED if is_ours or planned.path in replace else Fate.KEPT)
