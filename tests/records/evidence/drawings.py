"""Draws a file as the site does and reads it from its drawing, in the real limited processes."""

from pathlib import Path

from dueregard.records.evidence.gateways.drawn import draw_file
from dueregard.records.evidence.gateways.reader import Beside, ReadingOptions, read_in_child
from dueregard.records.evidence.gateways.reading import ShownTables
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage
from tests.records.evidence.reading import NO_OCR, SECONDS, Outcome


def drawn_and_read(
    content: bytes, folder: Path, *, name: str = "file", options: ReadingOptions = NO_OCR
) -> tuple[Outcome, str, Path]:
    """Return what came of it, the seen cells as JSON, and the drawing."""
    source = folder / "file-to-read"
    source.write_bytes(content)
    made = draw_file(source, folder, name=name)
    assert made is not None
    outcome, tables = Outcome(), ""
    beside = Beside(made.pdf, made.as_shown)
    try:
        for item in read_in_child(source, name=name, options=options, seconds=SECONDS, beside=beside):
            if isinstance(item, ReadPage):
                outcome.pages.append(item)
            elif isinstance(item, HiddenThing):
                outcome.hidden.append(item)
            elif isinstance(item, ShownTables):
                tables = item.content
    except CouldNotRead as refusal:
        outcome.reason, outcome.detail = refusal.reason, refusal.detail
    return outcome, tables, made.pdf


def listed(outcome: Outcome) -> str:
    """Return all words that are listed as hidden."""
    return " ".join(thing.sample for thing in outcome.hidden)
