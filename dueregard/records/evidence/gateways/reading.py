"""What is asked of the reading of one file, and what comes back beside pages. Plain values, shared by both processes.

Pages, hidden things and reasons stand in `rules/documents/reading`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dueregard.rules.documents.reading import HiddenThing, ReadPage


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may take. What breaks a limit ends with its reason, never with a dead site."""

    memory_bytes: int = 1 << 30  # address space of the reader, beside the file itself
    speech_memory_bytes: int = 4 << 30  # a model of speech takes more
    file_bytes: int = 2 << 30
    pages: int = 20_000
    found_files: int = 2_000  # files taken out of one
    found_bytes: int = 2 << 30  # and their sizes together
    expansion: int = 250  # how many times its packed size a file in an archive may be, once it is larger than 10 MB
    drawn_pixels: int = 25_000_000  # of a page that is drawn for recognition: A3 at 300 dots an inch, with room
    picture_pixels: int = 120_000_000  # of a picture that is unpacked


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read. The site's own choice comes from `reading_options` in `reader.py`."""

    languages: tuple[str, ...] = ("eng",)  # Tesseract's codes
    recognises_words: bool = True  # on pages whose text is missing or of no use
    places_words: bool = True  # tells where on its page each word of a PDF stands
    looks_for_hidden: bool = True  # tells what the file hides
    only_prepares: bool = False  # reads nothing: yields the file ready to be drawn, where it must be made ready
    speech_engine: str = "none"  # or whisper.cpp, faster-whisper, moonshine
    speech_command: str = "whisper-cli"  # of an engine that is a program
    speech_model: str = ""  # its file or folder
    speech_language: str = "en"
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known before the first page: the media type by the bytes; the number of pages, where it can be told."""

    pages: int | None
    media_type: str


@dataclass(frozen=True, slots=True)
class FoundChild:
    """A file inside the file. It lies at `path` until the next item is asked for; then it is removed."""

    name: str  # never a path
    place: str  # in words: "in the archive, in the folder “2024”", "attached to page 3"
    path: Path


@dataclass(frozen=True, slots=True)
class Beside:
    """What was made of a file before it is read: its drawing as a PDF, and what `as_open_file` made of it."""

    drawing: Path | None = None
    as_shown: Path | None = None


@dataclass(frozen=True, slots=True)
class ShownTables:
    """The cells of a workbook that can be seen, as JSON of `rules/visible/tables`."""

    content: str


Item = ReadPage | FoundChild | HiddenThing | Expected | ShownTables
