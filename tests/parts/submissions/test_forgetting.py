"""Threads end by themselves on a day that tells nothing, abandoned uploads are purged, and deleted means gone."""

import os
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from dueregard.parts.submissions.actions.forget_expired import forget_expired
from dueregard.parts.submissions.models import Inbox, Message, Thread, Upload, UsedChallenge
from dueregard.rules.sealed.upload import tag_of
from tests.builders_inbox import CODE, MEMO, Sender, make_inbox, message, today
from tests.bytes_on_disk import content
from tests.people import Cast


@pytest.fixture
def sender(cast: Cast) -> Sender:
    make_inbox(cast)
    return Sender()


def files(settings: Any) -> list[Path]:
    return [path for path in settings.SEALED_STORE.rglob("*") if path.is_file()]


def test_a_thread_is_kept_as_long_as_was_said_and_ends_on_one_of_many_days(sender: Sender) -> None:
    for number in range(12):
        sender.send(message(), thread=tag_of(f"{number:064x}"))
    ends = {(thread.until - today()).days for thread in Thread.objects.all()}
    assert all(90 <= days <= 104 for days in ends)
    assert len(ends) > 1


def test_an_expired_thread_is_gone_with_its_bytes_and_the_others_stay(sender: Sender, settings: Any) -> None:
    sender.send(message())
    sender.send(message(), thread=tag_of("aa" * 32))
    Thread.objects.filter(tag=tag_of(CODE)).update(until=today() - timedelta(days=1))
    assert forget_expired(today=today()) == 1
    assert Thread.objects.get().tag == tag_of("aa" * 32)
    assert len(files(settings)) == 1
    assert forget_expired(today=today()) == 0


def test_a_message_lets_its_thread_be_kept_anew(sender: Sender) -> None:
    sender.send(message())
    Thread.objects.update(until=today())
    sender.send(message(), lookup=CODE, replaces=sha256(MEMO).hexdigest())
    assert Thread.objects.get().until >= today() + timedelta(days=90)


def test_an_abandoned_upload_is_purged_after_two_days_and_not_before(sender: Sender, settings: Any) -> None:
    settings.SEALED_STRAY_SECONDS = -60
    upload = sender.start()
    sender.put(upload, 0, 1, b"x")
    forget_expired(today=today() + timedelta(days=1))
    assert Upload.objects.exists()
    forget_expired(today=today() + timedelta(days=2))
    assert not Upload.objects.exists()
    assert not UsedChallenge.objects.exists()
    assert files(settings) == []
    assert sender.put(upload, 0, 2, b"x").status_code == 404


def test_an_upload_in_which_something_arrives_each_day_is_not_purged(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, upload = timezone.now(), sender.start()
    for days in range(5):
        now = began + timedelta(days=days)
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        assert sender.put(upload, 0, 1 + days, b"x").status_code == 200
        forget_expired(today=today())
    assert Upload.objects.get().size == 5


def test_a_receipt_outlives_the_day_but_not_the_next(sender: Sender, settings: Any) -> None:
    upload = sender.start()
    parts = sender.put_all(upload, message())
    receipt = sender.finish(upload, parts).json()
    forget_expired(today=today() + timedelta(days=1))
    assert sender.finish(upload, parts).json() == receipt
    forget_expired(today=today() + timedelta(days=2))
    assert sender.finish(upload, parts).status_code == 404
    assert len(files(settings)) == 1
    assert Message.objects.count() == 1


def test_bytes_that_no_row_names_are_swept_up(sender: Sender, settings: Any) -> None:
    sender.send(message())
    stray = settings.SEALED_STORE / ("ab" * 16) / "0"
    stray.mkdir(parents=True)
    (stray / ("00000." + "cd" * 32)).write_bytes(b"left by a crash")
    forget_expired(today=today())
    assert len(files(settings)) == 2, "what arrives at this moment has no row yet"
    settings.SEALED_STRAY_SECONDS = -60
    forget_expired(today=today())
    assert [path.parent.parent.name for path in files(settings)] == [Message.objects.get().pk]


@pytest.mark.django_db(transaction=True)
def test_what_was_deleted_is_not_in_the_databases_file_any_more(cast: Cast, settings: Any) -> None:
    make_inbox(cast)
    sender = Sender()
    sender.send(message())
    pk = Thread.objects.get().pk
    sender.delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        lies = content(Path(str(connection.settings_dict["NAME"])))
        assert pk.encode() not in lies
        assert tag_of(CODE).encode() not in lies
    assert not Thread.objects.filter(pk=pk).exists()


def test_no_file_folder_or_row_tells_a_time_finer_than_a_day(sender: Sender, settings: Any) -> None:
    sender.send(message(), message())
    sender.start()
    for path in [settings.SEALED_STORE, *settings.SEALED_STORE.rglob("*")]:
        seen = os.stat(path)
        assert seen.st_mtime % 86_400 == 0, path.name
        assert path.is_dir() or seen.st_atime % 86_400 == 0, path.name
    fields = [field for model in (Thread, Message, Upload, UsedChallenge) for field in model._meta.get_fields()]
    kinds = {field.name: field.get_internal_type() for field in fields if hasattr(field, "get_internal_type")}
    assert "DateTimeField" not in kinds.values()
    assert "TimeField" not in kinds.values()
    assert {name for name, kind in kinds.items() if kind == "DateField"} == {"day", "until"}


def test_no_column_could_hold_what_leads_to_a_person() -> None:
    kept = {
        model.__name__: {field.name for field in model._meta.concrete_fields}
        for model in (Thread, Message, Upload, UsedChallenge)
    }
    assert kept == {
        "Thread": {"id", "inbox", "tag", "memo", "day", "until", "size"},
        "Message": {"id", "thread", "direction", "position", "day", "is_plain", "is_read"},
        "Upload": {"id", "inbox", "day", "size", "receipt"},
        "UsedChallenge": {"digest", "day"},
    }
    assert isinstance(today(), date)
    assert Inbox._meta.get_field("root").unique
