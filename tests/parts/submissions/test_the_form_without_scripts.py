"""The plain form takes files that were sealed by hand; anything else is refused before it touches the disk."""

from errno import EIO, ENOSPC
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import UnreadablePostError
from django.test import Client

from dueregard.parts.submissions.actions.arrive_plain import ArrivingByHand
from dueregard.parts.submissions.actions.refusals import Full
from dueregard.parts.submissions.gateways import bucket, store
from dueregard.parts.submissions.models import Inbox, Message, Part, Thread, Upload
from dueregard.rules.sealed.envelope import Recipient
from dueregard.rules.sealed.upload import CHUNK_BYTES
from tests.builders_inbox import Sender, make_inbox, today
from tests.builders_sealed import lookalike, seal, shared_keys
from tests.bytes_on_disk import content
from tests.parts.submissions.test_no_trace import tables
from tests.people import Cast

SENTINEL = b"the trainer said that pupils who mention Palestine must be reported"


@pytest.fixture
def sender(cast: Cast) -> Sender:
    make_inbox(cast)
    return Sender()


def by_hand(size: int = 1234) -> bytes:
    return lookalike(size, 2, Recipient.X25519)


def test_files_sealed_by_hand_are_kept_at_any_size(sender: Sender, cast: Cast, signed_in: Any) -> None:
    files = [by_hand(), by_hand(CHUNK_BYTES + 5)]
    answer = sender.send_plain(*files)
    assert answer.status_code == 200
    assert Thread.objects.get().tag is None
    assert list(Part.objects.order_by("number").values_list("number", "size", "chunks")) == [
        (1, len(files[0]), 1),
        (2, len(files[1]), 2),
    ]
    listed = signed_in(cast.asha).get("/desk/sealed/northport/api/threads").json()["threads"][0]["messages"][0]
    assert (listed["plain"], listed["sealed_bytes"]) == (True, 0)
    kept = signed_in(cast.asha).get(f"/desk/sealed/northport/api/messages/{listed['id']}/files/2")
    assert b"".join(kept.streaming_content) == files[1]


def test_a_file_from_the_real_age_is_taken(cast: Cast) -> None:
    keys = [key.recipient for key in shared_keys(2)]
    make_inbox(cast, recipients=tuple(keys))
    assert Sender().send_plain(seal(SENTINEL, *keys)).status_code == 200


def test_plaintext_is_refused_and_none_of_it_ever_touches_the_disk(
    sender: Sender, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(
        "dueregard.parts.submissions.gateways.store.keep_chunk", lambda *args, **kwargs: written.append("a chunk")
    )
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    answer = sender.send_plain(SENTINEL * 200_000)
    assert answer.status_code == 422
    assert b"not sealed" in answer.content
    assert written == []
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_one_file_that_is_not_sealed_leaves_nothing_of_the_others(sender: Sender, settings: Any) -> None:
    for files in (
        [by_hand(), SENTINEL],
        [by_hand(), by_hand()[:-2000]],
        [lookalike(500, 3, Recipient.X25519)],
        [b"age"],
    ):
        assert sender.send_plain(*files).status_code == 422
    assert not Message.objects.exists()
    assert list(settings.SEALED_STORE.glob("*")) == []


def test_a_form_without_files_or_with_words_is_refused(sender: Sender) -> None:
    where = sender.base + "api/plain"
    assert sender.client.post(where, {}).status_code == 422
    assert sender.client.post(where, {"text": SENTINEL.decode()}).status_code == 422
    assert sender.client.post(where, b"broken", content_type="multipart/form-data; boundary=x").status_code == 422
    assert not Message.objects.exists()


def test_more_files_than_a_message_may_have_are_refused(sender: Sender, settings: Any) -> None:
    assert sender.send_plain(*[by_hand(10) for _ in range(21)]).status_code == 422
    assert list(settings.SEALED_STORE.glob("*")) == []


def left(settings: Any) -> tuple[list[Any], int]:
    return list(settings.SEALED_STORE.glob("*")), Upload.objects.count()


def test_the_form_obeys_share_reserve_and_bucket_as_the_page_does(
    sender: Sender, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value, status, words in (
        ("SEALED_GIB", 0, 507, b"The inbox is full"),
        ("SEALED_DISK_RESERVE", 2**62, 507, b"The inbox is full"),
        ("SEALED_BUCKET", 0, 429, b"Too many people"),
    ):
        bucket.forget()
        before = getattr(settings, name)
        setattr(settings, name, value)
        answer = sender.send_plain(by_hand())
        assert (answer.status_code, words in answer.content) == (status, True), (name, answer.content)
        setattr(settings, name, before)
    bucket.forget()
    assert left(settings) == ([], 0)
    assert sender.send_plain(by_hand()).status_code == 200
    assert Upload.objects.count() == 0, "what was taken is no upload any more"


def test_what_arrives_at_once_is_counted_together(sender: Sender, settings: Any, cast: Cast) -> None:
    settings.SEALED_GIB = 1
    one, other = (ArrivingByHand(inbox=Inbox.objects.get(), today=today()) for _ in range(2))
    one.take(1024**3 - 10)
    with pytest.raises(Full):
        other.take(11)
    other.take(10)
    assert sender.send_plain(by_hand()).status_code == 507
    one.drop()
    assert sender.send_plain(by_hand()).status_code == 200


def test_whatever_fails_leaves_nothing_behind(sender: Sender, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(failure: Exception) -> Any:
        keep, times = store.keep_chunk, iter(range(9))

        def second(*args: Any, **kwargs: Any) -> bool:
            if next(times):
                raise failure
            return keep(*args, **kwargs)

        return second

    for failure, status in ((OSError(ENOSPC, ""), 507), (OSError(EIO, ""), 500), (UnreadablePostError("gone"), 422)):
        monkeypatch.setattr("dueregard.parts.submissions.gateways.store.keep_chunk", failing(failure))
        assert sender.send_plain(by_hand(), by_hand()).status_code == status, failure
        monkeypatch.undo()
        assert left(settings) == ([], 0), failure
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = {"files": ContentFile(by_hand(), name="a.age"), "words": "x" * 3_000}
    assert sender.client.post(sender.base + "api/plain", large).status_code == 422
    assert left(settings) == ([], 0)
    assert not Message.objects.exists()


def test_a_files_name_is_kept_nowhere(
    sender: Sender, settings: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    named = ContentFile(by_hand(), name="minutes-by-joan-smith.age")
    assert Client().post("/sealed/northport/api/plain", {"files": named}).status_code == 200
    assert Message.objects.count() == 1
    assert [name for name, rows in tables().items() if "joan" in "".join(rows)] == []
    kept = [path for root in (settings.SEALED_STORE, Path(settings.STATE)) for path in root.rglob("*")]
    assert sum(path.is_file() for path in kept) >= 1
    assert [path for path in kept if "joan" in path.name] == []
    assert [path for path in kept if path.is_file() and b"joan" in content(path)] == []
    said = capfd.readouterr()
    logged = "".join(one.getMessage() for one in caplog.records if one.name != "django.db.backends")
    assert "joan" not in said.out + said.err + logged
