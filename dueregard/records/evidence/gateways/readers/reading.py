"""Reads one file in the process that was forked for it: finds its kind, takes on the limits, sends what is found.

Which limits those are is decided by whoever asked.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import dueregard
from dueregard.foundation.work.gateways.limits import (
    WORKING,
    allow_more_processor_time,
    die_with_parent,
    set_limits,
    shut_folders,
)
from dueregard.records.evidence.gateways.readers import (
    archives,
    drawn,
    letters,
    mailboxes,
    markup,
    open_documents,
    outlook,
    pdf,
    pictures,
    plain,
    slides,
    speech,
    tars,
    texts,
    workbooks,
)
from dueregard.records.evidence.gateways.readers.containers import kind_of_mailbox, kind_of_ole, kind_of_zip
from dueregard.records.evidence.gateways.readers.ocr import learn_languages
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import PACKED, holds_words
from dueregard.records.evidence.gateways.reading import Expected, FoundChild, Item, ReadingOptions
from dueregard.records.evidence.gateways.reading_frames import encoded, options_from_json
from dueregard.rules.documents.drawn_kinds import AS_OPEN
from dueregard.rules.documents.flat_files import FLAT, NotFlat, as_package
from dueregard.rules.documents.kinds import HEAD_BYTES, IMAGES, OLD_FORMATS, SOUND, Kind, kind_of
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage, Reason
from dueregard.rules.hidden_data import CHANNELS, Weight, find_hidden
from dueregard.rules.hidden_data.binary_workbooks import hidden_in_binary_workbook
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.old_files import hidden_in_old_file
from dueregard.rules.visible.prepared import PREPARED, prepared

# After these it is still asked what the file hides.
_LOOKED_INTO = {Reason.EMPTY, Reason.DAMAGED}
# A reader, the tools it starts, and what Python opens for itself.
OPEN_FILES = 64
# Where programs, libraries, fonts and languages are. Of /etc only what they need: a site's secrets may lie there too.
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/proc", "/dev", "/sys/devices/system/cpu", "/etc/ld.so.cache", "/etc/fonts",
    "/etc/alternatives", "/etc/localtime",
)  # fmt: skip
# The look for hidden things needs the whole file in memory, some of it twice.
_MOST_LOOKED_INTO = 300_000_000
_BY_KIND: dict[Kind, Callable[[Opened], Iterable[Item]]] = {
    Kind.PDF: pdf.read,
    Kind.DOCX: texts.read,
    Kind.XLSX: workbooks.read,
    Kind.XLS: workbooks.read_old,
    Kind.PPTX: slides.read,
    **dict.fromkeys((Kind.ODT, Kind.ODS, Kind.ODP), open_documents.read),
    Kind.RTF: markup.read_rtf,
    Kind.HTML: markup.read_html,
    Kind.EML: letters.read,
    Kind.MSG: outlook.read,
    **dict.fromkeys((Kind.TEXT, Kind.MARKDOWN), plain.read),
    **dict.fromkeys((Kind.CSV, Kind.TSV), plain.read_table),
    **dict.fromkeys(IMAGES, pictures.read),
    **dict.fromkeys(SOUND, speech.read),
    Kind.ZIP: archives.read_zip,
    Kind.SEVEN_ZIP: archives.read_seven_zip,
    Kind.TAR: tars.read_tar,
    Kind.GZIP: tars.read_gzip,
    Kind.MBOX: mailboxes.read_mailbox,
    Kind.WINMAIL: mailboxes.read_packed_letter,
}
_CONTAINERS = {Kind.ZIP: kind_of_zip, Kind.OLD_OFFICE: kind_of_ole, Kind.MBOX: kind_of_mailbox}


def read_file(
    request: dict[str, Any], *, source: int, answers: int, folder: Path, beside: Sequence[int] = (),
    room: Path | None = None,
) -> bool:  # fmt: skip
    """Read the file behind the descriptor `source`, and write a frame for each item to `answers`.

    `beside` are the files that the request names as belonging to it. With the first file comes the `room` in which this
    process works; all other rights are given up for it. Returns whether the process is fit to read another file:
    nothing went wrong with this one.
    """
    if room:
        die_with_parent()
        shut_folders(readable=_readable(request["options"]), writable=[str(room), "/dev/null"], files=[source])
    try:
        for item in _items(request, source, folder, beside, is_first=room is not None):
            _send(answers, encoded(item))
            allow_more_processor_time(_processor_seconds(request["seconds"]))
        return True
    except CouldNotRead as refusal:
        _send(answers, encoded(refusal))
    except MemoryError:
        _send(answers, _NO_MEMORY)
    except RecursionError:
        _send(answers, encoded(CouldNotRead(Reason.TOO_DEEP, "RecursionError")))
    except Exception as fault:  # named for whoever keeps the server, without anything of the content
        _send(answers, encoded(CouldNotRead(Reason.CRASHED, type(fault).__name__)))
    return False


def _readable(options: dict[str, Any]) -> list[str]:
    """Return what a reader and its programs need to see: programs, packages, languages, models. Nothing of the site."""
    return [*_programs(), *filter(None, (options["speech_model"], options["speech_command"]))]


@cache
def _programs() -> list[str]:
    own = Path(dueregard.__file__).resolve().parent
    packages = [path for path in sys.path if path and Path(path).resolve() != own.parent]
    programs = os.environ.get("PATH", "").split(os.pathsep)
    languages = os.environ.get("TESSDATA_PREFIX", "")
    every = (*_SYSTEM, sys.prefix, sys.base_prefix, str(own), *packages, *programs, languages)
    return list(dict.fromkeys(filter(None, every)))


def warm_up() -> None:
    """Do once, for a page of our own, what libraries do at their first page and every reader would do anew."""
    _programs()
    with tempfile.TemporaryDirectory(prefix=WORKING) as folder, tempfile.TemporaryFile() as stream:
        learn_languages(Path(folder))
        stream.write(_OWN_PAGE)
        stream.flush()
        for _ in range(_TIMES_UNTIL_WARM):
            options = ReadingOptions(recognises_words=False)
            file = Opened(stream, len(_OWN_PAGE), "", Kind.PDF, options, Path(folder), 1, 1.0)
            for item in (*_pages_in_bounds(file), *_hidden_in(file)):
                encoded(item)


# Python makes a function quicker when it has been called this often.
_TIMES_UNTIL_WARM = 8
_OWN_PAGE = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 99] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>> endobj
4 0 obj <</Length 57>> stream
BT /F 12 Tf 9 50 Td (Read me before anybody comes.) Tj ET
endstream endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R>>
"""
# Made beforehand: when memory has run out there may be none to make it.
_NO_MEMORY = encoded(CouldNotRead(Reason.TOO_MUCH_MEMORY))


def _items(
    request: dict[str, Any], source: int, folder: Path, beside: Sequence[int], *, is_first: bool
) -> Iterable[Item]:
    options = options_from_json(request["options"])
    others = {name: os.fdopen(end, "rb") for name, end in zip(request.get("beside", ()), beside, strict=True)}
    size = os.fstat(source).st_size
    if size > options.limits.file_bytes:
        raise CouldNotRead(Reason.TOO_LARGE, f"{size} bytes")
    stream: BinaryIO = os.fdopen(os.dup(source), "rb")
    kind = kind_of(stream.read(HEAD_BYTES), name=request["name"])
    memory = options.limits.speech_memory_bytes if kind in SOUND else options.limits.memory_bytes
    if is_first:  # a limit, once taken on, cannot be raised again: files that come later are small
        set_limits(
            memory=_memory_in_use() + memory + size + sum(os.fstat(end).st_size for end in beside),
            open_files=OPEN_FILES,
            file_bytes=options.limits.found_bytes,
        )
    allow_more_processor_time(_processor_seconds(request["seconds"]))
    stream.seek(0)
    if kind in _CONTAINERS:
        kind = _CONTAINERS[kind](stream)
        stream.seek(0)
    yield Expected(None, kind.value)
    came_as = kind if kind in FLAT else None
    if came_as:
        stream, kind = _packed(stream, folder), FLAT[kind]
        size = os.fstat(stream.fileno()).st_size
    file = Opened(stream, size, request["name"], kind, options, folder, request["from_page"], request["seconds"])
    file.drawing, file.as_shown, file.came_as = others.get("drawing"), others.get("as_shown"), came_as
    if options.only_prepares:
        yield from _prepared(file)
        return
    refusal = None
    has_any = request["from_page"] > 1
    try:
        for item in _pages_in_bounds(file):
            has_any = has_any or isinstance(item, ReadPage | FoundChild)
            yield item
        if not has_any:
            raise CouldNotRead(Reason.EMPTY, "no pages")
    except CouldNotRead as why:
        if why.reason not in _LOOKED_INTO or not size:
            raise
        refusal = why
    found = set()
    for one in _hidden_in(file) if options.looks_for_hidden else ():
        found.add(one.channel)
        yield one
    if refusal:
        raise _empty_or_not(file, refusal, found)


def _packed(stream: BinaryIO, folder: Path) -> BinaryIO:
    """Return an OpenDocument file of one XML text as a package, in which all readers know their way."""
    try:
        content = as_package(stream.read())
    except NotFlat as fault:
        raise CouldNotRead(Reason.DAMAGED, str(fault)) from fault
    made = folder / "as-package"
    made.write_bytes(content)
    return os.fdopen(os.open(made, os.O_RDONLY), "rb")


def _empty_or_not(file: Opened, refusal: CouldNotRead, found: set[str]) -> CouldNotRead:
    """Return the reason why nothing was read. Empty is only what holds nothing, also nothing hidden."""
    if refusal.reason is not Reason.EMPTY:
        return refusal
    # Every sheet is read, hidden ones too: words that are there all the same were not understood.
    is_missed = file.drawing is None and file.kind in PACKED and holds_words(file)
    is_hiding = any(CHANNELS[one].weight is not Weight.TRACE for one in found - {"not_examined"})
    if file.kind in SOUND or (is_hiding and not (is_missed and file.kind == Kind.XLSX)):
        return CouldNotRead(Reason.NO_WORDS, refusal.detail)
    if found or is_missed:
        return CouldNotRead(Reason.DAMAGED, "it has words that were not found")
    return refusal


def _prepared(file: Opened) -> Iterable[Item]:
    """Yield the file as it is to be drawn. Raises: CouldNotRead"""
    if file.came_as and file.kind != Kind.ODT:  # sheets are made ready when they are written as they are shown
        yield file.take_out("ready", "ready to be drawn", file.stream)
    elif file.kind in PREPARED:
        try:
            content = prepared(file.stream.read(), file.kind)
        except MemoryError:
            raise
        except Exception as fault:  # whatever a stranger's file does to a parser, it is damaged
            raise CouldNotRead(Reason.DAMAGED, type(fault).__name__) from fault
        yield file.take_out("ready", "ready to be drawn", io.BytesIO(content))


def _hidden_in(file: Opened) -> Iterable[HiddenThing]:
    """Yield what the file hides. That it could not be looked into is said, and takes nothing from its pages."""
    if file.size > _MOST_LOOKED_INTO:
        yield thing("not_examined", "the whole file: it is too large to be looked into")
        return
    file.stream.seek(0)
    try:
        if file.kind in AS_OPEN:
            as_open = b""
            if file.as_shown:
                file.as_shown.seek(0)
                as_open = file.as_shown.read()
            look = hidden_in_binary_workbook if file.kind == Kind.XLSB else hidden_in_old_file
            yield from look(file.stream.read(), as_open, AS_OPEN[file.kind])
            return
        yield from find_hidden(file.stream.read(), file.kind.value, looked_at=file.looked_at)
    except MemoryError:
        yield thing("not_examined", "what comes after the last finding here: it needs too much memory")


def _pages_in_bounds(file: Opened) -> Iterable[Item]:
    read = drawn.read if file.drawing else _BY_KIND.get(file.kind)
    if read is None:
        raise _refusal_of(file.kind)
    for item in read(file):
        if isinstance(item, ReadPage):
            if item.number > file.options.limits.pages:
                raise CouldNotRead(Reason.TOO_MANY, f"more than {file.options.limits.pages} pages")
            if item.number < file.from_page:
                continue
        yield item


def _refusal_of(kind: Kind) -> CouldNotRead:
    if kind == Kind.EMPTY:
        return CouldNotRead(Reason.EMPTY)
    if kind == Kind.LOCKED_OFFICE:
        return CouldNotRead(Reason.PASSWORD)
    if kind in AS_OPEN:
        return CouldNotRead(Reason.NOT_DRAWN, kind.value)
    return CouldNotRead(Reason.OLD_FORMAT if kind in OLD_FORMATS else Reason.UNKNOWN_KIND, kind.value)


def _processor_seconds(seconds: float) -> int:
    """The clock is the parent's; this holds when the parent is gone. Engines of speech use every core."""
    return int(seconds) * (os.cpu_count() or 1) + 5


def _memory_in_use() -> int:
    """Address space that this process has already. Source: proc(5), /proc/pid/statm, first field, in pages."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _send(answers: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(answers, view) :]
