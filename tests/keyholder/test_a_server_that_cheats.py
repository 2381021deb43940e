"""A server that says nonsense costs one line each: what is sound is still fetched, and nothing is taken away for it."""

import json
from collections import namedtuple
from hashlib import sha256
from http.client import IncompleteRead
from pathlib import Path
from typing import Any
from urllib.request import OpenerDirector

import pytest

from dueregard.parts.submissions.models import Message
from dueregard.parts.submissions.queries.keyholders import threads_after
from dueregard.parts.submissions.queries.who_reads import key_log
from tests.builders_inbox import renew
from tests.builders_sealed import shared_keys
from tests.keyholder.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True)]

API = "dueregard.parts.submissions.views.keyholder_api.threads_after"
OUTSIDE = {"day": "2026-11-25", "plain": False, "read": False, "sealed_bytes": 18_011}
MESSAGE: dict[str, Any] = {"id": "cd" * 16, "from": "source", "files": []} | OUTSIDE
THREAD = {"id": "ab" * 16, "day": "2026-11-25", "until": "2027-02-25", "messages": [MESSAGE]}
FILE = {"number": 1, "sealed_bytes": 4760}
NONSENSE: dict[str, Any] = {
    "no thread": 7,
    "nothing": {},
    "no messages": THREAD | {"messages": []},
    "a message that is none": THREAD | {"messages": ["x"]},
    "a message twice": THREAD | {"messages": [MESSAGE, MESSAGE]},
    "a message from nobody": THREAD | {"messages": [MESSAGE | {"from": "us"}]},
    "a message of a size below nothing": THREAD | {"messages": [MESSAGE | {"sealed_bytes": -1}]},
    "a message of half a byte": THREAD | {"messages": [MESSAGE | {"sealed_bytes": 0.5}]},
    "a message too large to be one": THREAD | {"messages": [MESSAGE | {"sealed_bytes": 280 * 1024 + 1}]},
    "a file too large to be one": THREAD | {"messages": [MESSAGE | {"files": [FILE | {"sealed_bytes": 10**10}]}]},
    "a file with a path for a number": THREAD | {"messages": [MESSAGE | {"files": [FILE | {"number": "../1"}]}]},
    "a file with the truth for a number": THREAD | {"messages": [MESSAGE | {"files": [FILE | {"number": True}]}]},
    "too many files": THREAD | {"messages": [MESSAGE | {"files": [FILE | {"number": at} for at in range(1, 22)]}]},
    "more than any thread holds": THREAD
    | {
        "messages": [MESSAGE | {"id": f"{at:032x}", "files": [FILE | {"sealed_bytes": 8 * 1024**3}]} for at in range(6)]
    },
    "a day that is none": THREAD | {"until": None},
}


def say_besides(monkeypatch: pytest.MonkeyPatch, *said: Any) -> None:
    """Let the site say these before what is true."""

    def answer(inbox: Any, after: str) -> dict[str, Any]:
        page = threads_after(inbox, after)
        return page | {"threads": [*said, *page["threads"]]}

    monkeypatch.setattr(API, answer)


def test_each_nonsense_is_one_line_nothing_of_it_is_fetched_and_what_is_sound_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.source.send(desk.sender, "sound")
    say_besides(monkeypatch, *NONSENSE.values())
    capsys.readouterr()
    assert desk.run("fetch") == 3
    said = capsys.readouterr()
    assert said.err.count("\n") == len(NONSENSE)
    assert "Traceback" not in said.err
    shelf = desk.folder / "shelf" / "threads"
    assert [path.name for path in shelf.iterdir()] == [desk.thread()]
    assert len(list(shelf.rglob("0.age"))) == 1


def test_after_a_failure_nothing_that_was_fetched_before_is_taken_for_deleted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.source.send(desk.sender, "sound")
    assert desk.run("fetch") == 0
    monkeypatch.setattr(API, lambda inbox, after: {"v": 1, "threads": [7], "next": None})
    assert desk.run("fetch") == 3
    assert desk.run("open", desk.thread(), "--identity", desk.identity, "--to", desk.folder / "opened") == 0


@pytest.mark.parametrize("following", ["", "../x", 7, "ab" * 17, "AB" * 16, "missing", ["ab" * 16]])
def test_a_next_that_is_none_ends_the_fetch_with_a_sentence_and_takes_nothing_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], following: Any
) -> None:
    desk.source.send(desk.sender, "sound")
    assert desk.run("fetch") == 0
    page = {"v": 1, "threads": []} | ({} if following == "missing" else {"next": following})
    monkeypatch.setattr(API, lambda inbox, after: page)
    capsys.readouterr()
    assert desk.run("fetch") == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert len(list((desk.folder / "shelf" / "threads").iterdir())) == 1


def test_a_list_that_turns_in_a_circle_or_never_ends_is_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dueregard_keyholder.site.MOST_PAGES", 5)
    asked = []

    def circle(inbox: Any, after: str) -> dict[str, Any]:
        asked.append(after)
        return {
            "v": 1,
            "threads": [],
            "next": ("11" * 16 if not after else "22" * 16 if len(asked) == 2 else "11" * 16),
        }

    monkeypatch.setattr(API, circle)
    assert desk.run("fetch") == 1
    assert asked == ["", "11" * 16, "22" * 16]
    asked.clear()

    def endless(inbox: Any, after: str) -> dict[str, Any]:
        asked.append(after)
        return {"v": 1, "threads": [], "next": f"{len(asked):032x}"}

    monkeypatch.setattr(API, endless)
    assert desk.run("fetch") == 1
    assert len(asked) == 5
    said = capsys.readouterr().err
    assert "turns in a circle" in said
    assert "does not end" in said


def test_a_full_disk_is_found_out_before_a_byte_is_fetched_and_a_broken_line_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.source.send(desk.sender, "sound")
    shelf = desk.folder / "shelf" / "threads"
    with monkeypatch.context() as patch:
        room = namedtuple("room", "total used free")(10**9, 10**9, 10_000)
        patch.setattr("shutil.disk_usage", lambda path: room)
        assert desk.run("fetch") == 3
    assert "no room on this disk" in capsys.readouterr().err
    assert list(shelf.rglob("*.age")) == []
    opened = OpenerDirector.open

    def breaks(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        answer = opened(self, request, *args, **kwargs)
        if "/messages/" in request.full_url:

            def cut(size: int) -> bytes:
                raise IncompleteRead(b"half")

            answer.read = cut
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(OpenerDirector, "open", breaks)
        assert desk.run("fetch") == 3
    said = capsys.readouterr().err
    assert said == "The line to the site broke, and what had come was thrown away. Fetch again.\n"
    assert [path.suffix for path in shelf.rglob("0.*")] == []
    assert desk.run("fetch") == 0


def test_a_configuration_that_is_none_is_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.source.send(desk.sender, "one")
    desk.run("fetch")
    for words in ("", "7", "{", "[1]", "[" * 10_000, '{"chunk_bytes": true}', '{"chunk_bytes": 1}'):
        desk.inbox.config = words
        desk.inbox.save()
        capsys.readouterr()
        assert desk.run("open", "all", "--identity", desk.identity, "--to", desk.folder / "opened") == 1, words
        assert capsys.readouterr().err.count("\n") == 1


def test_a_log_of_lists_that_went_back_or_is_not_whole_is_found_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    renew(desk.inbox, desk.offline, shared_keys(3)[2].recipient)
    assert desk.run("fetch") == 0
    whole = key_log(desk.inbox)
    assert len(whole) == 2
    log = "dueregard.parts.submissions.views.delivered.key_log"
    for lines, word in ((whole[:1], "HAS LOST A LIST"), (whole[1:], "IS NOT WHOLE"), ([], "IS NOT WHOLE")):
        monkeypatch.setattr(log, lambda inbox, lines=lines: lines)
        assert desk.run("fetch") == 1
        assert word in capsys.readouterr().err
    monkeypatch.setattr(log, lambda inbox: whole)
    assert desk.run("fetch") == 0


def test_a_message_sealed_to_a_list_outside_the_log_is_opened_and_said_to_be(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    text = desk.inbox.key_lists.get().text
    desk.source.send(desk.sender, "one", manifest=sha256(text.encode()).hexdigest())
    desk.source.send(desk.sender, "two", manifest="12" * 32)
    desk.source.send(desk.sender, "three", manifest=["12" * 32])
    assert desk.open() == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("NOTE")]
    assert notes == [
        f"NOTE opened: message {at} was sealed to a list of keyholders that is not in the log." for at in (2, 3)
    ]


def test_the_same_words_in_two_threads_are_named_as_played_again(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = desk.source.sealed("only once")
    for tag in ("11" * 32, "22" * 32):
        assert desk.sender.send(*sealed, thread=tag).status_code == 201
    assert desk.run("fetch") == 0
    one, two = sorted(thread.pk for thread in desk.inbox.threads.all())
    capsys.readouterr()
    assert desk.run("open", one, "--identity", desk.identity, "--to", desk.folder / "one") == 0
    assert "played again" not in capsys.readouterr().out  # the other was never opened
    assert desk.run("open", "all", "--identity", desk.identity, "--to", desk.folder / "all") == 0
    said = capsys.readouterr().out
    assert f"NOTE {one}: the same words as in {two}, played again" in said
    assert f"NOTE {two}: the same words as in {one}, played again" in said
    assert desk.run("open", two, "--identity", desk.identity, "--to", desk.folder / "two") == 0
    assert "played again" in capsys.readouterr().out


def test_a_site_that_is_gone_while_threads_are_opened_stops_no_thread(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.source.send(desk.sender, "one")
    desk.run("fetch")
    opened = OpenerDirector.open

    def gone(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            raise ConnectionRefusedError
        return opened(self, request, *args, **kwargs)

    monkeypatch.setattr(OpenerDirector, "open", gone)
    assert desk.run("open", "all", "--identity", desk.identity, "--to", desk.folder / "opened") == 0
    assert "could not be told" in capsys.readouterr().out
    assert not Message.objects.get().is_read


def test_what_lies_damaged_on_this_machine_is_a_line_for_its_thread_alone(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk.source.send(desk.sender, "one")
    desk.run("fetch")
    shelf = tmp_path / "shelf" / "threads"
    for at, words in enumerate(["", "{", json.dumps({"id": 1})]):
        (shelf / f"{at:032x}").mkdir()
        (shelf / f"{at:032x}" / "thread.json").write_text(words)
    capsys.readouterr()
    assert desk.run("list") == 0
    assert capsys.readouterr().err.count("\n") == 3
    assert desk.run("open", "all", "--identity", desk.identity, "--to", desk.folder / "all") == 3
    assert (desk.folder / "all" / desk.thread() / "message-01.txt").read_text() == "one"
