"""After a whole journey, every table, file and line of the log is read for what must not be there."""

import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client

from dueregard.parts.submissions.models import Thread
from dueregard.rules.sealed.upload import tag_of
from tests.builders_inbox import OfflineKey, Sender, make_inbox
from tests.builders_sealed import seal, shared_keys
from tests.builders_source import Source
from tests.bytes_on_disk import content
from tests.people import Cast

WORDS = "sentinel-plaintext-of-the-source"
NAME = "sentinel-name-of-a-file.m4a"
TOLD = {
    "HTTP_USER_AGENT": "sentinel-browser/1.0",
    "HTTP_ACCEPT_LANGUAGE": "xx-sentinel-language",
    "HTTP_REFERER": "https://sentinel-referrer.example/",
    "HTTP_COOKIE": "sessionid=sentinelcookie; csrftoken=sentineltoken",
    "HTTP_X_FORWARDED_FOR": "203.0.113.77",
    "REMOTE_ADDR": "203.0.113.78",
    "REMOTE_HOST": "sentinel-host.example",
}
TRACES = ["sentinel", "203.0.113."]
OWN_TABLES = re.compile(r"submissions_(thread|message|part|upload|usedchallenge)")
FINE_TIME = re.compile(r"\d\d:\d\d")


def tables() -> dict[str, list[str]]:
    """Return every row of every table, as words."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            found[name] = sorted(repr([as_words(value) for value in row]) for row in cursor.fetchall())
    return found


def as_words(value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("latin-1")
    return value.isoformat() if isinstance(value, datetime) else str(value)


@pytest.fixture
def source(cast: Cast, settings: Any, tmp_path: Path) -> Source:
    offline, keys = OfflineKey(), shared_keys(2)
    make_inbox(cast, offline, tuple(key.recipient for key in keys))
    return Source(offline.root, tuple(key.recipient for key in keys), reply_key=shared_keys(3)[2])


def walk(source: Source) -> Sender:
    """Go the whole way of a source: read, send, fail, come back, add, send by hand, start and leave, delete another."""
    sender = Sender()
    sender.client = Client(**TOLD)
    for name in ("", "config.json", "manifest.json", "keys.log", "sentinel-path.js"):
        sender.client.get(f"{sender.base}{name}?sentinel-query=1")
    source.send(sender, WORDS, ("audio/mp4", NAME, WORDS.encode() * 50))
    sender.send(WORDS.encode() * 700)
    sender.send_plain(seal(WORDS.encode(), *source.recipients))
    sender.send_plain(WORDS.encode())
    sender.look_up(source.lookup)
    source.send(sender, WORDS)
    sender.put(sender.start(), 0, 0, seal(WORDS.encode(), *source.recipients))
    sender.delete("ab" * 32)
    return sender


def test_a_journey_of_a_source_leaves_no_trace_in_any_table_file_or_log(
    source: Source, settings: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    walk(source)
    every = {name: "\n".join(rows) for name, rows in tables().items()}
    assert Thread.objects.count() == 2
    assert len(every) > 40
    secrets = [source.lookup, source.entropy.hex(), source.value("reply-mac").hex(), source.reply_key.recipient]
    for trace in [*TRACES, *secrets]:
        assert [name for name, rows in every.items() if trace in rows] == [], trace
    files = [path for root in (settings.SEALED_STORE, site.STATE) for path in Path(root).rglob("*") if path.is_file()]
    assert sum(path.is_relative_to(settings.SEALED_STORE) for path in files) >= 5
    for path in files:
        lies = content(path)
        assert not any(trace.encode() in lies for trace in [*TRACES[:1], *secrets]), path.name
        assert "sentinel" not in path.name
    out = capfd.readouterr()
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    for trace in [*TRACES, *secrets, tag_of(source.lookup)]:
        assert trace not in out.out + out.err + logged


written: list[str] | None = None


def note_what_is_written(event: str, told: tuple[Any, ...]) -> None:
    """Note each file that Python opens for writing; whatever opens it, the interpreter tells its audit hooks."""
    if written is not None and event == "open" and isinstance(told[0], str | bytes):
        for_writing = told[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND)
        if for_writing and "__pycache__" not in os.fsdecode(told[0]):
            written.append(os.path.realpath(os.fsdecode(told[0])))


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """Return the files that are opened for writing from now on. A hook cannot be taken away: it falls idle."""
    global written
    sys.addaudithook(note_what_is_written)
    written = found = []
    yield found
    written = None


def test_a_journey_of_a_source_writes_no_file_outside_the_store_and_the_database(
    source: Source, opened: list[str], settings: Any
) -> None:
    walk(source)
    store = os.path.realpath(settings.SEALED_STORE)
    assert sum(path.startswith(store) for path in opened) >= 5
    outside = {path for path in opened if not path.startswith((store, os.path.realpath(site.STATE), "/dev/null"))}
    assert {path for path in outside if not made_by_the_test(path)} == set()


def made_by_the_test(path: str) -> bool:
    """Tell whether `age` itself was the reader: the tests hand it what to seal through pipes, and lock its folder."""
    return path.endswith("/age-1.3/lock")


def test_a_journey_of_a_source_changes_no_table_but_its_own_five(source: Source) -> None:
    before = tables()
    walk(source)
    changed = {name for name, rows in tables().items() if rows != before[name]}
    assert changed == {name for name in before if OWN_TABLES.fullmatch(name)}


def test_no_row_of_a_source_tells_a_time_of_day(source: Source) -> None:
    walk(source)
    own = {name: rows for name, rows in tables().items() if OWN_TABLES.fullmatch(name)}
    assert len(own) == 5
    assert all(own.values())
    times = {name: [row for row in rows if FINE_TIME.search(printable(row))] for name, rows in own.items()}
    assert {name: rows for name, rows in times.items() if rows} == {}


def printable(row: str) -> str:
    """Leave out the memo's bytes, which may look like anything."""
    return re.sub(r"'(?:\\x[0-9a-f]{2}|[^'])*\\x07(?:\\x[0-9a-f]{2}|[^'])*'", "memo", row)


def test_answers_tell_no_number_order_or_count(source: Source) -> None:
    sender = walk(source)
    said = sender.look_up(source.lookup).json()
    assert set(said) == {"v", "memo", "replies"}
    started = sender.start()
    assert re.fullmatch(r"[0-9a-f]{32}", started)
    ids = [started, *(sender.start() for _ in range(20))]
    assert ids != sorted(ids)
