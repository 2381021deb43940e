"""What a binary Word file or presentation (DOC, PPT) hides, by the OpenDocument file made of it, and by its bytes.

These programs saved quickly by adding what is new and leaving what is old: its words are in the bytes, though no
program opens them any more. Source: MS-DOC 2.4 (text lies in pieces), MS-PPT 2.1.2 (edits follow one another).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

import olefile

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of, thing
from dueregard.rules.hidden_data.finder import find_hidden
from dueregard.rules.hidden_data.packages import Package, every

_MADE_BY_US = {"thumbnail"}  # the engine's own addition
_STREAMS = ("WordDocument", "PowerPoint Document")
_NARROW = re.compile(rb"[\t\x20-\x7e\x85\x91-\x97\xa0-\xff]{8,}")
_WIDE = re.compile(rb"(?:[\t\x20-\x7e\xa0-\xff]\x00|[\x13\x14\x18-\x1e\x26]\x20){6,}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SOUNDS = re.compile(r"[aeiouyw]", re.IGNORECASE | re.ASCII)
# What the programs themselves write into every empty slide.
_EMPTY_SLIDE = re.compile(r"Click to (?:edit|add) .{0,40}|\w+(?: Outline)? Level", re.IGNORECASE)
_PACKED_PART = re.compile(r"[\[\]\w/]+\.(?:xml|rels).{0,40}|<.*")
_MOST_ACCENTS = 0.2  # of the letters of a run; more are packed data read as letters
_OWN_PARTS = {"ObjectPool": "embedded_file", "Macros": "macro", "_VBA_PROJECT_CUR": "macro"}


def hidden_in_old_file(content: bytes, as_open: bytes, kind: str) -> Iterator[HiddenThing]:
    """Yield what a DOC or PPT hides. `as_open` is what the engine made of it, of this media type."""
    yield from (one for one in find_hidden(as_open, kind) if one.channel not in _MADE_BY_US)
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as box:
            tops = {path[0] for path in box.listdir(storages=True)}
            for name, channel in _OWN_PARTS.items():
                if name in tops:
                    yield thing(channel, name)
            known = _words_of(as_open)
            for stream in _STREAMS:
                if box.exists(stream):
                    raw = box.openstream(stream).read()
                    yield from all_of("left_over_words", "the bytes of the file", _left_over(raw, known))
    except MemoryError:
        raise
    except Exception as fault:  # a library reads strangers' bytes and may raise anything
        yield thing("not_judged", f"the bytes of the file: they could not be read ({type(fault).__name__})")


def _words_of(as_open: bytes) -> set[str]:
    """Return every word of an OpenDocument file, also of its attributes: the bytes have names of letters and styles."""
    package = Package(as_open)
    known: set[str] = set()
    for part in package.names(end=".xml"):
        for one in every(package.tree(part)):
            for text in (one.text, one.tail, *one.attrib.values()):
                known.update(word.lower() for word in _WORD.findall(str(text or "")))
    return known


def _left_over(raw: bytes, known: set[str]) -> Iterable[str]:
    """Yield runs of letters with a word that is not in the file as it is opened today."""
    runs = [run.decode("utf-16-le") for run in _WIDE.findall(raw)]
    runs += [run.decode("cp1252", "replace") for run in _NARROW.findall(raw)]
    for run in runs:
        words = _WORD.findall(run)
        is_new = any(word.lower() not in known and _SOUNDS.search(word) for word in words)
        is_text = len(words) > 1 and sum(map(len, words)) * 2 > len(run)
        is_data = sum(not sign.isascii() for sign in run) > len(run) * _MOST_ACCENTS or _PACKED_PART.fullmatch(run)
        if is_new and is_text and not is_data and not _EMPTY_SLIDE.fullmatch(run.strip()):
            yield run
