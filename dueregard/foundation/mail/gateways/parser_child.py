"""The child process that reads strangers' e-mails under limits: little memory, no files, no network, no Django.

It answers one request after the other on its pipes until they close. Its parent (`parser.py`) watches the clock.
"""

from __future__ import annotations

import logging
import struct
import sys
from typing import BinaryIO

from dueregard.foundation.work.gateways.limits import allow_more_processor_time, cut_network, set_limits
from dueregard.rules.mime.incoming import NoSuchAttachment, attachment_bytes, every_attachment, read_mail

# A 60 MB e-mail is read in about 300 MB; four times that is enough and still leaves a small server alive.
MEMORY_BYTES = 1024 * 1024 * 1024
# A larger e-mail cannot be read within that memory: its bytes are needed about four times over.
READABLE_BYTES = MEMORY_BYTES // 4
# The pipes, the null device, and what Python opens to import a character set.
OPEN_FILES = 16
# Processor seconds for one request. The largest release seen takes about one.
CPU_SECONDS = 30

# A request: a letter (R read, A attachment, E every attachment), the attachment's position, the length of the e-mail.
REQUEST = struct.Struct(">cIQ")
# An answer: a letter (see below) and the length of what follows.
ANSWER = struct.Struct(">cQ")
# Before each attachment, when all are answered at once: its length.
LENGTH = struct.Struct(">Q")
READY, DONE, MISSING, OUT_OF_MEMORY, FAILED = b"H", b"D", b"N", b"M", b"F"


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
        raw = requests.read(length)
        if len(raw) < length:
            return False
        if what == b"A":
            _answer(answers, DONE, attachment_bytes(raw, position))
        elif what == b"E":
            _answer(answers, DONE, *_with_lengths(every_attachment(raw)))
        else:
            _answer(answers, DONE, read_mail(raw).to_json().encode("utf-8"))
    except MemoryError:
        # The parent starts a fresh child: what is left of the memory of this one is not worth relying on.
        _answer(answers, OUT_OF_MEMORY, b"")
        return False
    except NoSuchAttachment:
        _answer(answers, MISSING, b"")
    except Exception as fault:  # named for the parent, which reports it without any content of the e-mail
        _answer(answers, FAILED, type(fault).__name__.encode("ascii", "replace"))
    return True


def _with_lengths(contents: tuple[bytes, ...]) -> list[bytes]:
    return [piece for content in contents for piece in (LENGTH.pack(len(content)), content)]


def _answer(answers: BinaryIO, kind: bytes, *contents: bytes) -> None:
    answers.write(ANSWER.pack(kind, sum(map(len, contents))))
    for content in contents:
        answers.write(content)
    answers.flush()


if __name__ == "__main__":
    main()
