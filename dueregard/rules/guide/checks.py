"""Finds what must not be in a finished form of the guide: the build of a print stops on any of it.

A missing text alternative, an id twice, a skipped heading, a link to nowhere, a number that could be turned round.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser

from dueregard.rules.guide.text import NUMBER

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "title", "svg"}


@dataclass(frozen=True, slots=True)
class DocumentFault:
    """One thing that is wrong, in a sentence, with the line of the document."""

    line: int
    says: str


def document_faults(document: str, *, known: Collection[str] = ()) -> tuple[DocumentFault, ...]:
    """Return what is wrong with a whole HTML or XHTML document.

    `known` are the addresses outside this document that exist: paths, or other files of the book.
    """
    reader = _Reader()
    reader.feed(document)
    reader.close()
    faults = list(reader.faults)
    for line, target in reader.links:
        path, _, place = target.partition("#")
        if target.startswith(("http://", "https://", "mailto:", "tel:")):
            continue
        if not path and place and place not in reader.ids:
            faults.append(DocumentFault(line, f"The link to #{place} leads nowhere."))
        elif path and known and path not in known:
            faults.append(DocumentFault(line, f"The link to {path} leads nowhere."))
        elif not target:
            faults.append(DocumentFault(line, "A link has no target."))
    return tuple(sorted(faults, key=lambda fault: fault.line))


@dataclass
class _Reader(HTMLParser):
    faults: list[DocumentFault] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)
    heading: int = 0
    _open: list[tuple[str, bool]] = field(default_factory=list)  # tag, and whether it keeps numbers left-to-right

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        line = self.getpos()[0]
        if tag not in VOID:
            self._open.append((tag, tag == "bdi" and held.get("dir") == "ltr"))
        if "id" in held:
            if held["id"] in self.ids:
                self._says(line, f"The id {held['id']} is used twice.")
            self.ids.add(held["id"] or "")
        if tag == "img" and "alt" not in held:
            self._says(line, "A picture has no text alternative.")
        if tag == "svg" and held.get("aria-hidden") != "true" and not held.get("aria-label"):
            self._says(line, "A drawing has no text alternative.")
        if tag == "a" and "href" in held:
            self.links.append((line, held["href"] or ""))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading(line, int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(one == tag for one, _ in self._open):
            while self._open and self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if any(tag in UNREAD for tag, _ in self._open) or any(isolated for _, isolated in self._open):
            return
        for number in NUMBER.findall(data):
            self._says(self.getpos()[0], f"The number {number} is not marked to stay left-to-right.")

    def _heading(self, line: int, level: int) -> None:
        if level > self.heading + 1:
            self._says(line, f"A level {level} heading follows a level {self.heading} heading.")
        self.heading = level

    def _says(self, line: int, says: str) -> None:
        self.faults.append(DocumentFault(line, says))
