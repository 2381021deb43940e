"""Makes the sheets of a workbook wide enough for what stands in their cells, and prints all of them, cells alone.

A reader who meets ### or a cut-off cell widens the column; on paper nobody can. A column that is too narrow to be seen,
or is hidden, stays as it is: whoever made it so meant it, and `not_shown` lists what is in it.
Source: OpenDocument 1.3 part 3, 9.1 (tables), 16.2 and 17.15 (styles of columns).
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from dueregard.rules.hidden_data.packages import Element, attribute, every, local, parse

_SEEN_FROM = 0.5  # centimetres: a narrower column shows nobody anything
_WIDEST = 8.0  # beyond it, words are set in several lines
_A_SIGN, _MARGINS = 0.23, 0.35  # centimetres: of a letter of 11 points, and of a cell
_MOST_COLUMNS = 500
_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(cm|mm|in|pt|pc)")


def made_wide(raw: bytes) -> bytes:
    """Return content.xml or styles.xml of a workbook, so changed."""
    tree = parse(raw)
    if tree is None:
        return raw
    for page in every(tree, "page-layout-properties"):
        _set(page, "scale-to", "100%")
        for name in ("scale-to-pages", "scale-to-X", "scale-to-Y"):
            _drop(page, name)
    for master in every(tree, "master-page"):
        for part in master:
            if local(part).startswith(("header", "footer")):
                _set(part, "display", "false")
    styles = _Styles(tree)
    for table in every(tree, "table"):
        _drop(table, "print-ranges")
        _drop(table, "print")
        if local(table.getparent()) == "spreadsheet":
            _widen(table, styles)
    changed: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return changed


class _Styles:
    """The automatic styles, of which changed ones are made."""

    def __init__(self, tree: Element) -> None:
        self._holder = next(every(tree, "automatic-styles"), None)
        self._known = {attribute(one, "name"): one for one in every(self._holder, "style")}
        self._made: dict[tuple[str, str], str] = {}

    def width(self, name: str) -> float | None:
        """Return how wide columns of this style are, in centimetres."""
        for one in every(self._known.get(name), "table-column-properties"):
            found = _LENGTH.fullmatch(attribute(one, "column-width"))
            return float(found.group(1)) * _CM[found.group(2)] if found else None
        return None

    def changed(self, name: str, properties: str, setting: str, value: str) -> str:
        """Return the name of a style like this one, with one setting changed."""
        key = (name, f"{setting}={value}")
        if key not in self._made and self._holder is not None and name in self._known:
            new = deepcopy(self._known[name])
            called = f"{name}-{len(self._made)}-wide"
            _set(new, "name", called)
            part = next((one for one in new if local(one) == properties), None)
            if part is None:
                part = etree.SubElement(new, f"{{{etree.QName(new).namespace}}}{properties}")
                new.insert(0, part)
            _set(part, setting, value)
            self._holder.append(new)
            self._made[key] = called
        return self._made.get(key, name)


def _widen(table: Element, styles: _Styles) -> None:
    wanted = _wanted_widths(table)
    at = 0
    for column in list(every(table, "table-column")):
        times = _times(column, "number-columns-repeated")
        name, is_shown = attribute(column, "style-name"), attribute(column, "visibility") in {"", "visible"}
        here = styles.width(name)
        mine = {n: wanted[n] for n in range(at, at + times) if n in wanted} if times < 20_000 else {}
        at += times
        if here is None or here < _SEEN_FROM or not is_shown or not mine:
            continue
        _split(column, times, at - times, {n: width for n, width in mine.items() if width > here}, styles)
    _wrap(table, wanted, styles)


def _split(column: Element, times: int, first: int, wider: dict[int, float], styles: _Styles) -> None:
    """Put single columns in the place of one that stands for several, each as wide as it needs to be."""
    parent, place, name = column.getparent(), column.getparent().index(column), attribute(column, "style-name")
    at = first
    for number in sorted(wider):
        if number > at:
            parent.insert(place, _column(column, number - at, name))
            place += 1
        wide = styles.changed(name, "table-column-properties", "column-width", f"{min(wider[number], _WIDEST):.2f}cm")
        parent.insert(place, _column(column, 1, wide))
        place, at = place + 1, number + 1
    if first + times > at and wider:
        parent.insert(place, _column(column, first + times - at, name))
    if wider:
        parent.remove(column)


def _column(like: Element, times: int, style: str) -> Element:
    new = deepcopy(like)
    _set(new, "style-name", style)
    _drop(new, "number-columns-repeated")
    if times > 1:
        new.set(f"{{{etree.QName(new).namespace}}}number-columns-repeated", str(times))
    return new


def _wanted_widths(table: Element) -> dict[int, float]:
    """Return how wide each column would have to be for what stands in it, in centimetres.

    Words beside an empty cell run on over it, so they need no room of their own.
    """
    wanted: dict[int, float] = {}
    for row in every(table, "table-row"):
        cells = _cells(row)
        full = {at for at, cell in cells if next(every(cell, "p"), None) is not None}
        for at, cell in cells:
            is_alone = attribute(cell, "number-columns-spanned") in {"", "1"} and at < _MOST_COLUMNS
            if at in full and is_alone and (at + 1 in full or attribute(cell, "value-type") not in {"", "string"}):
                longest = max(len("".join(one.itertext())) for one in every(cell, "p"))
                wanted[at] = max(wanted.get(at, 0.0), longest * _A_SIGN + _MARGINS)
    return wanted


def _wrap(table: Element, wanted: dict[int, float], styles: _Styles) -> None:
    """Let words that are too long for the widest column run on in further lines."""
    long = {at for at, width in wanted.items() if width > _WIDEST}
    if not long:
        return
    for row in every(table, "table-row"):
        for at, cell in _cells(row):
            if at in long and attribute(cell, "value-type") in {"", "string"} and attribute(cell, "style-name"):
                name = styles.changed(attribute(cell, "style-name"), "table-cell-properties", "wrap-option", "wrap")
                _set(cell, "style-name", name)


def _cells(row: Element) -> list[tuple[int, Element]]:
    found, at = [], 0
    for cell in row:
        if local(cell) in {"table-cell", "covered-table-cell"}:
            found.append((at, cell))
            at += _times(cell, "number-columns-repeated")
    return found


def _times(element: Element, name: str) -> int:
    said = attribute(element, name)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1


_SPACES = {
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
_SPACE_OF = {
    "column-width": "style", "wrap-option": "fo", "scale-to": "style", "display": "style", "style-name": "table",
    "name": "style",
}  # fmt: skip


def _set(element: Element, name: str, value: str) -> None:
    element.set(f"{{{_SPACES[_SPACE_OF[name]]}}}{name}", value)


def _drop(element: Element, name: str) -> None:
    for key in [key for key in element.attrib if str(key).rpartition("}")[2] == name]:
        del element.attrib[key]
