"""What a version's folder is called, which older ones may go, and how to go back from one to another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

KEPT = 3  # versions on the disk: the one in use, the one before, and one more


class How(Enum):
    """How the database comes back to the version before."""

    CODE_ONLY = "code"  # both versions have the same tables
    UNDONE = "undone"  # the newer version's changes to tables are taken back, row by row: what came since stays
    LAID_BACK = "laid back"  # the copy made before the upgrade takes the place of the database


@dataclass(frozen=True, slots=True)
class Since:
    """What a database has that its copy from before has not: tables with rows new or changed, and rows gone."""

    changed: Mapping[str, int]
    gone: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


# Rows that say nothing anybody would miss: who works, what was due, who is signed in, brief counts of tries.
OF_THE_MOMENT = (
    "django_migrations",
    "django_session",
    "accounts_briefnote",
    "work_worker",
    "work_periodicrun",
    "search_changed",
    "sqlite_sequence",
)


def release_name(version: str, digest: str) -> str:
    """Return what the folder of a version is called: two that differ in one byte have two names."""
    return f"{version}-{digest[:10]}"


def to_remove(there: Collection[str], in_order: Sequence[str], in_use: str) -> list[str]:
    """Return the versions that may go: all but the newest few and the one in use. `in_order`: oldest first."""
    kept = {*in_order[-KEPT:], in_use}
    return sorted(name for name in there if name not in kept)


def how_back(*, migrations_are_alike: bool, was_served: bool, can_be_undone: bool) -> How:
    """Say how to go back. While nothing was served since the copy, nothing can have come: the copy is exact."""
    if migrations_are_alike:
        return How.CODE_ONLY
    if not was_served:
        return How.LAID_BACK
    return How.UNDONE if can_be_undone else How.LAID_BACK


def worth_telling(since: Since) -> Since:
    """Leave out rows of the moment."""

    def kept(counts: Mapping[str, int]) -> dict[str, int]:
        return {table: many for table, many in sorted(counts.items()) if many and not table.startswith(OF_THE_MOMENT)}

    return Since(kept(since.changed), kept(since.gone))


def told(since: Since) -> list[str]:
    """Return a line for each table in which the laid back database lacks something."""
    lines = [f"  {table}: {many:,} new or changed" for table, many in since.changed.items()]
    return lines + [f"  {table}: {many:,} removed, which are there again" for table, many in since.gone.items()]


def migrations_to_undo(now: Collection[tuple[str, str]], then: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return for each app with newer migrations the one to go back to, `zero` where there was none."""
    last: dict[str, str] = {}
    for app, name in then:
        last[app] = max(last.get(app, ""), name)
    return {app: last.get(app, "zero") for app in sorted({app for app, _ in {*now} - {*then}})}
