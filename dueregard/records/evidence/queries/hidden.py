"""What a document hides, by its sort: where it lies, and how it begins, without addresses and numbers of people.

Only the document's group is shown any of it; what counts as hidden is found by rules/hidden_data.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.records.evidence.models import Document, HiddenData
from dueregard.rules.hidden_data import CHANNELS
from dueregard.rules.privacy.masking import mask

MOST_HIDDEN = 500  # as many as are kept of one document


@dataclass(frozen=True, slots=True)
class HiddenPlace:
    """One place: how much lies there, and how it begins."""

    where: str
    count: int
    sample: str


@dataclass(frozen=True, slots=True)
class HiddenGroup:
    """What of one sort lies hidden, and where."""

    channel: str
    name: str
    says: str
    places: tuple[HiddenPlace, ...]


def hidden_in(document: Document) -> tuple[HiddenGroup, ...]:
    """Return what a document hides. One query."""
    return hidden_groups(document.hidden_data.all()[:MOST_HIDDEN])


def hidden_groups(rows: Iterable[HiddenData]) -> tuple[HiddenGroup, ...]:
    """Return what lies hidden by its sort, in the order it was found."""
    places: dict[str, list[HiddenPlace]] = defaultdict(list)
    for row in rows:
        places[row.channel].append(HiddenPlace(row.where, row.count, mask(row.sample).text))
    return tuple(_group(channel, tuple(there)) for channel, there in places.items())


def _group(channel: str, places: tuple[HiddenPlace, ...]) -> HiddenGroup:
    known = CHANNELS.get(channel)
    name = known.name if known else channel.replace("_", " ").capitalize()
    return HiddenGroup(channel, name, known.says if known else "", places)
