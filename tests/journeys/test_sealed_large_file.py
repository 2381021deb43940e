"""A large file, from a real browser through the real web server to `age`: every byte is where it was.

It has half a gibibyte here and five in `./run soak` (tests/soak.py), where numbers of 31 and 32 bits would not do. That
takes minutes and 6 GiB of disk, so it begins first (`starts_early`, tests/conftest.py), and it leaves nothing. Nothing
here is limited in seconds: it fails when nothing moves any more.
"""

import hashlib
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import IO, Any

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from dueregard.parts.submissions.actions.name_keyholder import make_access_key
from dueregard.parts.submissions.models import Keyholder
from tests.age_program import age_folder
from tests.builders_inbox import make_inbox
from tests.faults.sealed_server import SealedServer
from tests.people import make_cast
from tests.sealed.lists import VECTORS
from tests.sealed.walks import keep_words, read_and_write, said_by
from tests.soak import so_many

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.soak,
    pytest.mark.starts_early,
    pytest.mark.timeout(0),  # `moves_until` ends it when it stands still
    pytest.mark.django_db(transaction=True),
]

MIB, GIB = 1024**2, 1024**3
SIZE = so_many(5 * GIB, piece=GIB // 2) - 1  # one byte short of its padded size
NEEDED = SIZE + 1.25 * GIB  # what is sealed, what the site keeps free, and some
ENDS = (0, 65_535, 4 * MIB - 1, 2 * GIB, 4 * GIB - 1, 4 * GIB)  # where numbers of 16, 31 and 32 bits end
MARKS = (*(at for at in ENDS if at < SIZE), SIZE - 1)
STANDSTILL = 300  # seconds without one more byte
KEYS: Any = VECTORS["keyholders"]["pq"]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A file that takes next to no room: zeros, but for a byte here and there."""
    free = shutil.disk_usage(tmp_path).free
    assert free >= NEEDED, (
        f"This test needs {NEEDED / GIB:.2f} GiB of free disk in {tmp_path}; there are {free / GIB:.2f}."
    )
    path = tmp_path / "recording.bin"
    with path.open("wb") as file:
        for number, at in enumerate(MARKS, 1):
            file.seek(at)
            file.write(bytes([number]))
    return path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SealedServer]:
    """Serve Northport's inbox, and take away at the end whatever was sent."""
    make_inbox(make_cast(), recipients=tuple(key["recipient"] for key in KEYS))
    connections.close_all()
    server = SealedServer(tmp_path)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(tmp_path / "sealed", ignore_errors=True)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of a source."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(STANDSTILL * 1000)
    expect.set_options(timeout=60_000)  # a busy machine is slow
    yield context.new_page()
    context.close()


def moves_until(page: Page, is_there: Callable[[], bool], progress: Callable[[], str]) -> None:
    """Wait for as long as there is progress."""
    seen, since = "", time.monotonic()
    while not is_there():
        if (now := progress()) != seen:
            seen, since = now, time.monotonic()
        assert time.monotonic() - since < STANDSTILL, f"nothing moves any more: {seen}"
        page.wait_for_timeout(250)


@contextmanager
def fetched(server: SealedServer, secret: str, path: str) -> Iterator[HTTPResponse]:
    """Give what the keyholder's interface answers, still to be read."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=STANDSTILL)
    with closing(connection):
        headers = {"Authorization": f"Bearer {secret}"}
        connection.request("GET", f"/sealed/northport/keyholder/api/{path}", headers=headers)
        with connection.getresponse() as answer:
            assert answer.status == 200
            yield answer


def pour(answer: HTTPResponse, into: IO[bytes]) -> None:
    with into:
        shutil.copyfileobj(answer, into, MIB)


def compared(plain: IO[bytes], original: IO[bytes]) -> str:
    """Read what was opened beside the original; return the content's hash. What follows must be zeros."""
    digest, at = hashlib.sha256(b"dueregard/inbox/v1/content\n" + SIZE.to_bytes(8, "big")), 0
    while expected := original.read(MIB):
        piece = plain.read(len(expected))
        assert piece == expected, f"not the same in the mebibyte from {at} on"
        digest.update(hashlib.sha256(piece).digest())
        at += len(piece)
    assert at == SIZE
    padding = plain.read()
    assert (len(padding), padding.strip(b"\0")) == (1, b"")
    return digest.hexdigest()


def test_a_large_file_survives_from_the_browser_to_age(
    recording: Path, server: SealedServer, page: Page, tmp_path: Path
) -> None:
    read_and_write(page, f"http://127.0.0.1:{server.port}/sealed/northport/", "A long recording.", [recording])
    keep_words(page)
    heading = page.get_by_role("heading", name="It has arrived")
    trouble = page.get_by_role("alert")
    words = page.locator("#send-words")
    moves_until(page, lambda: heading.is_visible() or trouble.is_visible(), words.inner_text)
    expect(heading).to_be_visible()

    keyholder = Keyholder.objects.get()
    secret = make_access_key(keyholder=keyholder, by=keyholder.person, now=timezone.now())
    identity = tmp_path / "key.txt"
    identity.write_text(KEYS[0]["identity"] + "\n")
    opener = [str(age_folder() / "age"), "-d", "-i", str(identity)]
    with fetched(server, secret, "threads") as answer:
        (thread,) = json.load(answer)["threads"]
    message = f"messages/{thread['messages'][0]['id']}"
    with fetched(server, secret, message) as answer:
        first = subprocess.run(opener, input=answer.read(), stdout=subprocess.PIPE, check=True).stdout
    (described,) = said_by(first)["files"]
    assert described["size"] == SIZE

    with (
        fetched(server, secret, f"{message}/files/1") as sealed,
        subprocess.Popen(opener, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as age,
        recording.open("rb") as file,
    ):
        assert age.stdin is not None
        assert age.stdout is not None
        pouring = threading.Thread(target=pour, args=(sealed, age.stdin))
        pouring.start()
        digest = compared(age.stdout, file)
        pouring.join()
    assert age.returncode == 0
    assert digest == described["content_sha256"]
