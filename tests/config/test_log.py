"""The log tells where something failed and never whose link or key it was; no stranger writes lines of their own."""

import io
import logging
import re
import socket
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from dueregard.config.log import OnlyPlaces, WithoutWords, only_place
from dueregard.foundation.mail.gateways.lmtp import listen
from tests.ports import free_port


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/join/s3cr3t/", "/join/…"),
        ("/desk/cases/0f8b/write/reminder/", "/desk/cases/…"),
        ("/desk/dates.ics?key=s3cr3t", "/desk/dates.ics"),
        ("/", "/"),
        ("not an address", "not an address"),
    ],
)
def test_an_address_is_cut_to_its_place(path: str, kept: str) -> None:
    assert only_place(path) == kept


def test_a_log_line_about_a_request_loses_the_secret_in_its_address() -> None:
    record = logging.LogRecord("django.request", 40, "", 0, "%s: %s", ("Server Error", "/join/s3cr3t/"), None)
    assert OnlyPlaces().filter(record)
    assert "s3cr3t" not in record.getMessage()


def test_an_error_in_the_log_says_where_and_what_kind_and_none_of_its_words() -> None:
    address, name = "asha@northport.example", "Key (username)=(asha) already exists"
    try:
        try:
            raise KeyError(address)
        except KeyError as first:
            raise ValueError(name) from first
    except ValueError as error:
        words = WithoutWords().formatException((type(error), error, error.__traceback__))
    assert "asha" not in words
    assert "ValueError" in words
    assert "KeyError" in words
    assert "test_log.py" in words


CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]")
LINE = re.compile(r"\d{4}-\d{2}-\d{2} [\d:,]+ (?:WARNING|ERROR) [\w.]+: [^\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]*")
HOSTILE = "/a\n2026-01-01 00:00:00,000 ERROR dueregard: all mail was lost\r\x1b[2J\x85\u2028\u202e/" + "x" * 100_000


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """Log as a running site does, and return the lines that were written."""
    written = io.StringIO()
    how = settings.LOGGING["handlers"]["stderr"]
    handler = logging.StreamHandler(written)
    handler.addFilter(OnlyPlaces())
    handler.setFormatter(WithoutWords(settings.LOGGING["formatters"][how["formatter"]]["format"], style="{"))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: written.getvalue().rstrip("\n").split("\n")
    root.removeHandler(handler)


@pytest.mark.parametrize("name", ["dueregard.mail", "django.security.DisallowedHost", "mail.log"])
def test_what_a_stranger_sent_stays_one_line_and_ends(name: str, lines: Callable[[], list[str]]) -> None:
    logging.getLogger(name).error("It was %s, %r", HOSTILE, HOSTILE)
    (line,) = lines()
    assert LINE.fullmatch(line)
    assert len(line) < 700


def test_half_a_character_can_be_written_too() -> None:
    """Bytes that are no UTF-8 come as such halves. It is not logged here: no report could hold what pytest catches."""
    record = logging.LogRecord("dueregard.mail", 40, "", 0, "It was %s", ("\ud800" + HOSTILE,), None)
    how = settings.LOGGING["formatters"][settings.LOGGING["handlers"]["stderr"]["formatter"]]["format"]
    line = WithoutWords(how, style="{").format(record)
    assert LINE.fullmatch(line)
    assert len(line) < 700
    assert line.encode()


@pytest.mark.django_db
def test_every_refusal_of_the_site_is_a_bounded_line(client: Client, lines: Callable[[], list[str]]) -> None:
    client.handler.enforce_csrf_checks = True
    path = "/" + quote(HOSTILE[1:2_000])
    answers = [
        client.get(path),
        client.post(path),
        client.post("/accounts/login/", HTTP_ORIGIN="https://" + "x" * 50_000, HTTP_REFERER=HOSTILE[:50_000]),
        client.get("/", HTTP_HOST="a\nb" + "y" * 50_000),
        client.get("/feed?" + "q=%0a" * 10_000),
    ]
    assert {answer.status_code // 100 for answer in answers} == {4}
    assert any(LINE.fullmatch(line) for line in lines())
    assert [line for line in lines() if CONTROL.search(line) or len(line) > 700 or "2026-01-01" in line[:20]] == []


def test_a_client_of_the_lmtp_door_writes_no_lines_of_its_own(lines: Callable[[], list[str]]) -> None:
    def full(raw: bytes, sender: str, recipients: list[str]) -> None:
        raise OSError(28, HOSTILE)

    port = free_port()
    door = listen(f"127.0.0.1:{port}", full)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            told = client.makefile("rb")
            told.readline()
            for command in (HOSTILE.encode(), b"LHLO \x1b[2J\x85x", b"NO\x85PE\x1b" * 1_000):
                client.sendall(command + b"\r\n")
            client.sendall(b"LHLO a\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n")
            answers = told.read()
        assert b"451 4.3.0" in answers
    finally:
        door.stop()
    assert any(LINE.fullmatch(line) for line in lines())
    assert [line for line in lines() if CONTROL.search(line) or len(line) > 700 or "2026-01-01" in line[:20]] == []


def test_an_error_through_a_thousand_places_is_told_by_the_last_of_them() -> None:
    def deeper(left: int) -> None:
        deeper(left - 1) if left % 2 else deepest(left)

    def deepest(left: int) -> None:
        if not left:
            raise RecursionError
        deeper(left - 1)

    error: BaseException | None = None
    for _ in range(20):
        try:
            deepest(100)
        except RecursionError as found:
            found.__context__ = error
            error = found
    assert error is not None
    told = WithoutWords().formatException((type(error), error, error.__traceback__)).splitlines()
    assert 5 <= len(told) <= 5 * (1 + 4 * 30)  # a place is told in up to four lines
