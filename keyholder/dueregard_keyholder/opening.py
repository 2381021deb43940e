"""Opens a thread: each message in its order, each file after it verified to its end, under names of our own.

What does not fit the messages before it is refused, with everything after it, and not a byte of it is written.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dueregard_keyholder import programs
from dueregard_keyholder.problems import Problem, Refused
from dueregard_keyholder.programs import Identity
from dueregard_keyholder.protocol import (
    MESSAGE,
    PIECE,
    Before,
    ContentHash,
    check_body,
    checked_id,
    hash_name,
    padded_size,
    read_envelope,
    saved_name,
)


@dataclass
class Answer:
    """How to answer: what the first message said about it, and the answers there were."""

    to: str = ""
    mac: str = ""
    thread: str = ""
    seq: int = 0
    prev: str | None = None
    is_whole: bool = True  # every answer before is here, so the next can name the last


@dataclass
class Opened:
    """What came of a thread: what was written, what was refused and why, what a person should know of the rest."""

    written: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    answer: Answer = field(default_factory=Answer)
    is_exercise: bool = False
    opened_ids: list[str] = field(default_factory=list)


def open_thread(
    thread: dict[str, Any],
    *,
    sealed: Path,
    identity: Identity,
    group: str,
    chunk: int,
    to: Path | None,
    known: frozenset[str] = frozenset(),
) -> Opened:
    """Open all messages of a thread. `to` is where texts and files are written; None only checks the messages.

    `known` holds the hashes of all lists of keyholders in the group's log; empty when the log was never read.
    """
    result, before, broken, number = Opened(), None, "", 0
    for position, message in enumerate(thread["messages"], 1):
        own = sealed / checked_id(message.get("id"))
        files = message["files"]
        if message.get("from") == "group":
            result.answer.seq += 1
            try:
                result.answer.prev = _hash(own / "0.age")
            except Refused as refused:
                result.answer.is_whole = False
                result.refused.append(f"message {position}: {refused.reason}")
            continue
        if message.get("plain") is True:
            for file in files:
                number += 1
                _open_plain(result, own / f"{int(file['number'])}.age", identity, number, to)
            continue
        try:
            if broken:
                raise Refused(f"comes after one that was refused: {broken}")
            body, before = _open_message(own / "0.age", identity, group, before)
        except Refused as refused:
            broken = broken or refused.reason
            result.refused.append(f"message {position}: {refused.reason}")
            number += len(files)
            continue
        if not result.answer.to:
            result.answer.to, result.answer.mac = body["reply_to"], body["reply_mac"]
            result.answer.thread = body["thread"]
        result.is_exercise = result.is_exercise or body.get("exercise") is True
        result.opened_ids.append(message["id"])
        if known and str(body.get("manifest")) not in known:
            result.notes.append(f"message {position} was sealed to a list of keyholders that is not in the log")
        _write_text(result, body, position, to)
        for file in body["files"]:
            number += 1
            _open_described(result, own, identity, number, file | {"hash": hash_name(body)}, chunk, to)
    return result


def _open_message(file: Path, identity: Identity, group: str, before: Before | None) -> tuple[dict[str, Any], Before]:
    body, text, signature = read_envelope(programs.open_message(file, identity))
    sign = before.sign if before else body.get("sign")
    if not isinstance(sign, str) or not programs.is_signed(MESSAGE + text.encode(), signature, sign):
        raise Refused("signature")
    check_body(body, group=group, before=before)
    return body, Before(body["thread"], sign, body["seq"], _hash(file))


def _write_text(result: Opened, body: dict[str, Any], position: int, to: Path | None) -> None:
    """Write the text exactly as it was typed, and beside it what its sender said about the files.

    What could steer a terminal is still in it: `show` prints it so that it cannot.
    """
    if to is None:
        return
    name = f"message-{position:02}"
    described = [
        f"{file['number']}: {file['size']} bytes, {json.dumps(file['type'])}, called {json.dumps(file.get('name', ''))}"
        for file in body["files"]
    ]
    _write_new(result, to / f"{name}.txt", body["text"])
    if described:
        _write_new(result, to / f"{name}-files.txt", "As their sender described them:\n" + "\n".join(described) + "\n")


def _write_new(result: Opened, file: Path, text: str) -> None:
    # Half of a pair of UTF-16, which a script can send, has no place in UTF-8; every program writes it like this.
    whole = re.sub("[\ud800-\udfff]", "\ufffd", text)
    with file.open("xb") as out:
        out.write(whole.encode())
    result.written.append(file.name)


def _open_described(
    result: Opened, own: Path, identity: Identity, number: int, said: dict[str, Any], chunk: int, to: Path | None
) -> None:
    if to is None:
        return
    sealed, name = own / f"{int(said['number'])}.age", saved_name(number, said["type"])
    part = to / f".{number:03}.part"
    try:
        if not sealed.is_file():
            raise Refused("not fetched whole; fetch again")
        if _sealed_hash(sealed, chunk) != said["sealed_sha256"]:
            raise Refused("not the file that the message names")
        programs.open_file(sealed, identity, part)
        _check_and_trim(part, said["size"], said["hash"], said[said["hash"]])
        _keep(part, to / name)
        result.written.append(name)
    except Refused as refused:
        result.refused.append(f"file {number:03}: {refused.reason}")
    finally:
        part.unlink(missing_ok=True)


def _open_plain(result: Opened, sealed: Path, identity: Identity, number: int, to: Path | None) -> None:
    """Open a file that was sealed by hand: nobody padded, described or signed it."""
    if to is None:
        return
    part = to / f".{number:03}.part"
    try:
        programs.open_file(sealed, identity, part)
        _keep(part, to / f"{number:03}.bin")
        result.written.append(f"{number:03}.bin")
    except Refused as refused:
        result.refused.append(f"file {number:03}: {refused.reason}")
    finally:
        part.unlink(missing_ok=True)


def _check_and_trim(part: Path, size: int, kind: str, digest: str) -> None:
    """Leave the content of a padded file. Raises: Refused when anything about it is not as the message says."""
    if part.stat().st_size != padded_size(size):
        raise Refused("size")
    seen, left = hashlib.sha256() if kind == "sha256" else ContentHash(size), size
    with part.open("r+b") as file:
        while left:
            piece = file.read(min(PIECE, left))
            seen.update(piece)
            left -= len(piece)
        while piece := file.read(PIECE):
            if piece.strip(b"\0"):
                raise Refused("padding")
        if seen.hexdigest() != digest:
            raise Refused("hash")
        file.truncate(size)


def _keep(part: Path, to: Path) -> None:
    if to.exists():
        raise Problem(f"{to} is there already. Choose an empty folder; nothing was overwritten.")
    part.chmod(0o600)
    part.replace(to)


def _hash(file: Path) -> str:
    if not file.is_file():
        raise Refused("not fetched whole; fetch again")
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sealed_hash(file: Path, chunk: int) -> str:
    """Return the hash over the hashes of the chunks in which a file was sent."""
    joined = hashlib.sha256()
    with file.open("rb") as content:
        while piece := content.read(chunk):
            joined.update(hashlib.sha256(piece).digest())
    return joined.hexdigest()
