"""The sealed inbox's server under a flood and under many slow senders, and a keyholder who opens what came."""

import os
import subprocess
import sys
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.site import make_site, served

STATE = make_site()

COMMAND = [sys.executable, "-m", "dueregard_keyholder"]
KEYHOLDER = str(Path(__file__).parents[1] / "keyholder")
sys.path.insert(0, KEYHOLDER)

from django.db import connections  # noqa: E402 (what knows models comes after the site is made)
from django.utils import timezone  # noqa: E402
from dueregard_keyholder.shelf import Connection, Shelf  # noqa: E402

from dueregard.parts.submissions.models import Inbox, Message, Thread  # noqa: E402
from dueregard.parts.submissions.queries.keyholders import threads_after  # noqa: E402
from dueregard.rules.sealed.envelope import (  # noqa: E402
    LARGEST_HEADER,
    MOST_RECIPIENTS,
    VERSION_LINE,
    Content,
    EnvelopeRefused,
    Recipient,
    check_envelope,
)
from dueregard.rules.sealed.upload import tag_of  # noqa: E402
from tests.age_program import age_folder  # noqa: E402
from tests.builders_inbox import OfflineKey, Sender, make_inbox  # noqa: E402
from tests.builders_sealed import lookalike, shared_keys, stanza  # noqa: E402
from tests.builders_source import Source  # noqa: E402
from tests.over_http import OverHttp  # noqa: E402
from tests.people import make_cast  # noqa: E402

SLOW, RATE = 50, 20_000  # senders at once, bytes a second
HOLD_MS = 50.0  # what a hostile header may cost
OPENED, LISTED = 100, 1000  # threads


def run() -> list[Figure]:
    """Return the figures; the slow senders take about half a minute."""
    cast, offline, keys = make_cast(), OfflineKey(), shared_keys(2)
    inbox = make_inbox(cast, offline, tuple(key.recipient for key in keys))
    return [_headers(), *_slow_senders(), *_keyholder(inbox, offline)]


def _headers() -> Figure:
    share = b64encode(bytes(1120)).rstrip(b"=")
    line = b"-> mlkem768x25519 " + share + b"\n" + b64encode(bytes(32)).rstrip(b"=") + b"\n"
    bombs = [
        stanza() * 5000,
        stanza(Recipient.X25519) * 50_000,
        line * 5000,
        b"-> X25519 " + b"A" * 10**7,
        b"\n" * 10**7,
    ]
    bombs.append(lookalike(recipients=MOST_RECIPIENTS))
    worst = 0.0
    for bomb in bombs:
        start = (VERSION_LINE + bomb)[:LARGEST_HEADER] if not bomb.startswith(VERSION_LINE) else bomb
        began = time.perf_counter()
        for recipient in Recipient:
            try:
                check_envelope(start, total=10**7, recipient=recipient, recipients=10, content=Content.FILE)
            except EnvelopeRefused:
                continue
        worst = max(worst, time.perf_counter() - began)
    return Figure("sealed: the worst hostile header, against the limit", worst * 1000, HOLD_MS, "ms", 1.0)


def _slow_senders() -> list[Figure]:
    connections.close_all()
    with served() as port:
        _page_times(port, 40)  # until every worker has answered once
        quiet = _page_times(port, 100)
        with ThreadPoolExecutor(SLOW) as pool:
            sent = [pool.submit(_send_slowly, port, number) for number in range(SLOW)]
            busy = _page_times(port, 10_000, until=lambda: all(one.done() for one in sent))
            finished = sum(one.result() for one in sent)
    return [
        Figure(f"sealed: of {SLOW} senders at 20 kB/s at once, those who finish", finished, SLOW, "senders", 1.0),
        Figure("sealed: 95 % of other pages meanwhile, against a quiet site", _p95(busy), _p95(quiet), "ms", 2.0),
    ]


def _send_slowly(port: int, number: int) -> int:
    sender = Sender()
    sender.client = OverHttp(port, tries=400, rate=RATE)  # type: ignore[assignment]
    sealed = [lookalike(), lookalike(425_984)]
    return int(sender.send(*sealed, thread=tag_of(f"{number:064x}")).status_code == 201)


def _page_times(port: int, most: int, until: object = None) -> list[float]:
    taken = []
    for _ in range(most):
        began = time.perf_counter()
        OverHttp(port).get("/inboxes/northport/")
        taken.append((time.perf_counter() - began) * 1000)
        if callable(until) and until():
            break
        time.sleep(0.05)
    return taken


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def _keyholder(inbox: Inbox, offline: OfflineKey) -> list[Figure]:
    day = timezone.now().date()
    threads = [Thread(inbox=inbox, tag=tag_of(f"{n + 10**6:064x}"), day=day, until=day) for n in range(LISTED)]
    Thread.objects.bulk_create(threads)
    Message.objects.bulk_create(Message(thread=one, direction="source", position=0, day=day) for one in threads)
    began, after, pages = time.perf_counter(), "", 0
    while pages == 0 or after:
        after, pages = threads_after(inbox, after)["next"] or "", pages + 1
    listed = LISTED / (time.perf_counter() - began)
    return [
        Figure("sealed: threads listed for a keyholder, of 1,000", listed, 1000.0, "threads/s", 1.0),
        _all_opened(offline),
    ]


def _all_opened(offline: OfflineKey) -> Figure:
    """Let one run of the command open 1,000 threads that were fetched, against `age` alone, one after the other."""
    source = Source(offline.root, tuple(key.recipient for key in shared_keys(2)))
    sealed = source.sealed("words")[0]
    with TemporaryDirectory() as name, served() as port:
        folder, identity = Path(name), Path(name) / "identity"
        identity.write_text(shared_keys(2)[0].identity + "\n")
        shelf = Shelf(folder / "shelf")
        shelf.connect(Connection(f"http://127.0.0.1:{port}/sealed/northport/", offline.root, "x" * 40))
        for number in range(LISTED):
            message = f"{number:032x}"
            about = {"id": message, "from": "source", "files": []}
            own = shelf.keep_thread({"id": message, "messages": [about]}) / message
            own.mkdir()
            (own / "0.age").write_bytes(sealed)
        age = str(age_folder() / "age")
        began = time.perf_counter()
        for _ in range(OPENED):
            subprocess.run([age, "-d", "-i", identity, own / "0.age"], check=True, capture_output=True)
        bare = OPENED / (time.perf_counter() - began)
        began = time.perf_counter()
        subprocess.run(
            [*COMMAND, "open", "all", "--quiet", "--identity", identity, "--to", folder / "opened"],
            env={**os.environ, "DUEREGARD_AGE": age, "DUEREGARD_KEYHOLDER": str(shelf.folder), "PYTHONPATH": KEYHOLDER},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        ours = LISTED / (time.perf_counter() - began)
        if len(list((folder / "opened").glob("*/message-01.txt"))) != LISTED:
            raise RuntimeError("not every thread was opened")
    what = "sealed: 1,000 threads opened in one run of the command, against bare age"
    return Figure(what, ours, bare, "threads/s", 0.3)
