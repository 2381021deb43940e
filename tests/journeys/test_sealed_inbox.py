"""The sealed inbox on the real site: a narrow phone sends a photo, a keyholder answers, and it is deleted."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.submissions.actions.open_inbox import close_inbox
from dueregard.parts.submissions.gateways import bucket
from dueregard.parts.submissions.models import Message
from tests.builders_inbox import make_inbox
from tests.builders_sealed import content_hash, unseal
from tests.journeys.conftest import Watch
from tests.people import Cast
from tests.sealed.lists import VECTORS
from tests.sealed.walks import (
    SENTINEL,
    arrived,
    come_back,
    open_inbox,
    open_thread,
    photograph,
    said_by,
    saved,
    send,
    write,
)

pytestmark = pytest.mark.browser
KEYS: Any = VECTORS["keyholders"]["pq"]


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Path:
    """Keep sealed bytes in a folder of this test."""
    settings.SEALED_STORE = tmp_path / "sealed"
    bucket.forget()
    return tmp_path / "sealed"


def everything_kept(store: Path) -> bytes:
    """Return every row of every table, and every stored file, as bytes."""
    kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += repr(cursor.fetchall()).encode()
    return kept


def test_a_photo_is_sent_answered_followed_up_and_deleted(
    live_server: LiveServer,
    cast: Cast,
    store: Path,
    browser: Browser,
    watch: Watch,
    page: Page,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
) -> None:
    make_inbox(cast, recipients=(KEYS[0]["recipient"], KEYS[1]["recipient"]))
    address, desk = f"{live_server.url}/sealed/northport/", f"{live_server.url}/desk/sealed/northport/"
    phone = browser.new_context(viewport={"width": 360, "height": 740})
    phone.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    phone.on("request", watch.request)
    phone.on("response", watch.response)
    phone.on("console", watch.console)
    source = phone.new_page()

    photo = {"name": f"{SENTINEL}.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    words = send(source, address, f"{SENTINEL}: the slides say so.", [photo])
    axe(source)
    assert phone.cookies() == []
    kept = everything_kept(store)
    assert SENTINEL[-10:].encode() not in kept  # its plain letters: a row of bytes writes the others otherwise
    assert " ".join(words).encode() not in kept

    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, cast.asha)
    open_inbox(page, desk, KEYS[1]["identity"])
    axe(page)
    with page.expect_response("**/read"):  # marked as read: the page has no more to say to the server
        open_thread(page)
    expect(page.get_by_text(f"{SENTINEL}: the slides say so.")).to_be_visible()
    picture = saved(page, "001.jpg")
    assert picture.startswith(b"\xff\xd8")
    assert SENTINEL.encode() not in picture
    page.get_by_label("Your answer").fill("Thank you. Which date?")
    page.get_by_role("button", name="Seal and send the answer").click()
    expect(page.get_by_text("The answer is sealed and sent.")).to_be_visible()

    come_back(source, address, words)
    expect(source.get_by_text("Thank you. Which date?")).to_be_visible()
    source.get_by_role("button", name="Write again").click()
    write(source, "On 3 November.")
    arrived(source)
    page.get_by_role("button", name="All threads").click()
    with page.expect_response("**/read"):  # marked as read: the page has no more to say to the server
        open_thread(page)
    expect(page.get_by_text("On 3 November.")).to_be_visible()

    come_back(source, address, words)
    source.get_by_role("button", name="Delete everything").click()
    source.get_by_role("button", name="Delete everything").last.click()
    expect(source.get_by_role("heading", name="It is deleted")).to_be_visible()
    assert not Message.objects.exists()
    assert [path for path in store.rglob("*") if path.is_file()] == []
    phone.close()


def test_what_the_server_hands_to_a_keyholder_is_what_the_browser_sealed(
    live_server: LiveServer,
    cast: Cast,
    store: Path,
    page: Page,
    signed_in: Callable[[Person], Client],
    tmp_path: Path,
) -> None:
    make_inbox(cast, recipients=(KEYS[0]["recipient"], KEYS[1]["recipient"]))
    expect.set_options(timeout=60_000)
    content = hashlib.shake_128(b"recording").digest(9_000_001)
    path = tmp_path / "recording.bin"
    path.write_bytes(content)
    send(page, f"{live_server.url}/sealed/northport/", "A recording.", [path])
    asha = signed_in(cast.asha)
    api = "/desk/sealed/northport/api/"
    (thread,) = asha.get(f"{api}threads").json()["threads"]
    (message,) = thread["messages"]
    sealed = [asha.get(f"{api}messages/{message['id']}{end}").getvalue() for end in ("", "/files/1")]
    first, file = (unseal(one, KEYS[0]["identity"]) for one in sealed)
    described = said_by(first)["files"][0]
    assert file[: described["size"]] == content
    assert described["content_sha256"] == content_hash(content)


def test_a_closed_inbox_says_so_before_anybody_writes(
    live_server: LiveServer, cast: Cast, store: Path, page: Page, watch: Watch
) -> None:
    inbox = make_inbox(cast, recipients=(KEYS[0]["recipient"], KEYS[1]["recipient"]))
    close_inbox(inbox=inbox, by=None, now=timezone.now())
    watch.refused.add(f"{live_server.url}/sealed/northport/api/challenge")
    page.goto(f"{live_server.url}/sealed/northport/")
    expect(page.get_by_role("alert")).to_contain_text("The inbox is switched off at the moment")
    expect(page.get_by_role("button", name="I have twelve words").first).to_be_visible()
    expect(page.get_by_role("button", name="write a message")).to_be_hidden()
