"""What a page says it sent is read strictly, and reckoned into the receipt that the page reckoned too."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.sealed.upload import CHUNK_BYTES, Malformed, read_finish, tag_of

VECTORS = json.loads((Path(__file__).parents[2] / "sealed" / "vectors.json").read_text())
CHUNK = "ab" * 32
GOOD: dict[str, Any] = {"v": 1, "parts": [{"size": 18_011, "chunks": [CHUNK]}], "memo": "00" * 256, "thread": "cd" * 32}
LATER = {key: value for key, value in GOOD.items() if key != "thread"} | {"lookup": "cd" * 32, "replaces": "ef" * 32}


def body(**changed: Any) -> bytes:
    return json.dumps(GOOD | changed).encode()


def test_the_receipt_is_the_one_that_the_page_computes() -> None:
    vector = VECTORS["receipt"]
    parts = [
        {"size": 1 + CHUNK_BYTES * (len(part["chunks"]) - 1), "chunks": part["chunks"]} for part in vector["parts"]
    ]
    assert read_finish(body(parts=parts)).receipt == vector["receipt"]


def test_the_tag_of_a_thread_is_the_one_that_the_page_computes() -> None:
    assert tag_of(VECTORS["code"]["lookup"]) == VECTORS["code"]["thread"]


def test_a_follow_up_names_its_lookup_and_the_memo_it_saw() -> None:
    said = read_finish(json.dumps(LATER).encode())
    assert (said.lookup, said.replaces, said.thread) == ("cd" * 32, "ef" * 32, "")


@pytest.mark.parametrize(("size", "chunks"), [(1, 1), (CHUNK_BYTES, 1), (CHUNK_BYTES + 1, 2), (3 * CHUNK_BYTES - 1, 3)])
def test_all_chunks_are_of_one_length_but_the_last(size: int, chunks: int) -> None:
    part = read_finish(body(parts=[{"size": size, "chunks": [CHUNK] * chunks}])).parts[0]
    assert sum(part.length_of(index) for index in range(chunks)) == size
    assert {part.length_of(index) for index in range(chunks - 1)} <= {CHUNK_BYTES}


WRONG = {
    "no version": {"v": None},
    "a truth for a number": {"v": True},
    "no part": {"parts": []},
    "too many parts": {"parts": GOOD["parts"] * 22},
    "an empty part": {"parts": [{"size": 0, "chunks": []}]},
    "a chunk too many": {"parts": [{"size": 5, "chunks": [CHUNK, CHUNK]}]},
    "a chunk that is a path": {"parts": [{"size": 5, "chunks": ["../" * 21 + "x"]}]},
    "a hash in capitals": {"parts": [{"size": 5, "chunks": [CHUNK.upper()]}]},
    "a hash with a line end": {"thread": "cd" * 32 + "\n"},
    "a memo too short": {"memo": "00" * 255},
    "a thread and a lookup": {"lookup": "cd" * 32, "replaces": "ef" * 32},
    "more than eight gibibytes": {"parts": [{"size": 9 * 1024**3, "chunks": [CHUNK] * 2304}]},
}


@pytest.mark.parametrize("what", WRONG)
def test_another_shape_is_refused(what: str) -> None:
    with pytest.raises(Malformed):
        read_finish(body(**WRONG[what]))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_and_nothing_else_happens(junk: bytes) -> None:
    with pytest.raises(Malformed):
        read_finish(junk)
    with pytest.raises(Malformed):
        read_finish(b"[" * 20_000 + junk)
