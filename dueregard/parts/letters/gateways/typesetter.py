"""Has the PDFs of motions and letters made by a limited process. What it cannot print, it says in a sentence."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dueregard
from dueregard.rules.letters.document import Document, pieces_of

TYPE = "application/pdf"
SECONDS = 60.0
WAIT_SECONDS = 20.0  # for one of the places below
AT_ONCE = 2  # visitors need no account: more processes than this would take the machine from everybody else
MODULE = "dueregard.parts.letters.gateways.typesetter_child"
_PLACES = threading.BoundedSemaphore(AT_ONCE)
_LONG = re.compile(r"\S{45,}")
_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')


class CannotPrint(Exception):
    """No PDF could be made; the message is a sentence for whoever asked, and says nothing of the text but its sign."""


def as_pdfs(documents: Sequence[Document]) -> list[bytes]:
    """Return a tagged PDF of each document. Raises: CannotPrint"""
    if not _PLACES.acquire(timeout=WAIT_SECONDS):
        raise CannotPrint("Many people are making PDFs just now. Try again in a minute, or take the Word or ODT file.")
    try:
        done = _asked([plain(one) for one in documents])
    except subprocess.TimeoutExpired as late:
        raise CannotPrint("Making the PDF took too long. Take the Word or ODT file, or shorten the text.") from late
    finally:
        _PLACES.release()
    if done.returncode:
        raise CannotPrint(_why(done.stderr.decode(errors="replace")))
    answers = io.BytesIO(done.stdout)
    return [answers.read(int(answers.readline())) for _ in documents]


def _asked(letters: list[dict[str, Any]]) -> subprocess.CompletedProcess[bytes]:
    root = str(Path(dueregard.__file__).resolve().parent.parent)
    environment = {"PYTHONPATH": ":".join([root, *filter(None, sys.path)]), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    return subprocess.run(  # noqa: S603 (a module of our own)
        [sys.executable, "-B", "-m", MODULE],
        input=json.dumps(letters).encode(),
        capture_output=True,
        env=environment,
        cwd="/",
        timeout=SECONDS,
        check=False,
        start_new_session=True,
    )


def _why(said: str) -> str:
    sign = _NO_LETTER.search(said)
    if sign:
        return (
            f"We have no font for “{sign[1]}”, so no PDF was made. The Word and ODT files have it, "
            "and can be saved as a PDF on your own computer."
        )
    return "The PDF could not be made. Nothing is lost: take the Word or ODT file instead."


def _breakable(text: str) -> str:
    """Return a text whose very long words may be broken: a line of 200 signs would run off the paper."""
    return _LONG.sub(
        lambda word: "\u200b".join(word.group()[at : at + 20] for at in range(0, len(word.group()), 20)), text
    )


def plain(document: Document) -> dict[str, Any]:
    """Return a document as `blank/letter.typ` takes it."""
    return {
        "title": document.title,
        "head": _breakable(document.head),
        "language": document.language,
        "page": document.page_word,
        "blocks": [
            {"kind": one.kind, "level": one.level, "lines": [_breakable(line) for line in one.lines]}
            for one in pieces_of(document)
        ],
    }
