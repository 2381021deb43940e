"""Reading what changed into the index, in batches: load, write, commit, and only then forget that it changed.

Dying between two of these steps means that the batch is done once more, which changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from dueregard.foundation.search.actions.mark_changed import ABOUT_BODY, EVERYTHING, OF_GROUP, mark_changed
from dueregard.foundation.search.gateways.interface import Owner, Writing
from dueregard.foundation.search.models import Changed
from dueregard.foundation.search.queries.kinds import loaded, sources
from dueregard.rules.search.findable import Findable

BATCH = 200  # rows that changed
AT_ONCE = 20  # rows loaded at once: a document may have thousands of pages


class WantsRebuild(Exception):
    """Somebody asked for the whole index to be made anew."""


def index_changes(*, writer: Writing) -> int:
    """Read the oldest changes into the index. Returns how many rows of changes were dealt with; 0 when none waits.

    Raises: WantsRebuild, IndexBroken
    """
    rows = list(Changed.objects.order_by("pk")[:BATCH])
    if not rows:
        return 0
    if any(row.kind == EVERYTHING for row in rows):
        raise WantsRebuild
    by_kind: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_kind[row.kind].add(row.key)
    for kind, source in sources().items():
        keys = sorted(by_kind.get(kind, ()))
        for first in range(0, len(keys), AT_ONCE):
            some = keys[first : first + AT_ONCE]
            write_owners(writer=writer, kind=kind, keys=some, things=loaded(source, some))
    writer.commit()
    with transaction.atomic():
        for kind, keys in _related(writer, bodies=by_kind[ABOUT_BODY], groups=by_kind[OF_GROUP]).items():
            mark_changed(kind=kind, keys=keys)
        Changed.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def write_owners(*, writer: Writing, kind: str, keys: Iterable[str], things: Iterable[Findable]) -> int:
    """Write what was loaded for some rows of one kind, and take out what is no longer there. Raises: IndexBroken"""
    waiting = dict.fromkeys(keys)
    count = 0
    for key, of_one in _in_turn(things):
        waiting.pop(key, None)
        count += writer.replace((kind, key), of_one)
    for key in waiting:
        writer.replace((kind, key), ())
    return count


def _in_turn(things: Iterable[Findable]) -> Iterable[tuple[str, list[Findable]]]:
    """Gather what belongs to one row: a source need not yield it in one go."""
    of: dict[str, list[Findable]] = defaultdict(list)
    for thing in things:
        of[thing.key].append(thing)
    return of.items()


def _related(writer: Writing, *, bodies: Iterable[str], groups: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    owners: set[Owner] = {owner for body in bodies for owner in writer.owners_related(body=body)}
    owners |= {owner for group in groups for owner in writer.owners_related(group=group)}
    for kind, key in sorted(owners):
        found[kind].append(key)
    return found
