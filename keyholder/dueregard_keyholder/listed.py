"""Reads what the site says is there: shape, ids and sizes are checked before anything of it is fetched or kept.

What the site says further is left out, so that nothing else of it ever reaches a disk, an address or the terminal.
"""

import re
from typing import Any

from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import checked_id

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_FILES = 20  # of one message. Source: docs/reference/sealed-protocol.md, "The configuration of a page"
LARGEST_MESSAGE = 280 * 1024  # bytes: the largest frame, with its header and tags
LARGEST_FILE = 8 * 1024**3 + 64 * 1024**2  # bytes: the largest file, with its header and tags
LARGEST_THREAD = 40 * 1024**3  # bytes: what a source may send, and what may be answered
FROM = ("source", "group")


def checked_thread(said: object) -> dict[str, Any]:
    """Return what is known of a thread from outside. Raises: Problem"""
    thread = said if isinstance(said, dict) else {}
    name = checked_id(thread.get("id"))
    messages = thread.get("messages")
    if not isinstance(messages, list) or not all(isinstance(one, dict) for one in messages):
        raise _no_list(name)
    read = [_message(name, one) for one in messages]
    ids = [one["id"] for one in read]
    sizes = [one["sealed_bytes"] + sum(file["sealed_bytes"] for file in one["files"]) for one in read]
    if len(set(ids)) != len(ids) or not ids:
        raise _no_list(name)
    if sum(sizes) > LARGEST_THREAD:
        raise Problem(f"Thread {name} is said to be larger than any can be. It was not fetched; tell your group.")
    return {"id": name, "day": _day(name, thread), "until": _day(name, thread, "until"), "messages": read}


def _message(thread: str, said: dict[str, Any]) -> dict[str, Any]:
    files, plain, read = said.get("files"), said.get("plain"), said.get("read")
    if not isinstance(files, list) or not isinstance(plain, bool) or not isinstance(read, bool):
        raise _no_list(thread)
    if said.get("from") not in FROM or len(files) > MOST_FILES or not all(isinstance(one, dict) for one in files):
        raise _no_list(thread)
    numbers = [one.get("number") for one in files]
    if any(type(one) is not int for one in numbers) or numbers != list(range(1, len(files) + 1)):
        raise _no_list(thread)
    return {
        "id": checked_id(said.get("id")),
        "from": said["from"],
        "day": _day(thread, said),
        "plain": plain,
        "read": read,
        "sealed_bytes": _size(thread, said, LARGEST_MESSAGE),
        "files": [{"number": int(one["number"]), "sealed_bytes": _size(thread, one, LARGEST_FILE)} for one in files],
    }


def _size(thread: str, said: dict[str, Any], largest: int) -> int:
    size = said.get("sealed_bytes")
    if type(size) is not int or size < 0:
        raise _no_list(thread)
    if size > largest:
        raise Problem(f"Thread {thread} names something larger than can be sent. It was not fetched; tell your group.")
    return size


def _day(thread: str, said: dict[str, Any], name: str = "day") -> str:
    day = said.get(name)
    if not isinstance(day, str) or not DAY.fullmatch(day):
        raise _no_list(thread)
    return day


def _no_list(thread: str) -> Problem:
    return Problem(f"What the site says of thread {thread} cannot be read. It was not fetched; tell your group.")
