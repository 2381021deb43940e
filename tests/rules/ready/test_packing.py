"""What is kept packed, and who is given it so."""

import gzip

import pytest

from dueregard.rules.ready.packing import LEAST, packed, takes_packed

PAGE = b"<p>Words that come again and again.</p>" * 200
HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_a_page_is_packed_alike_whenever_that_is() -> None:
    first, second = packed(PAGE, HTML), packed(PAGE, HTML)
    assert first == second
    assert gzip.decompress(first) == PAGE
    assert first[4:8] == bytes(4), "the head of the packed page says when it was made"


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (PAGE[: LEAST - 1], HTML),
        (PAGE, {"Content-Type": "application/pdf"}),
        (PAGE, HTML | {"ETag": '"1"'}),
        (PAGE, {}),
        (bytes(range(256)) * 6, {"Content-Type": "application/octet-stream"}),
    ],
)
def test_what_gains_nothing_or_has_a_mark_of_its_bytes_stays_as_it_is(content: bytes, headers: dict[str, str]) -> None:
    assert packed(content, headers) == b""


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("deflate, br", False),
        ("", False),
        ("gzipped", False),
        ("*", False),
    ],
)
def test_only_a_browser_that_names_gzip_is_given_it(header: str, takes: bool) -> None:
    assert takes_packed(header) is takes
