"""What Office files (OOXML) say beside what they show: descriptions of pictures, links and their hints, field codes.

What workbooks say beside their cells stands in `sheet_asides`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of
from dueregard.rules.hidden_data.labels import labels
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local

_SHOWN_OTHERWISE = ("docprops/", "customxml/", "xl/worksheets/", "xl/sharedstrings", "xl/styles", "xl/pivotcache/")
# Fields of which the page shows all that their codes say.
_PLAIN_FIELD = re.compile(
    r"(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|REF|NOTEREF|STYLEREF|SEQ|TOC|INDEX|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE"
    r"|FILENAME|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|SECTION|NUMWORDS|NUMCHARS|TITLE|AUTHOR|LISTNUM|AUTONUM)"
    r"(?:\s+(?:\\[^\s\"]{1,3}|_\w+|\"[-\d,; ]*\"|[-\d]+|Figure|Table|Heading|MERGEFORMAT))*"
    r"|HYPERLINK\s+\\l\s+\"?_\w+\"?(?:\s+\\h)?",
    re.IGNORECASE,
)


def beside_the_page(package: Package) -> Iterator[HiddenThing]:
    """Yield descriptions, hints, links, lists of choices and field codes of all parts."""
    for part in package.names(end=".xml"):
        if part.lower().startswith(_SHOWN_OTHERWISE) or "/_rels/" in part:
            continue
        tree = package.tree(part)
        if tree is None:
            continue
        yield from all_of("described_text", part, _descriptions(tree))
        yield from all_of("link_tip", part, _tips(tree))
        yield from all_of("choice_list", part, _choices(tree))
        yield from all_of("label", part, labels(tree))
        yield from all_of("field_code", part, _telling(field_codes(tree)))
    for part in package.names(end=".rels"):
        yield from all_of("link_target", part, _targets(package.tree(part)))


def _descriptions(tree: Element) -> Iterator[str]:
    for one in every(tree, "docPr", "cNvPr", "tblCaption", "tblDescription", "shape", "imagedata"):
        names = ("val",) if local(one).startswith("tbl") else ("title", "descr", "alt")
        yield from (said for name in names if (said := attribute(one, name)))


def _tips(tree: Element) -> Iterator[str]:
    yield from (
        attribute(one, "tooltip") for one in every(tree, "hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")
    )


def _choices(tree: Element) -> Iterator[str]:
    """Yield what the controls of a form offer, and their hints."""
    for one in every(tree, "listItem", "listEntry", "helpText", "statusText", "default"):
        yield attribute(one, "displayText") or attribute(one, "val")
        if local(one) == "listItem":
            yield attribute(one, "value")


def _targets(relations: Element | None) -> Iterator[str]:
    for one in every(relations, "Relationship"):
        if attribute(one, "TargetMode") == "External" and attribute(one, "Type").endswith("/hyperlink"):
            yield attribute(one, "Target")


def field_codes(tree: Element) -> Iterator[str]:
    """Yield the codes of fields, each in one piece. Source: ECMA-376 part 1, 17.16."""
    for one in every(tree, "fldSimple"):
        yield attribute(one, "instr")
    said: list[str] = []
    for one in every(tree, "fldChar", "instrText", "delInstrText"):
        if local(one) == "fldChar":
            yield "".join(said)
            said = []
        else:
            said.append(one.text or "")
    yield "".join(said)


def _telling(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        bare = " ".join(code.replace("\\*", "").split())
        if bare and not _PLAIN_FIELD.fullmatch(bare):
            yield " ".join(code.split())
