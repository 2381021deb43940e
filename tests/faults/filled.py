"""A whole site on a disk of its own, database and all, which fills up while letters leave and mail arrives.

`python -m tests.faults.filled DISK OUTSIDE HOW` runs inside bubblewrap, where DISK is small: it lays a copy of the
test's database there, fills the disk again and again, and writes down what came of it for the test that started it.
"""

import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import django

SETTINGS = "tests.faults.shaken_settings"
PIECES = (1 << 20, 4096, 1)  # bytes: first the most of it, then the last of it


def main(disk: Path, outside: Path, how: dict[str, Any]) -> None:
    """Put the database on the disk and walk; what is to be said is one file of JSON outside."""
    os.environ |= {"DUEREGARD_STATE": str(disk / "state"), "DJANGO_SETTINGS_MODULE": SETTINGS}
    os.environ.pop("DUEREGARD_MAIL_JOURNAL", None)
    os.environ["DATABASE_URL"] = f"sqlite:///{disk}/state/site.sqlite3"
    django.setup()
    (outside / "found.json").write_text(json.dumps(walk(disk, outside, how)))


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Leave no byte of the disk; whatever is freed meanwhile is taken as well. Afterwards there is room again."""
    stop, is_full, ballast = threading.Event(), threading.Event(), disk / "ballast"

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file:
            while not stop.is_set():
                for piece in PIECES:
                    with suppress(OSError):
                        while file.write(bytes(piece)):
                            pass
                is_full.set()
                stop.wait(0.02)

    filling = threading.Thread(target=fill)
    filling.start()
    is_full.wait()
    try:
        yield
    finally:
        stop.set()
        filling.join()
        ballast.unlink()


def walk(disk: Path, outside: Path, how: dict[str, Any]) -> dict[str, Any]:
    """Let letters leave and mail arrive while the disk is full, and not, and full. Returns what was seen."""
    # What the walk needs is imported once Django is set up on the database of this disk.
    from django.db import Error  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from dueregard.foundation.mail.actions.set_mode import set_mode  # noqa: PLC0415
    from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail  # noqa: PLC0415
    from dueregard.foundation.work.gateways.disk import is_from_full_disk  # noqa: PLC0415
    from dueregard.parts.foi.models import Correspondence  # noqa: PLC0415
    from dueregard.records.notes.models import Note  # noqa: PLC0415
    from tests.builders import make_body  # noqa: PLC0415
    from tests.builders_foi import make_campaign, make_waiting_case  # noqa: PLC0415
    from tests.faults.laid_back import lay_back  # noqa: PLC0415
    from tests.faults.whole_site import Deliverer, Index, Site, queue_letters, replies  # noqa: PLC0415
    from tests.foundation.mail.servers.sink import accepted, smtp_sink  # noqa: PLC0415
    from tests.over_http import OverHttp  # noqa: PLC0415
    from tests.people import make_cast  # noqa: PLC0415
    from tests.processes import wait_until  # noqa: PLC0415
    from tests.sessions import sign_in  # noqa: PLC0415

    setup_test_environment()
    lay_back(outside / how["copy"])
    cast, rounds, letters = make_cast(), how["rounds"], how["letters"]
    set_mode(mode="live", by=None, now=timezone.now())
    body = make_body("Northport Council")
    cases = [make_waiting_case(make_campaign(cast.northport), make_body(f"Body {one}")) for one in range(how["mails"])]
    arriving, mails = replies(cases), list[Deliverer]()
    desk, work, note = sign_in(cast.asha), sign_in(cast.dana), f"/desk/notes/body/{body.slug}/write/"
    desk.raise_request_exception = work.raise_request_exception = False
    said: dict[str, Counter[str]] = {one: Counter() for one in ("health", "work", "form", "queue")}
    kept: list[str] = []
    State, waits = OutgoingMessage.State, list[range]()  # noqa: N806

    def write(turn: int) -> bool:
        """Post a note; tell whether the disk was so full that it was refused."""
        text = f"Note {turn}.{len(kept)}. " + "They wrote to us again. " * 200
        answer = desk.post(note, {"text": text})
        said["form"][f"{answer.status_code}"] += 1
        if answer.status_code == 302:
            kept.append(text.strip())
        elif "disk is full" in answer.content.decode():
            said["form"]["in words"] += 1
        return answer.status_code != 302

    def queue(numbers: range) -> bool:
        """Queue letters, or say why not and keep them for later."""
        try:
            queue_letters(numbers, timezone.now())
        except (Error, OSError) as fault:
            said["queue"]["full" if is_from_full_disk(fault) else repr(fault)] += 1
            return False
        return True

    def health(site: Site) -> str:
        with suppress(OSError, HTTPException):
            answer = OverHttp(site.http).get("/healthz")
            return f"{answer.status_code} {answer.content.decode().strip()}"
        return "nobody answered"

    def until(is_so: Callable[[], bool], what: object) -> None:
        wait_until(is_so, what=what)

    def done() -> bool:
        left = OutgoingMessage.objects.filter(state__in=[State.SENT, State.UNSURE]).count()
        filed = StoredEmail.objects.filter(state=StoredEmail.State.FILED).count()
        return left == letters and filed == len(cases)

    with smtp_sink(outside) as port:
        site = Site(outside, port, SETTINGS)
        with site.runs() as processes:
            until(site.answers, "the site")
            for turn in range(rounds):
                before, numbers = len(accepted(outside)), range(turn, letters, rounds)
                assert queue(numbers[::2])
                until(lambda before=before: len(accepted(outside)) > before, "a letter")
                with filled(disk):
                    mails.append(Deliverer(site.lmtp, arriving[turn::rounds]))
                    mails[-1].start()
                    until(lambda: mails[-1].refused > 0, "a full disk to refuse an e-mail")
                    until(lambda turn=turn: write(turn), "a full disk to refuse a form")
                    if not queue(numbers[1::2]):
                        waits.append(numbers[1::2])
                    said["health"][health(site)] += 1
                    page = work.get("/desk/work/").content.decode()
                    said["work"]["in words" if "disk is full" in page else page[:300]] += 1
                while waits:
                    until(lambda: queue(waits[-1]), "letters to be queued")
                    waits.pop()
            until(done, "all letters and e-mails")
            index = Index()
            until(index.is_whole, index)
            running, last = [one.poll() is None for one in processes], health(site)
        for mail in mails:
            mail.may_end.set()
            mail.join()
    times = Counter(str(line["id"]) for line in accepted(outside))
    stood = dict(OutgoingMessage.objects.values_list("message_id", "state"))
    filed = Counter(Correspondence.objects.filter(direction="in").values_list("case", flat=True))
    return {
        "twice": [one for one, count in times.items() if count != 1],
        "sent but never left": [one for one, is_ in stood.items() if is_ == State.SENT and one not in times],
        "letters": len(stood),
        "unsure": list(stood.values()).count(State.UNSURE),
        "filed": sorted(filed.values()),
        "notes": sorted(Note.objects.values_list("text", flat=True)) == sorted(kept),
        "said": said,
        "running": running,
        "health": last,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
