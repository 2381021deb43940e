"""The search at the size of a national archive, against Xapian and PostgreSQL's full text on the same pages in one run.

Every engine ranks, filters by permission and returns twenty passages with the words marked; ours through the site's own
search function, with the exact count besides. DUEREGARD_BENCH_PAGES says how many pages, so that a second run shows
how the times grow.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).parents[1]
PAGES = int(os.environ.get("DUEREGARD_BENCH_PAGES", "200000"))
GROUPS = 20
MINE = ("g1", "g2", "g3")
A_CLASS = 50  # searches of each class
SYSTEM_PYTHON = "/usr/bin/python3"  # has python3-xapian
SYLLABLES = ["ba", "co", "di", "fu", "ge", "ha", "jo", "ki", "lu", "me", "na", "po", "ra", "ster", "ton", "ley", "ham"]

Ways = Mapping[str, list[list[str]]]


def run() -> list[Figure]:
    """Return the figures of all three engines."""
    with tempfile.TemporaryDirectory(prefix="dueregard-bench-") as folder:
        pages = Path(folder) / "pages.tsv"
        write_pages(pages, PAGES)
        ways = searches(pages)
        (Path(folder) / "searches.json").write_text(json.dumps(ways))
        ours = _ours(Path(folder), pages, ways)
        xapian = _xapian(Path(folder))
        postgres = _postgres(pages, ways)
    return [*_indexing(ours, xapian, postgres), *_finding(ours, xapian, postgres)]


def write_pages(path: Path, count: int) -> None:
    """Write pages of about 150 words: stretches of this project's own texts among words of a long tail."""
    chance = random.Random(2026)
    own = " ".join(file.read_text() for file in sorted((ROOT / "packs").rglob("*.md")))
    words = re.findall(r"[a-z]{2,}", own.lower())
    tail = ["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))) for _ in range(40_000)]
    weights = [1 / (rank + 20) for rank in range(len(tail))]
    totals = [sum(weights[:1])]
    for weight in weights[1:]:
        totals.append(totals[-1] + weight)
    with path.open("w") as file:
        for _ in range(count):
            rare = chance.choices(tail, cum_weights=totals, k=60)
            starts = [chance.randrange(len(words) - 12) for _ in range(9)]
            text = " ".join(
                f"{' '.join(words[start : start + 10])} {' '.join(rare[place * 7 : place * 7 + 7])}."
                for place, start in enumerate(starts)
            )
            group = f"g{chance.randrange(GROUPS)}"
            file.write(f"{group}\t{int(chance.random() < 0.4)}\t{text}\n")


def read_pages(path: Path) -> Iterator[tuple[int, str, bool, str]]:
    """Yield number, group, whether everybody may find it, and text."""
    with path.open() as file:
        for number, line in enumerate(file):
            group, is_public, text = line.rstrip("\n").split("\t")
            yield number, group, is_public == "1", text


def searches(path: Path) -> Ways:
    """Return searches of each class, made of words as often as they stand in a sample of the pages."""
    chance = random.Random(7)
    sample = [text.replace(".", "").split() for number, _, _, text in read_pages(path) if number < 3000]
    counted: dict[str, int] = {}
    for words in sample:
        for word in set(words):
            counted[word] = counted.get(word, 0) + 1
    common = sorted(word for word, count in counted.items() if 0.02 < count / len(sample) < 0.2 and len(word) > 3)
    pairs = [[chance.choice(common), chance.choice(common)] for _ in range(A_CLASS)]
    triples = [[chance.choice(common) for _ in range(3)] for _ in range(A_CLASS)]
    phrases = [words[:2] for words in chance.sample(sample, A_CLASS)]
    starts = sorted({word[:4] for word in counted if len(word) > 5})
    return {
        "common term": [[word] for word in chance.sample(common, min(A_CLASS, len(common)))],
        "phrase": phrases,
        "both words": pairs,
        "either, not the third": triples,
        "beginning of four letters": [[start] for start in chance.sample(starts, A_CLASS)],
    }


def typed(way: str, words: list[str]) -> str:
    """Return a search as a person types it."""
    return {
        "common term": words[0],
        "phrase": f'"{" ".join(words)}"',
        "both words": " ".join(words),
        "either, not the third": f"({words[0]} OR {words[1]}) -{words[-1]}" if len(words) > 2 else "",
        "beginning of four letters": f"{words[0]}*",
    }[way]


def timed(find: Callable[[str, list[str]], object], ways: Ways) -> dict[str, tuple[float, float, float]]:
    """Return the median, the 95th of a hundred and the mean of our own CPU, in milliseconds, of each class, warm."""
    results = {}
    for way, every in ways.items():
        for words in every[:5]:
            find(way, words)
        took, used = [], time.process_time()
        for words in every:
            began = time.perf_counter()
            find(way, words)
            took.append((time.perf_counter() - began) * 1000)
        cpu = (time.process_time() - used) * 1000 / len(every)
        results[way] = (statistics.median(took), sorted(took)[int(len(took) * 0.95)], cpu)
    return results


def _ours(folder: Path, pages: Path, ways: Ways) -> dict[str, object]:
    os.environ.update(DUEREGARD_STATE=str(folder / "state"), DJANGO_SETTINGS_MODULE="dueregard.config.settings")
    import django  # noqa: PLC0415

    django.setup()
    from dueregard.foundation.search.gateways.interface import Reader, the_index  # noqa: PLC0415
    from dueregard.foundation.search.queries.search import search  # noqa: PLC0415
    from dueregard.rules.findable import Findable  # noqa: PLC0415

    since = datetime(2026, 1, 1, tzinfo=UTC)
    cpu, began = time.process_time(), time.perf_counter()
    with the_index().writing_anew() as writer:
        for number, group, is_public, text in read_pages(pages):
            thing = Findable(
                kind="page", key=str(number), title=f"Document {number // 9}", text=text, url=f"/d/{number}/",
                since=since, group=group, is_public=is_public,
            )  # fmt: skip
            writer.replace(("page", thing.key), [thing])
    took, used = time.perf_counter() - began, time.process_time() - cpu
    reader = Reader(frozenset(MINE))
    times = timed(lambda way, words: search(typed(way, words), reader=reader, facets=0), ways)
    faceted = timed(lambda way, words: search(typed(way, words), reader=reader), ways)
    size = sum(file.stat().st_size for file in (folder / "state" / "search").rglob("*") if file.is_file())
    return {"rate": PAGES / took, "cpu_rate": PAGES / used, "times": times, "faceted": faceted, "bytes": size}


def _xapian(folder: Path) -> dict[str, object]:
    """Run this file with the system's Python, which has Xapian."""
    done = subprocess.run(
        [SYSTEM_PYTHON, "-m", "bench.search", "xapian", str(folder)],
        check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout)
    return found


def xapian_side(folder: Path) -> None:
    """Index and search with Xapian as its documents advise; write the figures as JSON."""
    import xapian  # noqa: PLC0415

    made = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OPEN)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("english"))
    cpu, began = time.process_time(), time.perf_counter()
    count = 0
    for _number, group, is_public, text in read_pages(folder / "pages.tsv"):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(text)
        document.add_boolean_term(f"XG{group}")
        if is_public:
            document.add_boolean_term("XP")
        document.set_data(text)
        made.add_document(document)
        count += 1
    made.commit()
    took, used = time.perf_counter() - began, time.process_time() - cpu
    made.close()
    database = xapian.Database(str(folder / "xapian"))
    parser = xapian.QueryParser()
    parser.set_stemmer(xapian.Stem("english"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_default_op(xapian.Query.OP_AND)
    parser.set_database(database)
    flags = xapian.QueryParser.FLAG_DEFAULT | xapian.QueryParser.FLAG_WILDCARD | xapian.QueryParser.FLAG_PURE_NOT
    allowed = xapian.Query(xapian.Query.OP_OR, [xapian.Query(term) for term in ("XP", *(f"XG{g}" for g in MINE))])

    def find(way: str, words: list[str]) -> object:
        asked = typed(way, words).replace(" -", " NOT ")
        enquire = xapian.Enquire(database)
        enquire.set_query(xapian.Query(xapian.Query.OP_FILTER, parser.parse_query(asked, flags), allowed))
        matches = enquire.get_mset(0, 20)
        texts = [match.document.get_data().decode() for match in matches]
        return matches.get_matches_estimated(), [matches.snippet(text, 260) for text in texts]

    times = timed(find, json.loads((folder / "searches.json").read_text()))
    size = sum(file.stat().st_size for file in (folder / "xapian").rglob("*"))
    sys.stdout.write(json.dumps({"rate": count / took, "cpu_rate": count / used, "times": times, "bytes": size}))


def _postgres(pages: Path, ways: Ways) -> dict[str, object]:
    import psycopg  # noqa: PLC0415

    from tests.postgres import running_postgres  # noqa: PLC0415

    with running_postgres() as url, psycopg.connect(url, autocommit=True) as database:
        began = time.perf_counter()
        database.execute(
            "CREATE TABLE page (id bigint, grp text, is_public boolean, body text,"
            " words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED)"
        )
        with database.cursor().copy("COPY page (id, grp, is_public, body) FROM STDIN") as copy:
            for row in read_pages(pages):
                copy.write_row(row)
        database.execute("CREATE INDEX page_words ON page USING gin (words)")
        took = time.perf_counter() - began
        database.execute("VACUUM ANALYZE page")

        def find(way: str, words: list[str]) -> object:
            function, text = _as_tsquery(way, words)
            return database.execute(
                "SELECT ts_headline('english', body, q) FROM (SELECT body, q, ts_rank(words, q) AS rank"
                f" FROM page, {function}('english', %s) q WHERE words @@ q AND (is_public OR grp = ANY(%s))"
                " ORDER BY rank DESC LIMIT 20) found",
                [text, list(MINE)],
            ).fetchall()

        return {"rate": PAGES / took, "times": timed(find, ways)}


def _as_tsquery(way: str, words: list[str]) -> tuple[str, str]:
    if way == "phrase":
        return "phraseto_tsquery", " ".join(words)
    if way == "beginning of four letters":
        return "to_tsquery", f"{words[0]}:*"
    if way == "either, not the third":
        return "to_tsquery", f"({words[0]} | {words[1]}) & !{words[2]}"
    return "plainto_tsquery", " ".join(words)


def _indexing(ours: Mapping[str, object], xapian: Mapping[str, object], postgres: Mapping[str, object]) -> list[Figure]:
    def rate(of: Mapping[str, object], name: str = "rate") -> float:
        return float(str(of[name]))

    return [
        Figure(f"search: {PAGES:,} pages read in, against Xapian", rate(ours), rate(xapian), "pages/s", 5.0),
        Figure("search: the same per second of CPU", rate(ours, "cpu_rate"), rate(xapian, "cpu_rate"), "pages/s", 5.0),
        Figure("search: the same against PostgreSQL", rate(ours), rate(postgres), "pages/s", None),
        Figure("search: room saved on the disk", rate(xapian, "bytes") / 1e6, rate(ours, "bytes") / 1e6, "MB", 1.0),
    ]


def _finding(ours: Mapping[str, object], xapian: Mapping[str, object], postgres: Mapping[str, object]) -> list[Figure]:
    figures = []
    for way, (median, late, cpu) in _times(ours).items():
        theirs = _times(xapian)[way][2]
        figures.append(
            Figure(f"search: {way}, CPU of one, against Xapian", 1000 / cpu, 1000 / theirs, "a CPU second", 1.0)
        )
        for peer, of, aim in (
            ("Xapian", _times(xapian), 1.0),
            ("PostgreSQL", _times(postgres), 20.0 if way == "common term" else 1.0),
        ):
            name = f"search: {way}, against {peer}"
            figures.append(Figure(f"{name}, median", 1000 / median, 1000 / of[way][0], "searches/s", aim))
            figures.append(Figure(f"{name}, slowest of twenty", 1000 / late, 1000 / of[way][1], "searches/s", 1.0))
    median, plain = _times(ours, "faceted")["common term"][0], _times(ours)["common term"][0]
    figures.append(
        Figure("search: common term with five facets, against none", 1000 / median, 1000 / plain, "searches/s", None)
    )
    return figures


def _times(of: Mapping[str, object], name: str = "times") -> dict[str, tuple[float, float, float]]:
    times: dict[str, tuple[float, float, float]] = dict(of[name])  # type: ignore[call-overload]
    return times


if __name__ == "__main__":
    xapian_side(Path(sys.argv[2]))
