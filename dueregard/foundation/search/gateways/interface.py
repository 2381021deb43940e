"""What any search index of this site can do, in values of ours: the embedded one does it, a shared one may.

Which one is used stands in `settings.SEARCH_INDEX`; what is found and by whom is decided by what it is asked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.rules.search.findable import Findable
from dueregard.rules.search.marked_text import Piece
from dueregard.rules.search.query import Node

Owner = tuple[str, str]  # kind and key of the row that findable things were made of


class IndexUnavailable(Exception):
    """There is no index yet, or it cannot be read just now. The rows are safe; the indexer makes it anew."""


class IndexBroken(Exception):
    """Something could not be written. What was not committed is lost and must be written again."""


class AnotherIndexer(Exception):
    """Another process writes the index; only one may."""


class Order(StrEnum):
    """What comes first."""

    BEST = "best"
    NEWEST = "newest"  # by the date a thing bears
    FOUND_LAST = "found_last"  # by when it could first be found, for feeds


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: the ids of the groups whose work they may read. Without any, a visitor."""

    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Favour:
    """What comes before other hits, by how much: a word that is found adds between one and about twenty."""

    node: Node
    weight: float


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to the index. `asked` None: everything this reader may find.

    Of each of the nodes in `tells`, every hit says whether it is missing in it.
    """

    asked: Node | None
    reader: Reader
    order: Order = Order.BEST
    offset: int = 0
    limit: int = 20
    facets: int = 0  # how many values of each facet to count; 0: none
    with_passages: bool = True
    favours: tuple[Favour, ...] = ()
    tells: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, with the passage that shows why."""

    kind: str
    key: str
    part: str
    title: str
    url: str
    label: str
    by: str
    body: str
    dated_on: date | None
    cases: tuple[str, ...]
    document: str
    page: int | None
    start_ms: int | None
    since: int  # seconds since 1970, UTC
    passage: tuple[Piece, ...] = ()
    about: str = ""  # its further names, one a line
    missing: tuple[int, ...] = ()  # which of `Ask.tells` it does not have


@dataclass(frozen=True, slots=True)
class Found:
    """The hits asked for, how many there are in all, and how many have each value of each facet."""

    hits: tuple[Hit, ...]
    count: int
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


class Writing(Protocol):
    """The one writer. Nothing is found before `commit`."""

    def replace(self, owner: Owner, findables: Iterable[Findable]) -> int:
        """Put these in the place of all that was made of the same row; returns how many. Raises: IndexBroken"""

    def commit(self) -> None:
        """Let readers find what was written. Raises: IndexBroken"""

    def owners_related(self, *, body: str = "", group: str = "") -> list[Owner]:
        """Return the rows of what is about a public body or of a group, as of the last commit."""


class SearchIndex(Protocol):
    """An index that can be asked and written."""

    def find(self, ask: Ask) -> Found:
        """Answer a question. Raises: IndexUnavailable"""

    def words_like(self, word: str, reader: Reader, most_wrong: int | None = None) -> list[str]:
        """Return words close to one that found nothing, from texts this reader may find. Raises: IndexUnavailable

        `most_wrong`: how many letters may be; None: one, and two in words of six letters and more.
        """

    def fingerprints(self, owners: Collection[Owner]) -> list[int]:
        """Return the fingerprints of all that was made of these rows. Raises: IndexUnavailable"""

    def owners(self) -> Iterator[set[Owner]]:
        """Yield every row from which something was made, in some order. Raises: IndexUnavailable"""

    def count(self) -> int:
        """Return how many findable things it holds, whoever may find them. Raises: IndexUnavailable"""

    def is_ready(self) -> bool:
        """Tell whether there is an index of the shape this code writes."""

    def only_writer(self) -> AbstractContextManager[None]:
        """Be the only writer while the context lasts. Raises: AnotherIndexer"""

    def writing(self) -> AbstractContextManager[Writing]:
        """Open the index for writing; inside `only_writer`. Raises: IndexUnavailable, IndexBroken"""

    def writing_anew(self) -> AbstractContextManager[Writing]:
        """Open a new, empty index; it takes the place of the old one when the context ends well."""


@cache
def _index_at(dotted_path: str, folder: str) -> SearchIndex:
    made: SearchIndex = import_string(dotted_path)(folder)
    return made


def the_index() -> SearchIndex:
    """Return this site's index."""
    return _index_at(settings.SEARCH_INDEX, str(settings.SEARCH_FOLDER))
