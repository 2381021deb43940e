"""What is confirmed is kept, what is finished has a receipt, and whoever has the code finds it again."""

import json
from base64 import b64decode
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest

from dueregard.parts.submissions.actions.keep_chunk import keep_chunk
from dueregard.parts.submissions.models import Direction, Inbox, Message, Part, Thread, Upload
from dueregard.rules.sealed.envelope import Recipient
from dueregard.rules.sealed.upload import CHUNK_BYTES, tag_of
from tests.builders_inbox import CODE, MEMO, RECIPIENTS, OfflineKey, Sender, make_inbox, message, renew, today
from tests.builders_sealed import lookalike, seal, shared_keys
from tests.people import Cast, of_southmoor

X = Recipient.X25519


@pytest.fixture
def inbox(cast: Cast) -> Inbox:
    return make_inbox(cast)


@pytest.fixture
def sender(inbox: Inbox) -> Sender:
    return Sender()


def sealed_file(plaintext: int = 4096) -> bytes:
    return lookalike(plaintext, 2, X)


def test_a_message_with_files_is_kept_and_its_receipt_is_the_hash_of_everything(sender: Sender) -> None:
    parts = [message(), sealed_file(), sealed_file(5 * 1024 * 1024)]
    answer = sender.send(*parts)
    hashes = [
        sha256(b"".join(sha256(part[at : at + CHUNK_BYTES]).digest() for at in range(0, len(part), CHUNK_BYTES)))
        for part in parts
    ]
    assert answer.status_code == 201
    assert answer.json() == {"receipt": sha256(b"".join(one.digest() for one in hashes)).hexdigest()}
    assert list(Part.objects.order_by("number").values_list("number", "size")) == [
        (number, len(part)) for number, part in enumerate(parts)
    ]


def test_a_real_post_quantum_message_is_taken(cast: Cast) -> None:
    keys = [key.recipient for key in shared_keys(3)]
    make_inbox(cast, recipients=tuple(keys))
    assert Sender().send(seal(bytes(16_384), *keys), seal(bytes(4096), *keys)).status_code == 201


def test_the_same_finish_again_gives_the_same_receipt_and_no_second_message(sender: Sender) -> None:
    upload = sender.start()
    parts = sender.put_all(upload, message())
    first, second = sender.finish(upload, parts), sender.finish(upload, parts)
    assert first.json() == second.json()
    assert Message.objects.count() == 1


class Slow(BytesIO):
    """A body of which only a little is there whenever somebody reads."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 1000))


def test_a_body_that_comes_a_little_at_a_time_is_kept_whole(sender: Sender, settings: Any) -> None:
    upload, sealed = Upload.objects.get(pk=sender.start()), message() + bytes(100_000)
    digest = sha256(sealed).hexdigest()
    told = {"digest": digest, "length": len(sealed), "today": today()}
    keep_chunk(upload=upload, part=0, index=0, stream=Slow(sealed), **told)
    (kept,) = [path for path in settings.SEALED_STORE.rglob("*") if path.is_file()]
    assert kept.read_bytes() == sealed


def test_the_same_chunk_again_is_content_and_other_bytes_in_its_place_are_refused(sender: Sender) -> None:
    upload = sender.start()
    assert [sender.put(upload, 0, 1, b"first").status_code for _ in range(2)] == [200, 200]
    assert sender.put(upload, 0, 1, b"other").status_code == 409
    assert Upload.objects.get().size == 5


def test_a_chunk_is_confirmed_only_under_its_own_hash_and_nothing_of_another_is_left(
    sender: Sender, settings: Any
) -> None:
    upload = sender.start()
    assert sender.put(upload, 0, 1, b"these", digest=sha256(b"those").hexdigest()).status_code == 400
    assert [path for path in settings.SEALED_STORE.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("upload", "part", "index", "status"),
    [
        ("../../etc", "0", "0", 405),
        ("0" * 32, "0", "0", 404),
        ("", "x", "0", 400),
        ("", "21", "0", 413),
        ("", "0", "9999", 413),
    ],
)
def test_a_chunk_belongs_to_an_upload_and_a_place(
    sender: Sender, upload: str, part: str, index: str, status: int
) -> None:
    where = f"{sender.base}api/uploads/{upload or sender.start()}/{part}/{index}"
    headers = {"X-Chunk-SHA256": sha256(b"x").hexdigest()}
    answer = sender.client.generic("PUT", where, b"x", content_type="application/octet-stream", headers=headers)
    assert answer.status_code == status


def test_a_chunk_that_is_too_large_or_empty_is_refused(sender: Sender) -> None:
    upload = sender.start()
    assert sender.put(upload, 0, 0, bytes(CHUNK_BYTES + 1)).status_code == 413
    assert sender.put(upload, 0, 1, b"").status_code == 400


def test_a_finish_that_names_what_never_arrived_makes_no_message(sender: Sender) -> None:
    upload = sender.start()
    parts = sender.put_all(upload, message())
    parts.append({"size": 5000, "chunks": ["ab" * 32]})
    assert sender.finish(upload, parts).status_code == 400
    assert not Message.objects.exists()
    assert sender.finish(upload, parts[:1]).status_code == 201


def test_what_was_sent_and_not_named_is_taken_off_the_disk(sender: Sender, settings: Any) -> None:
    upload = sender.start()
    parts = sender.put_all(upload, message(), sealed_file())
    sender.finish(upload, parts[:1])
    assert {path.parent.name for path in settings.SEALED_STORE.rglob("0*.*")} == {"0"}


BROKEN = {
    "words": b"The training said that ..." + bytes(16_000),
    "one keyholder too few": message(recipients=1),
    "the other kind": lookalike(16_384, 2),
    "a size that tells": lookalike(16_389, 2, X),
    "cut": message()[:-1],
}


@pytest.mark.parametrize("what", BROKEN)
def test_an_envelope_that_does_not_fit_is_refused_and_says_which_part(sender: Sender, what: str) -> None:
    refused = sender.send(message(), BROKEN[what])
    assert (refused.status_code, refused.json()) == (422, {"error": "refused", "part": 1})
    assert sender.send(BROKEN[what]).json() == {"error": "refused", "part": 0}
    assert not Message.objects.exists()


def test_parts_sealed_to_two_different_lists_are_not_one_message(cast: Cast) -> None:
    key = OfflineKey()
    inbox = make_inbox(cast, key)
    sender = Sender()
    from_before = message()
    renew(inbox, key, RECIPIENTS[0])
    assert sender.send(from_before, lookalike(4096, 1, X)).status_code == 422


def test_who_had_the_page_open_when_the_keys_changed_can_still_send(cast: Cast) -> None:
    key = OfflineKey()
    inbox = make_inbox(cast, key)
    renew(inbox, key, RECIPIENTS[0])
    assert Sender().send(message(recipients=2)).status_code == 201
    assert Sender().send(message(recipients=1), thread="cd" * 32).status_code == 201


def test_a_code_finds_its_memo_and_its_replies(sender: Sender, inbox: Inbox) -> None:
    sender.send(message())
    assert sender.look_up().json() == {"v": 1, "memo": MEMO.hex(), "replies": []}


def test_a_follow_up_goes_into_the_same_thread_and_replaces_the_memo(sender: Sender) -> None:
    sender.send(message())
    seen = sha256(MEMO).hexdigest()
    assert sender.send(message(), lookup=CODE, replaces=seen).status_code == 201
    assert list(Message.objects.order_by("position").values_list("position", "direction")) == [
        (0, Direction.SOURCE),
        (1, Direction.SOURCE),
    ]
    assert Thread.objects.count() == 1


def test_a_follow_up_that_saw_an_older_memo_changes_nothing(sender: Sender) -> None:
    sender.send(message())
    assert sender.send(message(), lookup=CODE, replaces="00" * 32).status_code == 409
    assert Message.objects.count() == 1


def test_a_code_that_is_taken_takes_no_second_thread(sender: Sender) -> None:
    assert sender.send(message()).status_code == 201
    assert sender.send(message()).status_code == 409


def test_a_wrong_code_answers_like_a_right_one_without_reply(sender: Sender, django_assert_num_queries: Any) -> None:
    sender.send(message())
    with django_assert_num_queries(3):
        right = sender.look_up()
    with django_assert_num_queries(3):
        wrong = sender.look_up("ff" * 32)
    assert right.status_code == wrong.status_code == 200
    assert len(right.content) == len(wrong.content)
    assert dict(right.headers) == dict(wrong.headers)
    assert wrong.json().keys() == right.json().keys()
    assert wrong.content == sender.look_up("ff" * 32).content
    assert wrong.json()["memo"] != sender.look_up("fe" * 32).json()["memo"]


def test_deleting_takes_the_bytes_off_the_disk_and_the_rows_out_of_the_database(sender: Sender, settings: Any) -> None:
    sender.send(message(), sealed_file())
    assert sender.delete("ff" * 32).json() == sender.delete().json() == {"v": 1}
    assert not Thread.objects.exists()
    assert list(settings.SEALED_STORE.glob("*")) == []


def test_one_code_deletes_and_finds_nothing_of_another(sender: Sender) -> None:
    sender.send(message())
    others = [f"{number:064x}" for number in range(6)]
    for code in others:
        sender.send(message(), thread=tag_of(code))
    left = list(Thread.objects.order_by("pk").values_list("tag", flat=True))
    for tag in left[::-1]:  # the last first: whoever deletes any thread would take the first
        if tag != tag_of(CODE):
            sender.delete(next(code for code in others if tag_of(code) == tag))
            left.remove(tag)
            assert set(Thread.objects.values_list("tag", flat=True)) == set(left)
    assert left == [tag_of(CODE)]


def test_a_code_of_one_group_finds_nothing_in_another(sender: Sender, cast: Cast) -> None:
    sender.send(message())
    southmoor = Sender("southmoor")
    assert southmoor.look_up().status_code == 404, "it has no inbox"
    make_inbox(of_southmoor(cast))
    assert southmoor.look_up().json()["memo"] != MEMO.hex()
    assert southmoor.delete().status_code == 200
    assert southmoor.send(message(), lookup=CODE, replaces=sha256(MEMO).hexdigest()).status_code == 409
    assert sender.look_up().json()["memo"] == MEMO.hex()


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"v":1}', b'{"v":1,"lookup":"ZZ"}', b"[" * 9000, b"\xff\xfe"])
@pytest.mark.parametrize("path", ["api/start", "api/lookup", "api/delete", f"api/uploads/{'0' * 32}/finish"])
def test_another_shape_is_malformed_and_nothing_is_repeated(sender: Sender, path: str, body: bytes) -> None:
    answer = sender.client.post(sender.base + path, body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"error": "malformed"})


def test_a_body_that_is_far_too_long_is_not_read(sender: Sender) -> None:
    answer = sender.client.post(sender.base + "api/lookup", bytes(1_000_001), content_type="application/json")
    assert answer.status_code == 413


def test_the_real_reply_comes_back_as_it_was_sent(sender: Sender, cast: Cast, signed_in: Any) -> None:
    sender.send(message())
    reply = lookalike(16_384, 1, X)
    where = f"/desk/sealed/northport/api/threads/{Thread.objects.get().pk}/replies"
    posted = signed_in(cast.asha).generic("POST", where, reply, content_type="application/octet-stream")
    assert posted.status_code == 201
    found = json.loads(sender.look_up().content)["replies"]
    assert [(one["id"], b64decode(one["sealed"])) for one in found] == [(posted.json()["id"], reply)]


@pytest.mark.parametrize("what", ["words", "one keyholder too few", "the other kind"])
def test_what_is_not_sealed_to_the_keyholders_is_refused_before_a_byte_of_it_is_on_the_disk(
    sender: Sender, settings: Any, what: str
) -> None:
    refused = sender.put(sender.start(), 0, 0, BROKEN[what])
    assert (refused.status_code, refused.json()) == (422, {"error": "refused", "part": 0})
    assert not any(path.is_file() for path in settings.SEALED_STORE.rglob("*"))


def test_an_answer_is_seen_even_by_who_sends_what_is_there_already(sender: Sender) -> None:
    upload, sealed = sender.start(), message()
    assert [sender.put(upload, 0, 0, sealed).status_code for _ in range(2)] == [200, 200]
