"""Saying that something must be read into the index again. Called by other apps inside their own transaction.

What is read, and what a group or a visitor may find of it, each app says in its `queries/findable.py`.
"""

from collections.abc import Iterable

from dueregard.foundation.search.models import Changed
from dueregard.foundation.work.actions.add_row import add_row

AT_ONCE = 500
EVERYTHING = "*"  # a kind of its own: make the whole index anew
ABOUT_BODY = "*body"  # a kind of its own: whatever the index holds about this public body
OF_GROUP = "*group"  # and of this group


def mark_changed(*, kind: str, keys: Iterable[str]) -> None:
    """Note that these rows were added, changed, published, hidden or removed; the indexer reads them after the commit.

    `kind` is one of `settings.FINDABLE_KINDS`; a key is the row's id as text. Marking one twice costs little and harms
    nothing. A row that is gone by then is taken out of the index.
    """
    rows = [Changed(kind=kind, key=str(key)) for key in keys]
    if len(rows) == 1:
        add_row(rows[0])
    else:
        Changed.objects.bulk_create(rows, batch_size=AT_ONCE)


def mark_about(*, bodies: Iterable[str] = (), groups: Iterable[str] = ()) -> None:
    """Note that public bodies or groups are called something else now: all that is theirs is read again."""
    mark_changed(kind=ABOUT_BODY, keys=bodies)
    mark_changed(kind=OF_GROUP, keys=groups)
