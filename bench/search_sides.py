"""One engine of the search bench in a process of its own: takes the pages in, then answers one search at a time.

Every engine ranks, filters by permission and returns twenty passages with the words marked; ours through the site's own
search function, with the exact count besides. What it says to the bench are lines of JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.search_pages import MINE, read_pages, typed

Find = Callable[[str, list[str]], int]  # the class and the words of a search; how many hits were shown
Page = tuple[int, str, bool, str]
TELL_EVERY = 5000  # pages


def say(**told: object) -> None:
    """Tell the bench something."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def own_memory() -> int:
    """Return the bytes of memory that are this process's own: files that are mapped can be given back any time."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


def telling(pages: Iterator[Page]) -> Iterator[Page]:
    """Yield the pages and tell how far it is."""
    for page in pages:
        if page[0] % TELL_EVERY == 0:
            say(done=page[0])
        yield page


def bytes_in(folder: Path) -> int:
    """Return how much lies in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


class Taking:
    """How long taking in the pages took: seconds by the clock and of CPU."""

    def __enter__(self) -> "Taking":
        self.began, self.cpu_began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        self.took, self.cpu = time.perf_counter() - self.began, time.process_time() - self.cpu_began


@contextmanager
def ours(folder: Path, count: int) -> Iterator[Find]:
    """Take in with the site's writer, search with its search function."""
    state = folder / f"ours-{count}"
    os.environ.update(DUEREGARD_STATE=str(state), DJANGO_SETTINGS_MODULE="dueregard.config.settings")
    import django

    django.setup()
    from datetime import UTC, datetime

    from django.core.management import call_command

    from dueregard.foundation.search.gateways.interface import Reader, the_index
    from dueregard.foundation.search.queries.search import search
    from dueregard.rules.search.findable import Findable

    since, memory = datetime(2026, 1, 1, tzinfo=UTC), 0
    call_command("migrate", "search", verbosity=0)  # what has changed is looked up with every search
    with Taking() as taking, the_index().writing_anew() as writer:
        for number, group, is_public, text in telling(read_pages(folder / "pages.tsv", count)):
            thing = Findable(
                kind="page", key=str(number), title=f"Document {number // 9}", text=text, url=f"/d/{number}/",
                since=since, group=group, is_public=is_public,
            )  # fmt: skip
            writer.replace(("page", thing.key), [thing])
            if number % TELL_EVERY == 0:
                memory = max(memory, own_memory())
    say(took=taking.took, cpu=taking.cpu, bytes=bytes_in(state / "search"), memory=memory)
    reader = Reader(frozenset(MINE))

    def find(way: str, words: list[str]) -> int:
        if way == "common term with five facets":
            return len(search(typed("common term", words), reader=reader).found.hits)
        return len(search(typed(way, words), reader=reader, facets=0).found.hits)

    yield find


@contextmanager
def xapian(folder: Path, count: int) -> Iterator[Find]:
    """Take in and search with Xapian as its documents advise."""
    import xapian as engine

    with Taking() as taking:
        made = engine.WritableDatabase(str(folder / "xapian"), engine.DB_CREATE_OR_OPEN)
        generator = engine.TermGenerator()
        generator.set_stemmer(engine.Stem("english"))
        for _number, group, is_public, text in telling(read_pages(folder / "pages.tsv", count)):
            document = engine.Document()
            generator.set_document(document)
            generator.index_text(text)
            document.add_boolean_term(f"XG{group}")
            if is_public:
                document.add_boolean_term("XP")
            document.set_data(text)
            made.add_document(document)
        made.commit()
    made.close()
    say(took=taking.took, cpu=taking.cpu, bytes=bytes_in(folder / "xapian"))
    database = engine.Database(str(folder / "xapian"))
    parser = engine.QueryParser()
    parser.set_stemmer(engine.Stem("english"))
    parser.set_stemming_strategy(engine.QueryParser.STEM_SOME)
    parser.set_default_op(engine.Query.OP_AND)
    parser.set_database(database)
    flags = engine.QueryParser.FLAG_DEFAULT | engine.QueryParser.FLAG_WILDCARD | engine.QueryParser.FLAG_PURE_NOT
    allowed = engine.Query(engine.Query.OP_OR, [engine.Query(term) for term in ("XP", *(f"XG{g}" for g in MINE))])

    def find(way: str, words: list[str]) -> int:
        asked = typed(way, words).replace(" -", " NOT ")
        enquire = engine.Enquire(database)
        enquire.set_query(engine.Query(engine.Query.OP_FILTER, parser.parse_query(asked, flags), allowed))
        matches = enquire.get_mset(0, 20)
        texts = [match.document.get_data().decode() for match in matches]
        return len([matches.snippet(text, 260) for text in texts])

    yield find


@contextmanager
def postgresql(folder: Path, count: int) -> Iterator[Find]:
    """Take in by COPY and search with full text on a GIN index, in a server of its own."""
    import psycopg

    from tests.postgres import running_postgres

    with running_postgres() as url, psycopg.connect(url, autocommit=True) as database:
        with Taking() as taking:
            database.execute(
                "CREATE TABLE page (id bigint, grp text, is_public boolean, body text,"
                " words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED)"
            )
            with database.cursor().copy("COPY page (id, grp, is_public, body) FROM STDIN") as copy:
                for row in telling(read_pages(folder / "pages.tsv", count)):
                    copy.write_row(row)
            database.execute("CREATE INDEX page_words ON page USING gin (words)")
        say(took=taking.took)
        database.execute("VACUUM ANALYZE page")

        def find(way: str, words: list[str]) -> int:
            function, text = _as_tsquery(way, words)
            found = database.execute(
                "SELECT ts_headline('english', body, q) FROM (SELECT body, q, ts_rank(words, q) AS rank"
                f" FROM page, {function}('english', %s) q WHERE words @@ q AND (is_public OR grp = ANY(%s))"
                " ORDER BY rank DESC LIMIT 20) found",
                [text, list(MINE)],
            )
            return len(found.fetchall())

        yield find


def _as_tsquery(way: str, words: list[str]) -> tuple[str, str]:
    match way:
        case "phrase":
            return "phraseto_tsquery", " ".join(words)
        case "beginning of four letters":
            return "to_tsquery", f"{words[0]}:*"
        case "either, not the third":
            return "to_tsquery", f"({words[0]} | {words[1]}) & !{words[2]}"
        case _:
            return "plainto_tsquery", " ".join(words)


SIDES: dict[str, Any] = {"ours": ours, "xapian": xapian, "postgresql": postgresql}


def answer(name: str, folder: Path, count: int) -> None:
    """Take the pages in, then time each search that comes on a line, until there are no more."""
    with SIDES[name](folder, count) as find:
        say(is_ready=True)
        for line in sys.stdin:
            way, words = json.loads(line)
            cpu, began = time.process_time(), time.perf_counter()
            hits = find(way, words)
            took, used = time.perf_counter() - began, time.process_time() - cpu
            say(ms=took * 1000, cpu=used * 1000, hits=hits)


if __name__ == "__main__":
    answer(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
