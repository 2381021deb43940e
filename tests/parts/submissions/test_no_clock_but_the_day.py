"""Files, rows and logs are read as they lie, with nothing done to help first: none tells more than the day."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dueregard.parts.submissions.models import Message, Part, Thread, Upload, UsedChallenge
from dueregard.parts.submissions.tasks import forget_what_expired
from dueregard.rules.sealed.upload import tag_of
from tests.builders_inbox import CODE, Sender, make_inbox, message
from tests.bytes_on_disk import content
from tests.people import Cast
from tests.processes import wait_until

OWN = (Thread, Message, Part, Upload, UsedChallenge)


@pytest.fixture
def sender(cast: Cast) -> Sender:
    if connection.vendor == "postgresql":  # a session that another test left behind might still be looking
        with connection.cursor() as cursor:
            others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    make_inbox(cast)
    return Sender()


def stored() -> bytes:
    """Return the database's own files as they lie: SQLite's with its write-ahead file, PostgreSQL's tables."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        return b"".join(content(path) for path in (name, Path(f"{name}-wal")) if path.exists())
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        found = b""
        for model in OWN:
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [model._meta.db_table])
            found += bytes(cursor.fetchone()[0])
    return found


def forget_and_find(gone: Iterable[str]) -> list[str]:
    """Do what is done each hour; return which of these the database's own files still hold."""
    forget_what_expired.call()
    left = stored()
    return [one for one in gone if one.encode() in left]


def times(settings: Any) -> dict[str, float]:
    """Return every time of day that a file or folder of the store tells."""
    store = settings.SEALED_STORE
    found = {str(path.relative_to(store)): os.stat(path).st_mtime % 86_400 for path in [store, *store.rglob("*")]}
    return {name: time for name, time in found.items() if time}


def order(model: Any) -> list[str]:
    """Return the ids of a table's rows in the order in which they lie there."""
    row = "rowid" if connection.vendor == "sqlite" else "ctid"
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {model._meta.pk.column} FROM {table} ORDER BY {row}")
        return [one for (one,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_what_was_deleted_is_in_no_file_of_the_database_and_in_no_folders_time(
    sender: Sender, cast: Cast, signed_in: Any, settings: Any
) -> None:
    sender.send(message(), message())
    sender.send(message(), thread=tag_of("aa" * 32))
    mine, other = Thread.objects.get(tag=tag_of(CODE)).pk, Thread.objects.get(tag=tag_of("aa" * 32)).pk
    folders = list(Message.objects.values_list("pk", flat=True))
    assert mine.encode() in stored()
    sender.delete()
    assert times(settings) == {}
    signed_in(cast.asha).post(f"/desk/sealed/northport/api/threads/{other}/delete")
    assert times(settings) == {}
    assert not Thread.objects.exists()
    gone = (mine, other, *folders, tag_of(CODE))
    if connection.vendor == "postgresql":
        # What the tables' files keep of deleted rows goes within the hour, once nobody is still looking at them.
        wait_until(lambda: not forget_and_find(gone), what="nothing of what was deleted", seconds=60)
    left = stored()
    assert [pk for pk in gone if pk.encode() in left] == []


@pytest.mark.django_db(transaction=True)
def test_after_an_hour_rows_tell_neither_order_nor_transaction_and_say_the_same(sender: Sender) -> None:
    for number in range(12):
        sender.send(message(), thread=tag_of(f"{number:064x}"))
    came = {model: order(model) for model in OWN}
    said = {model: set(model.objects.values_list()) for model in OWN}  # type: ignore[attr-defined]
    assert came[Message] == came[Upload], "until then they lie in the order in which they came"
    forget_what_expired.call()
    for model in OWN:
        assert set(order(model)) == set(came[model])
        assert order(model) != came[model], model
        assert set(model.objects.values_list()) == said[model]  # type: ignore[attr-defined]
    assert order(Message) != order(Upload), "each table in an order of its own"
    if connection.vendor == "sqlite":
        assert os.stat(f"{connection.settings_dict['NAME']}-wal").st_size == 0
    else:
        with connection.cursor() as cursor:
            for model in OWN:
                cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {model._meta.db_table}")
                assert cursor.fetchone() == (1,), model
    assert sender.send(message(), thread=tag_of("bb" * 32)).status_code == 201
    assert sender.look_up().status_code == 200


def test_what_fails_leaves_no_time_on_any_folder(sender: Sender, settings: Any) -> None:
    upload = sender.start()
    assert sender.put(upload, 0, 1, b"words", digest="ab" * 32).status_code == 400
    assert sender.put(upload, 0, 2, b"words").status_code == 200
    assert sender.send_plain(message(), b"not sealed").status_code == 422
    assert settings.SEALED_STORE.is_dir()
    assert times(settings) == {}


def test_no_line_of_djangos_names_these_pages(
    sender: Sender, settings: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("ERROR", logger="django.request")  # as the site's own log is set
    assert settings.LOGGING["loggers"]["django.request"] == {"level": "ERROR"}
    assert sender.client.get(f"{sender.base}nothing.js").status_code == 404
    settings.SEALED_GIB = 0
    assert sender.client.get(f"{sender.base}api/challenge").status_code == 507
    assert sender.client.put(f"{sender.base}api/start").status_code == 405
    monkeypatch.setattr("dueregard.parts.submissions.views.sending.check_open", lambda *given: 1 / 0)
    assert sender.client.get(f"{sender.base}api/challenge").status_code == 500
    lines = [(one.name, one.getMessage()) for one in caplog.records if not one.name.startswith("django.db")]
    assert [name for name, words in lines if "/sealed/" in words] == []
    assert [name for name, _ in lines] == ["dueregard.sealed"], lines
