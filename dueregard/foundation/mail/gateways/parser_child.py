"""The child process that reads and sorts strangers' e-mails under limits: little memory, no files, no network.

It answers one request after the other on its pipes until they close. Its parent (`parser.py`) watches the clock.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from dueregard.foundation.work.gateways.limits import allow_more_processor_time, cut_network, set_limits
from dueregard.rules.mail.carried import known_from, to_json
from dueregard.rules.mail.triage import facts_wanted, triage, with_envelope
from dueregard.rules.mime.incoming import (
    NoSuchAttachment,
    attachment_bytes,
    every_attachment,
    read_mail,
    read_with_attachments,
)
from dueregard.rules.mime.shapes import ReadMail

# A 60 MB e-mail is read in about 300 MB; four times that is enough and still leaves a small server alive.
MEMORY_BYTES = 1024 * 1024 * 1024
# A larger e-mail cannot be read within that memory: its bytes are needed about four times over.
READABLE_BYTES = MEMORY_BYTES // 4
# The pipes, the null device, and what Python opens to import a character set.
OPEN_FILES = 16
# Processor seconds for one request. The largest release seen takes about one.
CPU_SECONDS = 30

# The e-mail opened last is kept as it was read, with its files, where it is no larger than this: nothing is read twice.
KEPT_BYTES = 2_000_000

# A request: a letter (R read, O open for sorting, S sort, A attachment, E every attachment), the attachment's position
# or, for O and S, the length of what is said beside the e-mail and stands before it; the length of the e-mail.
# In lower case, s, a and e are asked of the e-mail opened last, which is not sent again.
REQUEST = struct.Struct(">cIQ")
# An answer: a letter (see below) and the length of what follows.
ANSWER = struct.Struct(">cQ")
# Before each attachment, when all are answered at once: its length.
LENGTH = struct.Struct(">Q")
READY, DONE, MISSING, OUT_OF_MEMORY, FAILED = b"H", b"D", b"N", b"M", b"F"


@dataclass
class _Last:
    """What was opened last."""

    mail: ReadMail | None = None
    files: tuple[bytes, ...] = ()


_last = _Last()


def main() -> None:
    """Gives up every permission, says so, then serves requests."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    logging.disable(logging.CRITICAL)
    limits = give_up_rights()
    _answer(answers, READY, limits.encode("ascii"))
    while _serve(requests, answers):
        pass


def give_up_rights() -> str:
    """Limits memory, files and processes for good; says whether the network could be cut off too."""
    is_cut = cut_network()
    set_limits(memory=MEMORY_BYTES, open_files=OPEN_FILES, file_bytes=0, processes=0)
    return "network cut off" if is_cut else "network not cut off"


def _serve(requests: BinaryIO, answers: BinaryIO) -> bool:
    """Answers one request; false when the parent has closed the pipe."""
    head = requests.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return False
    what, position, length = REQUEST.unpack(head)
    allow_more_processor_time(CPU_SECONDS)
    try:
        if length > READABLE_BYTES:
            raise MemoryError
        beside = requests.read(position) if what in (b"O", b"S", b"s") else b""
        raw = requests.read(length)
        if len(raw) < length:
            return False
        _answer(answers, DONE, *_done(what, position, beside, raw))
    except MemoryError:
        # The parent starts a fresh child: what is left of the memory of this one is not worth relying on.
        _answer(answers, OUT_OF_MEMORY, b"")
        return False
    except NoSuchAttachment:
        _answer(answers, MISSING, b"")
    except Exception as fault:  # named for the parent, which reports it without any content of the e-mail
        _answer(answers, FAILED, type(fault).__name__.encode("ascii", "replace"))
    return True


def _done(what: bytes, position: int, beside: bytes, raw: bytes) -> list[bytes]:
    if what in (b"s", b"a", b"e"):
        return _of_the_last(what, position, beside)
    if what == b"A":
        return [attachment_bytes(raw, position)]
    if what == b"E":
        return _with_lengths(every_attachment(raw))
    if what == b"O":
        return _with_lengths(_opened(json.loads(beside), raw))
    if what == b"S":
        mail = ReadMail.from_json(raw.decode("utf-8"))
        return [to_json(triage(mail, known_from(beside.decode("utf-8")))).encode("utf-8")]
    return [read_mail(raw).to_json().encode("utf-8")]


def _of_the_last(what: bytes, position: int, beside: bytes) -> list[bytes]:
    if _last.mail is None:
        raise LookupError
    if what == b"s":
        return [to_json(triage(_last.mail, known_from(beside.decode("utf-8")))).encode("utf-8")]
    if what == b"e":
        return _with_lengths(_last.files)
    if position >= len(_last.files):
        raise NoSuchAttachment
    return [_last.files[position]]


def _opened(asked: dict[str, Any], raw: bytes) -> tuple[bytes, bytes]:
    """The e-mail with what its envelope says, and what is to be looked up before it is sorted."""
    _last.mail, _last.files = None, ()
    read, files = read_with_attachments(raw) if len(raw) <= KEPT_BYTES else (read_mail(raw), ())
    mail = with_envelope(read, asked["envelope_to"], asked["envelope_from"])
    if len(raw) <= KEPT_BYTES:
        _last.mail, _last.files = mail, files
    wanted = facts_wanted(mail, asked["reply_address"])
    return mail.to_json().encode("utf-8"), to_json(wanted).encode("utf-8")


def _with_lengths(contents: Iterable[bytes]) -> list[bytes]:
    return [piece for content in contents for piece in (LENGTH.pack(len(content)), content)]


def _answer(answers: BinaryIO, kind: bytes, *contents: bytes) -> None:
    answers.write(ANSWER.pack(kind, sum(map(len, contents))))
    for content in contents:
        answers.write(content)
    answers.flush()


if __name__ == "__main__":
    main()
