"""A player asks for a stretch of a recording. Source: RFC 9110, 14.1.2 (examples of 10,000 bytes) and 14.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.byte_range import NotThere, Stretch, stretch_asked

SIZE = 10_000


@pytest.mark.parametrize(
    ("header", "stretch"),
    [
        ("bytes=0-499", Stretch(0, 499)),
        ("bytes=500-999", Stretch(500, 999)),
        ("bytes=-500", Stretch(9500, 9999)),
        ("bytes=9500-", Stretch(9500, 9999)),
        ("bytes=0-0", Stretch(0, 0)),
        ("bytes=0-99999", Stretch(0, 9999)),
        ("bytes=-99999", Stretch(0, 9999)),
        ("BYTES = 0 - 4", Stretch(0, 4)),
        ("bytes=0-0,-1", None),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=x-y", None),
        ("items=0-5", None),
        ("", None),
    ],
)
def test_the_stretch_asked_for(header: str, stretch: Stretch | None) -> None:
    assert stretch_asked(header, SIZE) == stretch


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=20000-30000", "bytes=-0"])
def test_what_lies_beyond_is_refused(header: str) -> None:
    with pytest.raises(NotThere):
        stretch_asked(header, SIZE)


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,25}-\d{0,25}", fullmatch=True), st.integers(0, 2**40))
def test_no_header_asks_for_what_is_not_there(header: str, size: int) -> None:
    try:
        found = stretch_asked(header, size)
    except NotThere:
        return
    assert found is None or 0 <= found.first <= found.last < size
