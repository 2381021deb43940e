"""Every word that a file holds on its pages, sheets and slides, whether it is shown or not: read from the file itself.

Comments, notes, properties and other channels of their own are found by `hidden_data`. What the drawing of the file
shows of these words is asked of `not_shown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import html as markup
from striprtf.striprtf import rtf_to_text

from dueregard.rules.documents.drawn_kinds import AS_OPEN, WORKBOOKS
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local, words
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.text.rich_text import without_idle_stars
from dueregard.rules.text.rich_text_groups import groups_beside

_HEAD = 65_536
_ODF_BODIES = {"text", "spreadsheet", "presentation"}
_ASIDE = {"annotation", "annotation-end", "tracked-changes", "notes", "forms", "title", "desc", "sequence-decls"}
_BREAKS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_HEADER_CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_UNHEARD = {"script", "style", "head", "title", "noscript"}


@dataclass(frozen=True, slots=True)
class Held:
    """Words that stand together in a file, and where; what stands above or below pages may be drawn again and again."""

    text: str
    where: str
    repeats: bool = False


def held_in(content: bytes, kind: str, *, as_shown: bytes = b"") -> list[Held]:
    """Return what a file holds. `as_shown` is a workbook with its values as they are shown, or a binary file, as
    OpenDocument.

    Raises what a reader raises on a broken file.
    """
    if kind in AS_OPEN and kind not in WORKBOOKS:
        return [one for one in _in_open_file(as_shown) if one.text.strip()]
    way = _WAYS.get(Kind(kind))
    found = list(way(content)) if way else []
    if as_shown:
        texts_too = kind not in {Kind.XLSX, Kind.ODS}
        found += _in_cells(as_shown, texts_too=texts_too)
    return [one for one in found if one.text.strip()]


def _in_office(content: bytes) -> Iterator[Held]:
    """Yield what stands in the parts of a Word file, a workbook or slides; a part's root tells what it is."""
    package = Package(content)
    shared: list[str] | None = None
    names = _sheet_names(package)
    for part in package.names(end=".xml"):
        if part.lower().startswith(("docprops/", "customxml/")) or "/_rels/" in part:
            continue
        tree = package.tree(part)
        root = local(tree) if tree is not None else ""
        if root in {"document", "footnotes", "endnotes"}:
            yield from _paragraphs(tree, "the text" if root == "document" else root)
        elif root in {"hdr", "ftr"}:
            where = "above the pages" if root == "hdr" else "below the pages"
            yield Held(" ".join(one.text for one in _paragraphs(tree, where)), where, repeats=True)
        elif root == "sld":
            number = re.search(r"(?<!\d)(\d+)\.xml$", part)
            yield from _paragraphs(tree, f"slide {number.group(1)}" if number else "a slide")
        elif root in {"wsDr", "chartSpace", "dataModel"}:
            yield from _paragraphs(tree, "a drawing" if root != "chartSpace" else "a chart")
        elif root == "worksheet":
            shared = _shared(package) if shared is None else shared
            yield from _in_sheet(tree, shared, names.get(part.rpartition("/")[2].lower(), part))


def _paragraphs(tree: Element, where: str) -> Iterator[Held]:
    """Yield paragraphs, each with the runs that are its own; a box inside it has paragraphs of its own."""
    for paragraph in every(tree, "p"):
        said: list[str] = []
        _collect(paragraph, said)
        yield Held("".join(said), where)


def _collect(parent: Element, said: list[str]) -> None:
    for part in parent:
        name = local(part)
        if name in {"t", "delText"}:
            said.append(part.text or "")
        elif name in _BREAKS:
            said.append(_BREAKS[name])
        elif name == "fld" and attribute(part, "type").startswith(("slidenum", "datetime")):
            continue
        elif name not in {"p", "Fallback", "instrText", "rPr", "pPr", "sectPr"}:
            _collect(part, said)


def _shared(package: Package) -> list[str]:
    found = []
    for part in package.names(end=".xml"):
        if part.lower().endswith("sharedstrings.xml"):
            for one in every(package.tree(part), "si"):
                found.append("".join(t.text or "" for t in every(one, "t") if local(t.getparent()) != "rPh"))
    return found


def _sheet_names(package: Package) -> dict[str, str]:
    """Return what a sheet is called, by the name of its file."""
    names: dict[str, str] = {}
    for part in package.names(end="workbook.xml"):
        folder, _, file = part.rpartition("/")
        targets = {
            attribute(one, "Id"): attribute(one, "Target").rpartition("/")[2].lower()
            for one in every(package.tree(f"{folder}/_rels/{file}.rels"), "Relationship")
        }
        for sheet in every(package.tree(part), "sheet"):
            for key, value in sheet.attrib.items():
                if str(key).endswith("relationships}id") and value in targets:
                    names[targets[value]] = f"sheet “{attribute(sheet, 'name')}”"
    return names


def _in_sheet(tree: Element, shared: list[str], where: str) -> Iterator[Held]:
    for cell in every(tree, "c"):
        kind = attribute(cell, "t")
        value = next((one.text or "" for one in every(cell, "v")), "")
        if kind == "s" and value.isdigit() and int(value) < len(shared):
            yield Held(shared[int(value)], where)
        elif kind == "str":
            yield Held(value, where)
        elif kind == "inlineStr":
            yield Held("".join(one.text or "" for one in every(cell, "t")), where)
    for printed in every(tree, "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        said = _HEADER_CODES.sub(" ", printed.text or "")
        yield Held(said, f"{where}, above or below its pages in print", repeats=True)


def _in_open_file(content: bytes) -> Iterator[Held]:
    """Yield what stands in an OpenDocument file."""
    package = Package(content)
    tree = package.tree("content.xml")
    for body in every(tree, *_ODF_BODIES):
        if local(body.getparent()) == "body":
            yield from _open_paragraphs(body)
    for style in every(package.tree("styles.xml"), "header", "footer", "header-first", "footer-first"):
        if attribute(style, "display") != "false":
            said = " ".join(one.text for one in _open_paragraphs(style))
            yield Held(said, f"{'above' if local(style).startswith('h') else 'below'} the pages", repeats=True)


def _open_paragraphs(parent: Element) -> Iterator[Held]:
    where = "the text"
    for one in parent.iter():
        name = local(one)
        if name in {"table", "page"}:
            where = f"{'table' if name == 'table' else 'slide'} “{attribute(one, 'name')}”"
        if name in {"p", "h"} and not any(local(above) in _ASIDE for above in one.iterancestors()):
            said: list[str] = []
            _open_words(one, said)
            yield Held("".join(said), where)


def _open_words(element: Element, said: list[str]) -> None:
    said.append(element.text or "")
    for part in element:
        name = local(part)
        if name in {"tab", "line-break", "s"}:
            said.append(" ")
        elif name in {"hidden-text", "hidden-paragraph", "conditional-text"}:
            said.append(f" {words(part) or attribute(part, 'string-value')} ")
        elif name and name not in _ASIDE and name not in {"p", "h", "frame", "text-box"}:
            _open_words(part, said)
        said.append(part.tail or "")


def _in_cells(as_shown: bytes, *, texts_too: bool) -> Iterator[Held]:
    """Yield the cells of all sheets, also hidden ones: the numbers, and where nobody else read them the texts."""
    tree = Package(as_shown).tree("content.xml")
    for table in every(tree, "table"):
        where = f"sheet “{attribute(table, 'name')}”"
        for cell in every(table, "table-cell", "covered-table-cell"):
            if not texts_too and attribute(cell, "value-type") in {"", "string"}:
                continue
            said = " ".join("".join(_said(one)) for one in cell if local(one) == "p")
            again = attribute(cell, "number-columns-repeated")
            for _ in range(min(int(again), 100) if again.isdigit() and said else 1):
                yield Held(said, where)


def _said(element: Element) -> list[str]:
    said: list[str] = []
    _open_words(element, said)
    return said


def _in_rich_text(content: bytes) -> Iterator[Held]:
    page = _CODE_PAGE.search(content[:1024])
    text = content[max(0, content[:1024].find(b"{\\rtf")) :].decode("latin-1")
    encoding = f"cp{page.group(1).decode()}" if page else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    text = without_idle_stars(text)
    for line in _lines_of_rich_text(text, encoding):
        yield Held(line, "the text")
    for name, group in groups_beside(text):
        said = _lines_of_rich_text(f"{{\\rtf1{group}}}", encoding)
        if name.startswith(("header", "footer")):
            yield Held(" ".join(said), f"{'above' if name[0] == 'h' else 'below'} the pages", repeats=True)
        else:
            yield from (Held(line, "footnotes" if name == "footnote" else "a box") for line in said)


def _lines_of_rich_text(text: str, encoding: str) -> list[str]:
    return str(rtf_to_text(text, encoding=encoding, errors="replace")).split("\n")  # type: ignore[no-untyped-call]


def _in_mail(content: bytes) -> Iterator[Held]:
    mail = read_mail(content)
    yield Held(mail.subject, "the subject")
    if mail.html:
        yield from _in_markup(mail.html, "the message")
    else:
        for line in mail.text.split("\n"):
            yield Held(line, "the message")


def _in_web_page(content: bytes) -> Iterator[Held]:
    yield from _in_markup(content.decode(encoding_of(content[:_HEAD]), "replace"), "the page")


def _in_markup(text: str, where: str) -> Iterator[Held]:
    text = text.replace("\0", "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
    if not text.strip():
        return
    tree = markup.document_fromstring(text, parser=markup.HTMLParser(huge_tree=False, no_network=True))
    for one in tree.iter():
        if isinstance(one.tag, str) and one.tag not in _UNHEARD:
            yield Held(one.text or "", where)
        if one is not tree:
            yield Held(one.tail or "", where)


_WAYS: dict[Kind, Callable[[bytes], Iterator[Held]]] = {
    **dict.fromkeys((Kind.DOCX, Kind.XLSX, Kind.PPTX), _in_office),
    **dict.fromkeys((Kind.ODT, Kind.ODS, Kind.ODP), _in_open_file),
    Kind.RTF: _in_rich_text,
    Kind.HTML: _in_web_page,
    Kind.EML: _in_mail,
}
