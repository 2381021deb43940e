"""What a source sealed opens on the keyholder's machine, whole or not at all, under names of our own."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dueregard_keyholder.protocol import PIECE, ContentHash

from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Message, Part
from tests.builders_inbox import Sender
from tests.builders_sealed import content_hash, seal, shared_keys, unseal
from tests.builders_source import MESSAGE, Source, framed, hash_of, padded, sealed_hash
from tests.keyholder.conftest import Desk
from tests.sealed.modules import vectors

pytestmark = [pytest.mark.django_db(transaction=True)]

NAMES = ["../../.bashrc", "/etc/passwd", "CON", "a\x00b", "con.txt:stream", "‮gpj.exe", "-rf", "ok.jpg/../../x"]
SIZES = [0, 1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 1_048_575, 1_048_576, 1_048_577]


def test_a_message_with_files_opens_to_numbers_and_the_answer_reaches_its_source(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, paper = b"what the trainer said" * 999, b"%PDF-1.7 slides"
    desk.source.send(
        desk.sender, "Zażółć gęślą jaźń 🙂 ‏שלום", ("audio/mp4", "me.m4a", sound), ("application/pdf", "x.pdf", paper)
    )
    assert desk.open() == 0
    opened = desk.folder / "opened"
    assert (opened / "001.m4a").read_bytes() == sound
    assert (opened / "002.pdf").read_bytes() == paper
    assert "Zażółć gęślą jaźń 🙂" in (opened / "message-01.txt").read_text()
    assert Message.objects.get().is_read
    (desk.folder / "answer").write_text("Thank you. Was it recorded in October?")
    answered = desk.run("reply", desk.thread(), "--identity", desk.identity, "--file", desk.folder / "answer")
    assert answered == 0
    assert [(one["text"], one["seq"], one["prev"]) for one in desk.replies()] == [
        ("Thank you. Was it recorded in October?", 0, None)
    ]
    desk.source.send(desk.sender, "Yes, in October.")
    assert desk.open("again") == 0
    assert "Yes, in October." in (desk.folder / "again" / "message-03.txt").read_text()
    (desk.folder / "answer").write_text("We publish on Monday.")
    desk.run("reply", desk.thread(), "--identity", desk.identity, "--file", desk.folder / "answer")
    assert [one["seq"] for one in desk.replies()] == [0, 1]
    assert desk.replies()[1]["prev"] is not None


SCRIPTS = (
    "Zażółć gęślą jaźń · Ñandú · Ελληνικά · Кириллица · עִבְרִית · العربية · हिन्दी · ไทย · "
    "中文 · 日本語 · 한국어 · e\u0301 · 🙂🏽 · \U0001202d"
)


def test_words_in_every_script_reach_the_keyholder_and_the_source(desk: Desk) -> None:
    desk.source.send(desk.sender, SCRIPTS, ("text/plain", f"{SCRIPTS}.txt", SCRIPTS.encode()))
    assert desk.open() == 0
    assert (desk.folder / "opened" / "message-01.txt").read_bytes() == SCRIPTS.encode()
    assert (desk.folder / "opened" / "001.txt").read_bytes() == SCRIPTS.encode()
    (desk.folder / "answer").write_bytes(SCRIPTS.encode())
    assert desk.run("reply", desk.thread(), "--identity", desk.identity, "--file", desk.folder / "answer") == 0
    assert [one["text"] for one in desk.replies()] == [SCRIPTS]


def test_all_threads_are_opened_in_one_run_each_into_a_folder_of_its_own_and_it_says_how_far_it_is(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueregard_keyholder.many.SAID_EVERY", 0.0)
    for number in range(4):
        source = replace(desk.source, entropy=bytes([number]) * 16)
        source.send(desk.sender, f"The {number}th.", ("text/plain", "", b"notes"))
    assert desk.run("fetch") == 0
    whole, spoilt, missing, forged = sorted(thread.pk for thread in desk.inbox.threads.all())
    shelf = desk.folder / "shelf" / "threads"
    for thread, part in ((spoilt, "1.age"), (forged, "0.age")):
        (sealed,) = (shelf / thread).glob(f"*/{part}")
        sealed.write_bytes(sealed.read_bytes()[:-1])
    for sealed in (shelf / missing).glob("*/0.age"):
        sealed.unlink()
    assert desk.run("open", "all", "--identity", desk.identity, "--to", desk.folder / "all") == 3
    said = capsys.readouterr()
    assert "4 of 4 threads opened" in said.err
    written = sorted(path.relative_to(desk.folder / "all").as_posix() for path in (desk.folder / "all").rglob("*.txt"))
    of_message = ["message-01.txt", "message-01-files.txt"]
    assert written == sorted(
        [f"{whole}/001.txt", *(f"{thread}/{one}" for thread in (whole, spoilt) for one in of_message)]
    )
    assert said.out.count("REFUSED") == 3
    read = set(Message.objects.filter(is_read=True).values_list("thread", flat=True))
    assert read == {whole, spoilt}


@pytest.mark.parametrize("version", [1, 2])
def test_files_of_every_size_around_a_border_survive(desk: Desk, version: int) -> None:
    contents = [bytes([size % 251]) * size for size in SIZES]
    desk.source.send(desk.sender, "", *(("audio/wav", "", content) for content in contents), v=version)
    assert desk.open() == 0
    for number, content in enumerate(contents, 1):
        assert (desk.folder / "opened" / f"{number:03}.wav").read_bytes() == content


def test_a_thread_may_begin_in_the_first_version_and_go_on_in_the_second(desk: Desk) -> None:
    desk.source.send(desk.sender, "before", ("audio/wav", "", b"one"), v=1)
    desk.source.send(desk.sender, "after", ("audio/wav", "", b"two"), v=2)
    assert desk.open() == 0
    assert [(desk.folder / "opened" / f"{number:03}.wav").read_bytes() for number in (1, 2)] == [b"one", b"two"]


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_whose_content_is_not_the_one_that_was_named_is_refused(
    desk: Desk, version: int, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = seal(padded(b"another"), *desk.source.recipients)
    said = {"number": 1, "size": 7, "sealed_sha256": sealed_hash(sealed), "type": "audio/mp4"}
    message = desk.source.sealed("look", files=[said | hash_of(b"the one", version)], v=version)[0]
    assert desk.sender.send(message, sealed, thread="ab" * 32).status_code == 201
    assert desk.open() == 3
    assert "REFUSED file 001: hash" in capsys.readouterr().out
    assert names_in(desk.folder / "opened") == ["message-01-files.txt", "message-01.txt"]


@pytest.mark.parametrize(("version", "named"), [(1, 2), (2, 1)])
def test_a_message_with_the_other_versions_hash_is_refused(
    desk: Desk, version: int, named: int, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {"number": 1, "size": 7, "sealed_sha256": "0" * 64, "type": "audio/mp4"}
    parts = desk.source.sealed("look", files=[said | hash_of(b"the one", named)], v=version)
    assert desk.sender.send(*parts, thread="ab" * 32).status_code == 201
    assert desk.open() == 3
    assert "REFUSED message 1: files" in capsys.readouterr().out


def test_the_hash_of_a_content_is_the_pages_own() -> None:
    for one in vectors()["contents"]:
        content = (bytes(range(251)) * (one["size"] // 251 + 1))[: one["size"]]
        ours = ContentHash(len(content))
        for at in range(0, len(content), PIECE):
            ours.update(content[at : at + PIECE])
        assert ours.hexdigest() == one["content_sha256"] == content_hash(content)


def test_no_name_in_a_message_becomes_a_path(desk: Desk) -> None:
    kinds = ["image/png", "../../x", "audio/mp4\n", "", "__proto__", "text/html", "application/x-sh", "image/jpeg"]
    desk.source.send(desk.sender, "\x1b]0;hello\x07", *((kinds[at], name, b"x") for at, name in enumerate(NAMES)))
    assert desk.open() == 0
    written = sorted(
        path.relative_to(desk.folder / "opened").as_posix() for path in (desk.folder / "opened").rglob("*")
    )
    assert written == [
        "001.png", "002.bin", "003.bin", "004.bin", "005.bin", "006.bin", "007.bin", "008.jpg",
        "message-01-files.txt", "message-01.txt",
    ]  # fmt: skip
    assert (desk.folder / "opened" / "message-01-files.txt").read_text().isascii()


CHANGED: dict[str, tuple[dict[str, Any], str]] = {
    "another group": ({"group": "0" * 64}, "group"),
    "another kind": ({"kind": "reply"}, "shape"),
    "a gap": ({"seq": 1}, "sequence"),
    "something before the first": ({"prev": "0" * 64}, "previous"),
    "a thread that is none": ({"thread": "../x"}, "thread"),
    "a recipient that is none": ({"reply_to": 7}, "reply key"),
    "a version to come": ({"v": 3}, "shape"),
    "a version that is none": ({"v": True}, "shape"),
    "files that are none": ({"files": [{"number": 1}]}, "files"),
    "another's signing key": ({"sign": "ab" * 32}, "signature"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_first_message_that_is_not_what_it_should_be_is_refused_and_nothing_is_written(
    desk: Desk, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changed, reason = CHANGED[what]
    parts = desk.source.sealed("sentinel words", **changed)
    assert desk.sender.send(*parts, thread="ab" * 32).status_code == 201
    assert desk.open() == 3
    said = capsys.readouterr()
    assert f"REFUSED message 1: {reason}" in said.out
    assert list((desk.folder / "opened").iterdir()) == []
    assert "sentinel" not in said.out + said.err


def test_what_comes_after_a_refused_message_is_refused_with_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    other = Source(desk.source.root, desk.source.recipients, entropy=b"\x22" * 16, reply_key=desk.source.reply_key)
    other.send(desk.sender, "of another thread")
    foreign = read(Message.objects.get())
    Message.objects.all().delete()
    desk.inbox.threads.all().delete()
    desk.source.send(desk.sender, "one")
    first = read(Message.objects.get())
    for position, sealed in enumerate([first, foreign], 1):
        add(desk, sealed, position)
    assert desk.open() == 3
    said = capsys.readouterr().out
    assert "REFUSED message 2: sequence" in said
    assert "REFUSED message 3: comes after one that was refused" in said
    assert [path.name for path in (desk.folder / "opened").iterdir()] == ["message-01.txt"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def read(message: Message) -> bytes:
    return b"".join(store.read_part(message.pk, 0))


def add(desk: Desk, sealed: bytes, position: int) -> None:
    """Put bytes into the thread as a server would that cheats."""
    thread = desk.inbox.threads.get()
    message = Message.objects.create(thread=thread, direction="source", position=position, day=thread.day)
    put(message, 0, sealed)


def put(message: Message, number: int, sealed: bytes) -> None:
    store.remove(message.pk) if number == 0 else None
    digest = sha256(sealed).hexdigest()
    place = store.Place(message.pk, number, 0)
    store.keep_chunk(BytesIO(sealed), place, digest=digest, length=len(sealed), today=message.day)
    Part.objects.update_or_create(message=message, number=number, defaults={"size": len(sealed), "chunks": 1})


@pytest.mark.parametrize("change", ["a bit", "cut", "more", "the last chunk", "the header"])
def test_a_changed_file_is_refused_and_not_one_byte_of_it_stays(
    desk: Desk, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.source.send(desk.sender, "look", ("audio/mp4", "x", b"sentinel" * 30_000))
    message = Message.objects.get()
    sealed = b"".join(store.read_part(message.pk, 1))
    changed = {
        "a bit": sealed[:150_000] + bytes([sealed[150_000] ^ 1]) + sealed[150_001:],
        "cut": sealed[:-5000],
        "more": sealed + b"x",
        "the last chunk": sealed[: len(sealed) // 65_552 * 65_552],
        "the header": sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:],
    }[change]
    for path in (store._path(message.pk) / "1").iterdir():
        path.unlink()
    put(message, 1, changed)
    assert desk.open() == 3
    assert "REFUSED file 001" in capsys.readouterr().out
    assert names_in(desk.folder / "opened") == ["message-01-files.txt", "message-01.txt"]


def test_a_file_that_verifies_but_is_padded_with_something_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    cheated = seal(b"short" + bytes(4000) + b"hidden".ljust(91, b"\0"), *desk.source.recipients)
    described = {
        "number": 1,
        "size": 5,
        **hash_of(b"short", 2),
        "sealed_sha256": sealed_hash(cheated),
        "type": "audio/mp4",
    }
    message = desk.source.sealed("look", files=[described])[0]
    assert desk.sender.send(message, cheated, thread="ab" * 32).status_code == 201
    assert desk.open() == 3
    assert "REFUSED file 001: padding" in capsys.readouterr().out
    assert names_in(desk.folder / "opened") == ["message-01-files.txt", "message-01.txt"]


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        bytes(16_384),
        b"\xff\xff\xff\xff".ljust(16_384, b"\0"),
        framed({"body": "{"}),
        None,  # a message in which all is well, but for one sign behind it
    ],
)
def test_a_frame_that_is_none_is_refused(desk: Desk, plain: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    desk.source.send(desk.sender, "one")
    message = Message.objects.get()
    if plain is None:
        plain = unseal(read(message), shared_keys(2)[0].identity)[:-1] + b"x"
    put(message, 0, seal(plain, *desk.source.recipients))
    assert desk.open() == 3
    assert "REFUSED message 1: frame" in capsys.readouterr().out


def test_files_sealed_by_hand_open_without_name_or_message(desk: Desk) -> None:
    assert Sender().send_plain(seal(b"by hand", *desk.source.recipients)).status_code == 200
    assert desk.open() == 0
    assert (desk.folder / "opened" / "001.bin").read_bytes() == b"by hand"
    assert desk.run("reply", desk.thread(), "--identity", desk.identity, "--file", desk.identity) == 1


def test_the_groups_own_test_is_told_from_a_real_message(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.source.send(desk.sender, "monthly", exercise=True)
    assert desk.open() == 0
    assert "own test" in capsys.readouterr().out


def test_a_key_that_was_not_on_the_list_opens_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.source.send(desk.sender, "one")
    desk.identity.write_text(shared_keys(3)[2].identity + "\n")
    assert desk.open() == 3
    assert "not for this key" in capsys.readouterr().out


def test_a_reply_is_sealed_to_the_key_inside_the_message_and_opens_with_plain_age(desk: Desk) -> None:
    desk.source.send(desk.sender, "one")
    desk.run("fetch")
    (desk.folder / "answer").write_text("two")
    desk.run("reply", desk.thread(), "--identity", desk.identity, "--file", desk.folder / "answer")
    reply = read(Message.objects.get(direction="group"))
    assert b"two" in unseal(reply, desk.source.reply_key.identity)
    assert MESSAGE not in reply


def test_wiping_and_deleting_leave_nothing_here_and_deleting_nothing_there(desk: Desk, tmp_path: Path) -> None:
    desk.source.send(desk.sender, "one")
    desk.run("fetch")
    assert desk.run("delete", desk.thread()) == 1
    assert desk.run("delete", desk.thread(), "--yes") == 0
    assert not desk.inbox.threads.exists()
    assert desk.run("wipe") == 0
    assert not (tmp_path / "shelf").exists()
    assert desk.replies() == []


def test_what_a_source_deleted_goes_from_the_keyholders_machine_at_the_next_fetch(desk: Desk, tmp_path: Path) -> None:
    desk.source.send(desk.sender, "one")
    desk.run("fetch")
    assert list((tmp_path / "shelf" / "threads").iterdir())
    desk.sender.delete(desk.source.lookup)
    desk.run("fetch")
    assert list((tmp_path / "shelf" / "threads").iterdir()) == []
