"""What an Excel workbook (XLSX, XLSM) hides: sheets, rows, columns, filters, caches, links, comments, pale cells.

Counts only what has something in it: an empty hidden row hides nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of, thing
from dueregard.rules.hidden_data.office import in_common
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local, words
from dueregard.rules.hidden_data.sheet_asides import beside_the_cells

_TRUE = {"1", "true", "on"}
_ENOUGH_SAMPLES = 8


def hidden_in_workbook(package: Package) -> Iterator[HiddenThing]:
    """Yield what the workbook hides."""
    book = package.tree("xl/workbook.xml")
    targets = {
        attribute(one, "Id"): attribute(one, "Target")
        for one in every(package.tree("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    shared = _shared_words(package)
    pale = _pale_styles(package.tree("xl/styles.xml"))
    parts = {}
    for number, sheet in enumerate(every(book, "sheet"), start=1):
        name = f"sheet {number}, “{attribute(sheet, 'name')}”"
        seen = _Seen(shared, pale)
        part = _part_of(targets.get(attribute(sheet, "id"), ""))
        if not seen.read(package.read(part)):
            package.unseen[part] = None
        parts[part] = name
        yield from _of_sheet(name, attribute(sheet, "state"), seen)
    yield from beside_the_cells(package, book, parts)
    yield from _of_book(package, book)
    yield from in_common(package)


def _part_of(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _of_sheet(name: str, state: str, seen: _Seen) -> Iterator[HiddenThing]:
    if state in {"hidden", "veryHidden"}:
        channel = "hidden_sheet" if state == "hidden" else "very_hidden_sheet"
        yield thing(channel, name, count=seen.cells, sample=", ".join(seen.any_words))
    if seen.hidden_rows:
        rows = f"{name}, {_ranges('row', seen.hidden_rows)}"
        channel = "filtered_rows" if seen.has_filter else "hidden_rows"
        yield thing(channel, rows, count=len(seen.hidden_rows), sample=", ".join(seen.row_words))
    if seen.hidden_columns:
        where = f"{name}, {_ranges('column', sorted(seen.hidden_columns))}"
        yield thing("hidden_columns", where, count=len(seen.hidden_columns), sample=", ".join(seen.column_words))
    if seen.pale_cells:
        yield thing("pale_text", name, count=seen.pale_cells, sample=", ".join(seen.pale_words))


@dataclass
class _Seen:
    """What one pass over a sheet's XML finds."""

    shared: list[str]
    pale: set[str]
    cells: int = 0
    has_filter: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    pale_cells: int = 0
    any_words: list[str] = field(default_factory=list)
    row_words: list[str] = field(default_factory=list)
    column_words: list[str] = field(default_factory=list)
    pale_words: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def read(self, content: bytes) -> bool:
        """Go through the sheet once; false if it is not there or broken."""
        if not content:
            return False
        try:
            steps = etree.iterparse(
                io.BytesIO(content), events=("end",), tag=("{*}row", "{*}col", "{*}autoFilter"),
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            )  # fmt: skip
            for _, element in steps:
                self._take(element)
        except etree.XMLSyntaxError:
            return False
        return True

    def _take(self, element: Element) -> None:
        name = local(element)
        if name == "autoFilter":
            self.has_filter = True
        elif name == "col":
            if _is_hidden(element, "width"):
                self.spans.append((_number(attribute(element, "min")), _number(attribute(element, "max"))))
        else:
            self._row(element)
            element.clear()

    def _row(self, row: Element) -> None:
        is_hidden, filled = _is_hidden(row, "ht"), False
        for position, cell in enumerate(every(row, "c"), start=1):
            said = self._words(cell)
            if not said:
                continue
            filled = True
            self.cells += 1
            _keep(self.any_words, said)
            column = _column(attribute(cell, "r")) or position
            if any(first <= column <= last for first, last in self.spans):
                self.hidden_columns.add(column)
                _keep(self.column_words, said)
            if attribute(cell, "s") in self.pale:
                self.pale_cells += 1
                _keep(self.pale_words, said)
            if is_hidden:
                _keep(self.row_words, said)
        if is_hidden and filled:
            self.hidden_rows.append(_number(attribute(row, "r")))

    def _words(self, cell: Element) -> str:
        said = " ".join(words(one) for one in every(cell, "v", "is"))
        if attribute(cell, "t") == "s":
            place = _number(said)
            return self.shared[place] if said and 0 <= place < len(self.shared) else said
        return said


def _keep(samples: list[str], said: str) -> None:
    if len(samples) < _ENOUGH_SAMPLES:
        samples.append(said[:60])


def _is_hidden(element: Element, size: str) -> bool:
    return attribute(element, "hidden") in _TRUE or attribute(element, size) in {"0", "0.0"}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _column(reference: str) -> int:
    """Return the number of a cell's column: B7 is in column 2."""
    number = 0
    for letter in reference[:4]:
        if not letter.isascii() or not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _ranges(what: str, numbers: list[int]) -> str:
    """Say numbers as ranges: rows 3 to 9 and 12."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [f"{_named(what, low)} to {_named(what, high)}" if high > low else _named(what, low) for low, high in spans]
    said = ", ".join(shown[:5]) + (" and others" if shown[5:] else "")
    return f"{what}{'s' if len(numbers) > 1 else ''} {said}"


def _named(what: str, number: int) -> str:
    return _letters(number) if what == "column" else str(number)


def _shared_words(package: Package) -> list[str]:
    return [words(one)[:200] for one in every(package.tree("xl/sharedStrings.xml"), "si")]


def _pale_styles(styles: Element | None) -> set[str]:
    """Return the numbers of cell styles whose letters are white on no colour, or whose format shows nothing."""
    fonts = [_is_white(font) for fonts in every(styles, "fonts") for font in every(fonts, "font")]
    fills = [_is_plain(fill) for fills in every(styles, "fills") for fill in every(fills, "fill")]
    formats = {attribute(one, "numFmtId") for one in every(styles, "numFmt") if attribute(one, "formatCode") == ";;;"}
    found = set()
    for cells in every(styles, "cellXfs"):
        for number, style in enumerate(every(cells, "xf")):
            font, fill = _number(attribute(style, "fontId")), _number(attribute(style, "fillId"))
            is_pale = font < len(fonts) and fonts[font] and (fill >= len(fills) or fills[fill])
            if is_pale or attribute(style, "numFmtId") in formats:
                found.add(str(number))
    return found


def _is_white(font: Element) -> bool:
    return any(
        attribute(colour, "rgb")[-6:].upper() == "FFFFFF"
        or (attribute(colour, "theme") == "0" and not attribute(colour, "tint"))
        for colour in every(font, "color")
    )


def _is_plain(fill: Element) -> bool:
    kinds = {attribute(one, "patternType") for one in every(fill, "patternFill")}
    white = any(attribute(one, "rgb")[-6:].upper() == "FFFFFF" for one in every(fill, "fgColor"))
    return not list(every(fill, "gradientFill")) and (not kinds - {"none", ""} or white)


def _of_book(package: Package, book: Element | None) -> Iterator[HiddenThing]:
    named = [one for one in every(book, "definedName") if not attribute(one, "name").startswith("_xlnm.")]
    if named:
        said = ", ".join(attribute(one, "name") for one in named[:_ENOUGH_SAMPLES])
        yield thing("named_range", "the workbook’s names", count=len(named), sample=said)
    yield from _comments(package)
    for part in package.names("xl/pivotCache/pivotCacheRecords", ".xml"):
        records = sum(1 for _ in every(package.tree(part), "r"))
        yield thing("pivot_cache", part, count=records)
    for part in package.names("xl/pivotCache/pivotCacheDefinition", ".xml"):
        items = [attribute(one, "v") for one in every(package.tree(part), "s")]
        if items:
            yield thing("pivot_cache", part, count=len(items), sample=", ".join(items[:_ENOUGH_SAMPLES]))
    for part in package.names("xl/externalLinks/externalLink", ".xml"):
        kept = [words(one) for one in every(package.tree(part), "v")]
        relation = package.tree(part.replace("externalLinks/", "externalLinks/_rels/") + ".rels")
        targets = [attribute(one, "Target") for one in every(relation, "Relationship")]
        yield from all_of("external_link", part, [*targets, *kept] or ["another workbook"])
    for part in package.names("xl/model/"):
        yield thing("data_model", part)
    for part in package.names("xl/connections", ".xml"):
        links = [attribute(one, "name") for one in every(package.tree(part), "connection")]
        yield thing("connection", part, count=len(links), sample=", ".join(links))
    for part in package.names("xl/revisions/revisionLog", ".xml"):
        yield thing("tracked_change", part)


def _comments(package: Package) -> Iterator[HiddenThing]:
    people: list[str] = []
    for part in package.names("xl/comments", ".xml") + package.names("xl/threadedComments/", ".xml"):
        tree = package.tree(part)
        said = [words(one) for one in every(tree, "comment", "threadedComment")]
        people += [words(one) for one in every(tree, "author")]
        if said:
            yield thing("comment", part, count=len(said), sample="; ".join(said[:_ENOUGH_SAMPLES]))
    for part in package.names("xl/persons/", ".xml"):
        people += [attribute(one, "displayName") for one in every(package.tree(part), "person")]
    named = list(dict.fromkeys(name for name in people if name))
    if named:
        yield thing("author", "authors of comments", count=len(named), sample=", ".join(named[:_ENOUGH_SAMPLES]))
