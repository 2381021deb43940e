"""The whole journey through a sealed inbox in the browsers that the suite does not drive, on the real web server.

A source reads who reads, sends a text and a photo, keeps twelve words; a keyholder opens, saves and answers; the source
comes back, writes again and deletes. The same walk in Chromium is `tests/journeys/test_sealed_inbox.py`.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from dueregard.parts.submissions.models import Message
from dueregard.rules.sealed.fingerprint_words import fingerprint_words
from tests import sessions
from tests.__main__ import say
from tests.builders_inbox import OfflineKey, make_inbox
from tests.faults.sealed_server import SealedServer
from tests.people import Cast, make_cast
from tests.sealed.lists import VECTORS
from tests.sealed.walks import SENTINEL, photograph
from tests.walks.browsers import BROWSERS
from tests.walks.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1500)]
KEYS: Any = VECTORS["keyholders"]["pq"]
MOST_REQUESTS = 12
Said = Callable[[str], None]


@pytest.fixture
def key() -> OfflineKey:
    return OfflineKey()


@pytest.fixture
def people(db: None, key: OfflineKey) -> Cast:
    cast = make_cast()
    make_inbox(cast, key, recipients=tuple(one["recipient"] for one in KEYS))
    return cast


@pytest.fixture
def server(people: Cast, tmp_path: Path) -> Iterator[SealedServer]:
    """Serve Northport's inbox and its desk."""
    connections.close_all()
    server = SealedServer(tmp_path)
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.mark.parametrize("called", BROWSERS)
def test_the_whole_journey(called: str, key: OfflineKey, people: Cast, server: SealedServer, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    site, began = f"http://127.0.0.1:{server.port}", time.monotonic()
    with BROWSERS[called](home) as driver:
        who = f"{called} {driver.version}"

        def said(step: str) -> None:
            say(f"{who}: {step} ({time.monotonic() - began:.0f} s)")

        say(f"\n{who}: drives")
        visitor = Visitor(driver)
        source = f"{site}/sealed/northport/"
        words = sends(visitor, source, key, home, said)
        answers(visitor, site, people, home, said)
        comes_back(visitor, source, words, said)
        deletes(visitor, source, words, said)
    assert not Message.objects.exists()
    assert not [path for path in (server.state / "sealed").rglob("*") if path.is_file()]
    said("nothing of it is left on the server")


def sends(visitor: Visitor, source: str, key: OfflineKey, home: Path, said: Said) -> list[str]:
    """Read, compare the words of the keys, write, keep the words, send. Return the twelve words."""
    visitor.open(source)
    visitor.sees(f"{len(KEYS)} keyholders of Northport group")
    visitor.press("Compare the list of keyholders")
    compared = [bytes.fromhex(key.root), *(one["recipient"].encode() for one in KEYS)]
    visitor.sees(*(" ".join(fingerprint_words(one)) for one in compared))
    visitor.sees("It is the first list.")
    asked = visitor.asks("return 1 + new Set(performance.getEntriesByType('resource').map((one) => one.name)).size")
    assert isinstance(asked, int)
    assert 5 < asked <= MOST_REQUESTS
    said(f"the page is there after {asked} requests")
    said("the group's eight words and those of each keyholder are those of the keys, and the log of lists fits")
    visitor.press("I have read this: write a message")
    visitor.fill("text", f"{SENTINEL}: the slides say so.")
    photo = home / f"{SENTINEL}.jpg"
    photo.write_bytes(photograph())
    visitor.choose("files", photo)
    visitor.sees("1 file chosen.")
    visitor.press("Go on")
    words = visitor.texts("#words li", 12)
    visitor.press("I have written them down")
    for which in ("one", "two"):
        (label,) = visitor.texts(f"#word-{which}-label", 1)
        visitor.fill(f"word-{which}", words[int(label.split()[-1]) - 1])
    visitor.press("Seal and send")
    visitor.sees("It has arrived")
    kept = visitor.asks("return [document.cookie, localStorage.length, sessionStorage.length]")
    assert kept == ["", 0, 0]
    assert visitor.driver.say("cookies") == []
    said("a text and a photo are sealed and sent; twelve words; no cookie, nothing stored")
    return words


def answers(visitor: Visitor, site: str, people: Cast, home: Path, said: Said) -> None:
    """Open the inbox as a keyholder, save the photo, answer."""
    cookie = sessions.sign_in(people.asha).cookies[settings.SESSION_COOKIE_NAME].value
    visitor.driver.say("cookie", cookie={"name": settings.SESSION_COOKIE_NAME, "value": cookie, "path": "/"})
    visitor.open(f"{site}/desk/sealed/northport/")
    file = home / "key.txt"
    file.write_text(f"# mine\n{KEYS[0]['identity']}\n")
    visitor.choose("key-file", file)
    visitor.press("Open the inbox")
    visitor.press("Thread of")
    visitor.sees(f"{SENTINEL}: the slides say so.", "notes removed by the sender")
    visitor.press("Open and save 001.jpg")
    visitor.sees("001.jpg is whole, and was handed to the browser to save.")
    picture = when_saved(home / "saved" / "001.jpg")
    assert picture.startswith(b"\xff\xd8")
    assert SENTINEL.encode() not in picture
    said("a keyholder opens it; the photo is saved, without its notes")
    visitor.fill("answer-text", "Thank you. Which date?")
    visitor.press("Seal and send the answer")
    visitor.sees("The answer is sealed and sent.")
    visitor.driver.say("no cookies")
    said("the answer is sealed and sent")


def comes_back(visitor: Visitor, source: str, words: list[str], said: Said) -> None:
    """Read the answer with the words, and write again."""
    shows_thread(visitor, source, words)
    visitor.sees("Thank you. Which date?")
    visitor.press("Write again")
    visitor.fill("text", "On 3 November.")
    visitor.press("Go on")
    visitor.sees("It has arrived")
    assert Message.objects.filter(thread__isnull=False).count() == 3
    said("the answer is read with the words, and a second message sent")


def deletes(visitor: Visitor, source: str, words: list[str], said: Said) -> None:
    """Delete everything; the words find nothing any more."""
    shows_thread(visitor, source, [word[:4].upper() for word in words])
    visitor.press("Delete everything")
    visitor.sees("Delete everything under these words?")
    visitor.press("Delete everything", last=True)
    visitor.sees("It is deleted")
    shows_thread(visitor, source, words)
    visitor.sees("Nothing is kept under these words.")
    said("everything is deleted, and the words find nothing")


def shows_thread(visitor: Visitor, source: str, words: list[str]) -> None:
    visitor.open(source)
    visitor.press("I have twelve words")
    visitor.fill("code", " ".join(words))
    visitor.press("Look for an answer")
    visitor.sees("Your thread")


def when_saved(file: Path) -> bytes:
    """Return what the browser saved, once it is whole."""
    until = time.monotonic() + 60
    while not (file.exists() and file.stat().st_size) or list(file.parent.glob("*.part")):
        there = [path.name for path in file.parent.iterdir()]
        assert time.monotonic() < until, f"{file.name} was not saved; there are {there}"
        time.sleep(0.1)
    return file.read_bytes()
