"""Has files read, and says in short what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dueregard.records.evidence.gateways.reader import Expected, FoundChild, ReadingOptions, read_in_child
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage, Reason

NO_OCR = ReadingOptions(recognises_words=False)
SECONDS = 120.0


@dataclass
class Outcome:
    """All that came of reading one file."""

    media_type: str = ""
    expected: int | None = None
    pages: list[ReadPage] = field(default_factory=list)
    found: list[tuple[str, str, bytes]] = field(default_factory=list)  # name, place, content
    hidden: list[HiddenThing] = field(default_factory=list)
    reason: Reason | None = None
    detail: str = ""

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(page.text for page in self.pages)


def read(
    source: Path | bytes,
    folder: Path,
    *,
    name: str = "file",
    options: ReadingOptions = NO_OCR,
    from_page: int = 1,
    seconds: float = SECONDS,
) -> Outcome:
    """Read a file, or bytes that are first written to the folder."""
    if isinstance(source, bytes):
        path = folder / "file-to-read"
        path.write_bytes(source)
        source = path
    outcome = Outcome()
    try:
        for item in read_in_child(source, name=name, options=options, from_page=from_page, seconds=seconds):
            if isinstance(item, ReadPage):
                outcome.pages.append(item)
            elif isinstance(item, FoundChild):
                outcome.found.append((item.name, item.place, item.path.read_bytes()))
            elif isinstance(item, HiddenThing):
                outcome.hidden.append(item)
            else:
                note(outcome, item)
    except CouldNotRead as refusal:
        outcome.reason, outcome.detail = refusal.reason, refusal.detail
    return outcome


def note(outcome: Outcome, expected: Expected) -> None:
    """Keep what was said beforehand; a later word replaces an earlier one."""
    outcome.media_type = expected.media_type
    outcome.expected = expected.pages if expected.pages is not None else outcome.expected


def files_of(folder: Path, ending: str) -> Iterator[Path]:
    """Yield the files below a folder with an ending, in a steady order."""
    yield from sorted(path for path in folder.rglob(f"*{ending}") if path.is_file())
