"""What a workbook (XLSX, XLSM) says beside its cells: formulas, names, choices, hints, left-over words, charts.

A formula is listed when it has words in it, or nothing but values: what it refers to is in cells, and they are shown
or listed by themselves.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local, words

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_ANY_REFERENCE = re.compile(r"[!:\[]|[A-Za-z_.]{2}|(?<![A-Za-z_$])[A-Za-z_$][\w.$]*\d")
_HINTS = ("promptTitle", "prompt", "errorTitle", "error")
_TAGS = (
    "c",
    "f",
    "formula",
    "formula1",
    "formula2",
    "dataValidation",
    "hyperlink",
    "inputCells",
    "scenario",
    "filter",
    "customFilter",
)


def beside_the_cells(package: Package, book: Element | None, sheets: dict[str, str]) -> Iterator[HiddenThing]:
    """Yield what is beside the cells. `sheets` are the parts with cells, and what to call each."""
    used, values = set[int](), set[str]()
    for part, name in sheets.items():
        found = _Beside()
        if not found.read(package.read(part)):
            continue  # that it could not be read is said by whoever reads its cells
        used |= found.used
        values |= found.values
        yield from all_of("formula_words", f"{name}, formulas", found.formulas)
        yield from all_of("choice_list", f"{name}, choices and hints", found.choices)
        yield from all_of("link_tip", f"{name}, links", found.tips)
        yield from all_of("label", f"{name}, filters", (one for one in found.filters if any(map(str.isalpha, one))))
    entries = every(_part(package, "xl/sharedStrings.xml"), "si")
    strings = ["".join(one.text or "" for one in every(entry, "t")) for entry in entries]
    left = [said for number, said in enumerate(strings) if number not in used]
    yield from all_of("left_over_words", "words of cells that are gone", left)
    values |= {strings[number] for number in used if number < len(strings)}
    for part in package.names("xl/charts/", ".xml"):
        kept = (words(one) for one in every(_part(package, part), "v") if local(one.getparent()) == "pt")
        yield from all_of("chart_cache", part, (one for one in kept if _plain(one) not in values))
    yield from _names(book)


def _part(package: Package, name: str) -> Element | None:
    return next((package.tree(one) for one in package.names(name) if one.lower() == name.lower()), None)


def _names(book: Element | None) -> Iterator[HiddenThing]:
    said = []
    for one in every(book, "definedName"):
        value = words(one)
        if is_telling(value) or attribute(one, "comment"):
            said.append(f"{attribute(one, 'name')}: {value} {attribute(one, 'comment')}")
    yield from all_of("name_value", "the workbook’s names", said)


def is_telling(formula: str) -> bool:
    """Tell whether a formula has words of its own, or is nothing but values."""
    if any(any(sign.isalnum() for sign in said) for said in _LITERAL.findall(formula)):
        return True
    return any(sign.isdigit() for sign in formula) and not _ANY_REFERENCE.search(formula)


def _plain(value: str) -> str:
    """Return a number in one spelling, whatever signs a program wrote it with."""
    try:
        return f"{float(value):.12g}"
    except (ValueError, OverflowError):
        return value


@dataclass
class _Beside:
    """What one pass over a sheet finds."""

    used: set[int] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    formulas: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    tips: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)

    def read(self, content: bytes) -> bool:
        """Go through the sheet once; false if it is not there or broken."""
        if not content:
            return False
        try:
            steps = etree.iterparse(
                io.BytesIO(content), events=("end",), tag=[f"{{*}}{name}" for name in (*_TAGS, "row")],
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            )  # fmt: skip
            for _, element in steps:
                self._take(element)
        except etree.XMLSyntaxError:
            return False
        return True

    def _take(self, element: Element) -> None:
        name = local(element)
        if name == "row":
            element.clear()
        elif name == "c":
            self._cell(element)
        elif name == "hyperlink":
            self.tips.append(attribute(element, "tooltip"))
        elif name == "dataValidation":
            self.choices += [attribute(element, hint) for hint in _HINTS]
        elif name in {"filter", "customFilter"}:
            self.filters.append(attribute(element, "val"))
        elif name == "scenario":
            self.choices.append(f"{attribute(element, 'name')} {attribute(element, 'comment')}")
        elif name == "inputCells":
            self.choices.append(f"{attribute(element, 'r')} {attribute(element, 'val')}")
        elif is_telling(said := words(element)):
            kept = self.choices if name.startswith("formula") and name != "formula" else self.formulas
            kept.append(said)

    def _cell(self, cell: Element) -> None:
        value = next((one.text or "" for one in every(cell, "v")), "").strip()
        if attribute(cell, "t") == "s":
            if value.isascii() and value.isdigit() and len(value) < 10:
                self.used.add(int(value))
        else:
            self.values.add(_plain(value or words(next(every(cell, "is"), None))))
