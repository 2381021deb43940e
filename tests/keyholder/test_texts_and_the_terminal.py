"""A text arrives as it was typed, and nothing that a source or a server says can speak to the terminal."""

import io
import sys

import pytest
from dueregard_keyholder.terminal import say, show, visible

from tests.keyholder.conftest import Desk

TYPED = {
    "a family, joined without a gap": "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "Persian with its half-space": "\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645",
    "Hebrew and a mark of direction": "\u05e9\u05dc\u05d5\u05dd \u200fok\u200e",
    "two ways to write one letter": "e\u0301 \u00e9",
    "Devanagari, Tibetan, a flag of Wales": "\u0915\u094d\u0937 \u0f56\u0f7c\u0f51 \U0001f3f4\U000e0067\U000e0062",
    "spaces of every width": "a\u00a0b\u2009c\u3000d\tt",
    "lines of a typewriter and of Windows": "one\n\ntwo\r\nthree\n",
    "private and unassigned": "\ue000\U00100000\u0378",
    "a byte order mark in the middle": "a\ufeffb",
    "what steers a terminal": "\x1b]0;hello\x07\x9b31m\x08\x7f\x00",
    "what turns a line round": "\u202egpj.exe\u202c \u2066x\u2069",
    "nothing but spaces": "  ",
}
STEERING = [
    *map(chr, [*range(32), *range(0x7F, 0xA0)]),
    *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
]


@pytest.mark.django_db(transaction=True)
def test_a_text_arrives_byte_for_byte_as_it_was_typed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    for text in TYPED.values():
        desk.source.send(desk.sender, text)
    desk.source.send(desk.sender, "half a pair: \ud83d.")
    assert desk.open() == 0
    opened = desk.folder / "opened"
    for position, (what, text) in enumerate(TYPED.items(), 1):
        assert (opened / f"message-{position:02}.txt").read_bytes() == text.encode(), what
    assert (opened / f"message-{len(TYPED) + 1}.txt").read_text() == "half a pair: \ufffd."
    capsys.readouterr()
    for position, (what, text) in enumerate(TYPED.items(), 1):
        assert desk.run("show", opened / f"message-{position:02}.txt") == 0
        shown = capsys.readouterr().out
        assert not any(sign in shown for sign in STEERING if sign not in "\t\n"), what
        if not what.startswith("what"):
            assert shown == text.replace("\r\n", "\n") + "\n", what


def test_what_could_steer_a_terminal_is_shown_by_its_number_and_nothing_else_is_touched() -> None:
    assert visible("\x1b[2Jx\u202ey") == "‹U+001B›[2Jx‹U+202E›y"
    assert [sign for sign in STEERING if sign != "\t" and visible(sign) == sign] == []
    assert visible("two\nlines") == "two‹U+000A›lines"
    for text in TYPED.values():
        assert visible(text) == text or any(sign in text for sign in STEERING)


def test_a_terminal_that_knows_few_signs_gets_a_number_for_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    say("a “word”")
    show("Zażółć\n🙂")
    assert written.getvalue() == b"a \\u201cword\\u201d\nZa\\u017c\\xf3\\u0142\\u0107\n\\U0001f642\n"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("member", ["day", "until"])
def test_what_a_server_says_of_a_thread_never_reaches_the_terminal_as_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], member: str
) -> None:
    thread = {"id": "ab" * 16, "day": "2026-11-25", "until": "2027-02-25", "messages": []}
    page = {"v": 1, "threads": [thread | {member: "\x1b]0;x\x07\nREFUSED"}], "next": None}
    monkeypatch.setattr("dueregard.parts.submissions.views.keyholder_api.threads_after", lambda inbox, after: page)
    desk.run("fetch")
    desk.run("list")
    said = capsys.readouterr()
    assert not any(sign in said.out + said.err for sign in STEERING if sign != "\n")
    assert "REFUSED" not in said.out
