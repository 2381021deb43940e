"""Votes: 100,000 counted against the quickest library, the pages against a plain view, 1,000 cast by fifty at once.

The peer of the ranked count is stvpoll, by the same Scottish rules; the votes are such that both elect the same. The
peer of casting is a plain form of this site that writes one row, posted by as many at once to the same server: several
people save searches, for each may save a hundred and is then refused without a write. Whoever is told that the server
is busy sends the same again, as a person would; their time runs on.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.figures import Figure
from bench.site import make_site, rate, served

VOTES, PLACES = 100_000, 3
OPTIONS = tuple(f"Option {at}" for at in range(1, 9))
NEEDED = "stvpoll==0.5.6"
MEMBERS, AT_ONCE = 1_000, 50
SAVERS = 10  # each may save a hundred searches
MOST_TRIES, BUSY = 20, {500, 503}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}


def run() -> Iterator[Figure]:
    """Measure counting, then a served site."""
    yield from _counting()
    yield from _voting()


def _counting() -> Iterator[Figure]:
    from dueregard.rules.votes.questions import Kind, question_of  # noqa: PLC0415 -- as in the other benches
    from dueregard.rules.votes.tally import tally  # noqa: PLC0415

    chance = Random(2007)
    papers = [chance.sample(range(1, 9), chance.randint(1, 8)) for _ in range(VOTES)]
    ranked = [">".join(map(str, paper)) for paper in papers]
    question = question_of(Kind.RANK, OPTIONS, PLACES)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", folder, NEEDED], check=True)
        sys.path.insert(0, folder)
        peer = importlib.import_module("stvpoll.scottish_stv").calculate_scottish_stv
        ours, mine = _timed(lambda: tally(question, ranked))
        theirs, other = _timed(lambda: peer(OPTIONS, _grouped(ranked), PLACES))
        sys.path.remove(folder)
    elected = set(mine.ranked.elected)
    if elected != set(other):
        raise RuntimeError(f"ours elects {sorted(elected)}, the peer {sorted(other)}: their times cannot be compared")
    yield Figure(
        f"{VOTES:,} ranked votes, three places, against stvpoll", VOTES / ours, VOTES / theirs, "a second", 0.5
    )
    plain = [str(chance.randint(1, 2)) for _ in range(VOTES)]
    ours, _ = _timed(lambda: tally(question_of(Kind.YES_NO, (), 1), plain))
    theirs, _ = _timed(lambda: Counter(plain))
    yield Figure(f"{VOTES:,} votes yes or no, against a bare Counter", VOTES / ours, VOTES / theirs, "a second", 0.5)


def _grouped(ranked: list[str]) -> list[tuple[tuple[str, ...], int]]:
    """What the peer takes: each order once, with how many voted so."""
    return [(tuple(OPTIONS[int(at) - 1] for at in vote.split(">")), number) for vote, number in Counter(ranked).items()]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The least of three tries, in seconds, and what came of it."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        done = work()
        times.append(time.perf_counter() - began)
    return min(times), done


def _voting() -> Iterator[Figure]:
    make_site()
    made, codes, (cookie, *savers) = _opened()
    page = f"/votes/{made.pk}/"
    with served() as port:
        hello = rate(port, "/robots.txt")
        yield Figure("the voting page, against a plain view", rate(port, page), hello, "pages/s", 0.15)
        yield Figure(
            "its page on the desk, the same",
            rate(port, f"/desk/votes/{made.pk}/", cookie=cookie),
            hello,
            "pages/s",
            0.15,
        )
        sent = [
            (f"{page}cast/", {"code": code, "vote": "1", "csrfmiddlewaretoken": token}, jar)
            for jar, token in [_token(port, page, "")]
            for code in codes[:MEMBERS]
        ]
        saved = [
            ("/search/keep/", {"name": f"Mine {at}", "q": "plan", "csrfmiddlewaretoken": token}, jar)
            for jar, token in [_token(port, "/desk/searches/", one) for one in savers]
            for at in range(MEMBERS // len(savers))
        ]
        Random(2007).shuffle(saved)
        plain = _posted(port, saved, 302)
        cast = _posted(port, sent, 200)
    from dueregard.foundation.search.models import KeptSearch  # noqa: PLC0415
    from dueregard.parts.consultations.gateways import box  # noqa: PLC0415
    from dueregard.parts.consultations.models import Box, Code  # noqa: PLC0415

    rows = KeptSearch.objects.count()
    if rows != MEMBERS:
        raise RuntimeError(f"the plain form wrote {rows} rows of {MEMBERS}: their times cannot be compared")
    kept = len(box.empty(made.pk, Box.objects.get(consultation=made).sealed))
    used = Code.objects.filter(consultation=made, is_used=True).count()
    yield Figure(f"{MEMBERS:,} votes cast by {AT_ONCE} at once: kept, against cast", kept, MEMBERS, "votes", 1.0)
    yield Figure("codes used, the same", used, MEMBERS, "codes", 1.0)
    yield Figure("the slowest twentieth of casting, against a plain form (at most 3)", cast, plain, "ms", 3.0)


def _opened() -> tuple[Any, list[str], list[str]]:
    """Return an open vote, the codes on its slips, and cookies: of a caseworker, then of those who save searches."""
    from tests.parts.consultations.builders import opened  # noqa: PLC0415 -- Django is set up only now
    from tests.people import make_cast, make_person  # noqa: PLC0415
    from tests.sessions import sign_in  # noqa: PLC0415

    cast = make_cast()
    made, codes = opened(cast, roll=MEMBERS + 200, now=datetime.now(UTC))
    people = [cast.asha, *(make_person(f"saver-{at}") for at in range(SAVERS))]
    jars = [sign_in(person).cookies for person in people]
    return made, codes, ["; ".join(f"{name}={morsel.value}" for name, morsel in jar.items()) for jar in jars]


def _posted(port: int, sent: list[tuple[str, dict[str, str], str]], wanted: int) -> float:
    """Post each of these (address, fields, cookies), fifty at once.

    Returns the 95th percentile in ms. Raises: RuntimeError for another answer
    """

    def post(one: tuple[str, dict[str, str], str]) -> float:
        to, fields, jar = one
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        began = time.perf_counter()
        for _ in range(MOST_TRIES):
            connection.request("POST", to, urlencode(fields), {**FORM, "Cookie": jar})
            answer = connection.getresponse()
            words = answer.read().decode(errors="replace")
            if answer.status not in BUSY:
                break
        if answer.status != wanted:
            raise RuntimeError(f"{to} answered {answer.status}: {words[:200]}")
        return time.perf_counter() - began

    with ThreadPoolExecutor(AT_ONCE) as voters:
        took = sorted(voters.map(post, sent))
    return took[int(len(took) * 0.95)] * 1000


def _token(port: int, form: str, cookie: str) -> tuple[str, str]:
    """Fetch a form; return the cookies to send with it, and its token."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", form, headers={"Host": "localhost", **({"Cookie": cookie} if cookie else {})})
    answer = connection.getresponse()
    words = answer.read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', words)
    if found is None:
        raise RuntimeError(f"{form} answered {answer.status} without a form")
    given = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return "; ".join(filter(None, [cookie, *given])), found[1]
