"""Writing the embedded index. Everything made of one row is replaced at once, so writing it twice changes nothing.

What everybody may find goes into a second index as well, from which visitors are answered: how often a word stands in
private texts weighs nothing there. It is committed first, and readers look for news in the first alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter, Occur, Query

from dueregard.foundation.search.gateways.generations import Generations
from dueregard.foundation.search.gateways.interface import IndexBroken, IndexUnavailable, Owner
from dueregard.foundation.search.gateways.shape import SCHEMA, VISITORS, document_of, open_index, owner_of, owner_term
from dueregard.rules.search.findable import Findable

HEAP = 48_000_000  # bytes that are written out when full
HEAP_ANEW = 160_000_000
HEAP_OF_VISITORS = 16_000_000
HEAP_OF_VISITORS_ANEW = 80_000_000
THREADS_ANEW = 2
MOST_OWNERS = 1_000_000


class EmbeddedWriting:
    """An open writer."""

    def __init__(self, index: Index, writer: IndexWriter, visitors: IndexWriter, *, is_new: bool) -> None:
        self._index = index
        self._writer = writer
        self._visitors = visitors
        self._is_new = is_new  # nothing to replace

    def replace(self, owner: Owner, findables: Iterable[Findable]) -> int:
        """Put these in the place of all that was made of the same row; returns how many. Raises: IndexBroken"""
        count = 0
        with _broken_is_said():
            if not self._is_new:
                self._writer.delete_documents_by_term("owner", owner_term(owner))
                self._visitors.delete_documents_by_term("owner", owner_term(owner))
            for thing in findables:
                document = document_of(thing)
                self._writer.add_document(document)
                if thing.is_public:
                    self._visitors.add_document(document)
                count += 1
        return count

    def commit(self) -> None:
        """Let readers find what was written. Raises: IndexBroken"""
        with _broken_is_said():
            self._visitors.commit()
            self._writer.commit()

    def owners_related(self, *, body: str = "", group: str = "") -> list[Owner]:
        """Return the rows of what is about a public body or of a group, as of the last commit."""
        terms = [("body", body)] if body else [("who", group), ("instead_in", group)]
        related = [(Occur.Should, Query.term_query(SCHEMA, field, value, "basic")) for field, value in terms]
        self._index.reload()
        counted = self._index.searcher().aggregate(
            Query.boolean_query(related),
            {"owners": {"terms": {"field": "owner", "size": MOST_OWNERS}}},
        )
        return [owner_of(str(bucket["key"])) for bucket in counted["owners"]["buckets"]]

    def finish(self) -> None:
        """Wait for what is being merged."""
        self._visitors.wait_merging_threads()
        self._writer.wait_merging_threads()


@contextmanager
def writing(generations: Generations) -> Iterator[EmbeddedWriting]:
    """Open the generation in use for writing. Raises: IndexUnavailable, IndexBroken"""
    try:
        folder = generations.folder / generations.current()
        index = open_index(str(folder))
        writer = index.writer(HEAP, 1)
        visitors = open_index(str(folder / VISITORS)).writer(HEAP_OF_VISITORS, 1)
    except (OSError, ValueError) as error:
        raise IndexUnavailable from error
    one = EmbeddedWriting(index, writer, visitors, is_new=False)
    yield one
    one.finish()


@contextmanager
def writing_anew(generations: Generations) -> Iterator[EmbeddedWriting]:
    """Open a new, empty generation; it takes the place of the one in use when the context ends well."""
    folder: Path = generations.begin()
    with _broken_is_said():
        index = open_index(str(folder))
        (folder / VISITORS).mkdir(mode=0o700)
        visitors = open_index(str(folder / VISITORS)).writer(HEAP_OF_VISITORS_ANEW, 1)
        one = EmbeddedWriting(index, index.writer(HEAP_ANEW, THREADS_ANEW), visitors, is_new=True)
    yield one
    one.commit()
    one.finish()
    generations.put_in_place(folder)


@contextmanager
def _broken_is_said() -> Iterator[None]:
    """tantivy tells of a writer that died, a full disk or a broken file with one kind of error."""
    try:
        yield
    except ValueError as error:
        raise IndexBroken(str(error)) from error
