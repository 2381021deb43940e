"""What a PDF hides outside its pages' own drawing: attachments, notes, fields, layers, properties, former states.

What hides on the pages (words under boxes, white words, what lies beside the page) is found in `pdf_pages`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Name

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.packages import parse, words
from dueregard.rules.hidden_data.pdf_pages import hidden_on_pages
from dueregard.rules.hidden_data.pdf_pictures import pages_outside, pictures_inside

MOST_ITEMS, MOST_OBJECTS = 5_000, 2_000_000
_ENOUGH = 8
_PEOPLE = {"/Author", "/Company", "/Manager"}  # /Creator and /Producer name programs, not people
_PLAIN_NOTES = {"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet"}
_CALLS = frozenset({Name.SubmitForm, Name.ImportData, Name.Launch})
_WITH_ENTRIES = (pikepdf.Dictionary, pikepdf.Stream)
_HOLDS_OTHERS = (pikepdf.Dictionary, pikepdf.Array)
_IS_TELLING = re.compile(
    rb"/(?:Metadata|Page|Image|EF|JavaScript|JS|SubmitForm|ImportData|Launch|ActualText|Alt)(?![A-Za-z])"
).search
_ENDS = re.compile(rb"startxref\s+\d+\s+%%EOF")


class TooManyObjects(Exception):
    """The PDF has more objects than can be looked at; the finder says so."""


def hidden_in_pdf(content: bytes, looked_at: Mapping[int, list[HiddenThing]]) -> Iterator[HiddenThing]:
    """Yield what the PDF hides; what was found on pages already, by their number, is not looked for again."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        yield thing("not_examined", "the structure of the PDF: it is damaged or locked")
        return
    with pdf:
        kept = _Kept(pdf)
        yield from _properties(pdf, kept)
        yield from _attachments(pdf, kept)
        yield from _fields(pdf)
        yield from _layers(pdf)
        yield from _names(pdf)
        yield from _acts(kept)
        yield from _on_pages(pdf)
        yield from _descriptions(kept)
        yield from pages_outside(pdf, kept.pages)
        yield from pictures_inside(kept.pictures)
        yield from _revisions(pdf, content)
    yield from hidden_on_pages(content, looked_at)


def _text(value: Any) -> str:
    try:
        return str(value)
    except (ValueError, UnicodeDecodeError):
        return ""


class _Kept:
    """What is looked for all over the file, gathered in one pass."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.packets: list[Any] = []
        self.files = self.scripts = self.calls = 0
        self.described: list[str] = []
        self.pictures: list[Any] = []
        self.pages: list[Any] = []
        for one, entries in _dictionaries(pdf):
            kind, act = entries.get("/Type"), entries.get("/S")
            if kind == Name.Metadata:
                self.packets.append(one)
            if kind == Name.Page:
                self.pages.append(one)
            elif entries.get("/Subtype") == Name.Image and isinstance(one, pikepdf.Stream):
                self.pictures.append(one)
            self.files += kind == Name.Filespec and "/EF" in entries
            self.scripts += act == Name.JavaScript or "/JS" in entries
            self.calls += act in _CALLS
            if act is not None and len(self.described) < MOST_ITEMS:
                said = [_text(entries[key]) for key in ("/ActualText", "/Alt") if key in entries]
                self.described += [words_said for words_said in said if words_said.strip()]


def _properties(pdf: pikepdf.Pdf, kept: _Kept) -> Iterator[HiddenThing]:
    for name, value in (pdf.trailer.get(Name.Info) or {}).items():
        if name in {"/Trapped", "/CreationDate", "/ModDate"} or not _text(value):
            continue
        channel = "author" if name in _PEOPLE else "property"
        yield thing(channel, f"properties, {name.lstrip('/')}", sample=_text(value))
    for packet in kept.packets[:_ENOUGH]:
        tree = parse(packet.read_bytes()) if isinstance(packet, pikepdf.Stream) else None
        yield thing("property", "a description by a program (XMP)", sample=words(tree))
    if len(kept.packets) > _ENOUGH:
        yield thing("property", "more descriptions by programs (XMP)", count=len(kept.packets) - _ENOUGH)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield dictionaries and streams with their entries, also those that lie directly inside another object.

    Objects without any of the names that are looked for are passed over: nearly all are, and that is quick to tell.
    """
    waiting: list[Any] = []
    seen = 0
    for one in pdf.objects:
        if not _IS_TELLING(_written(one)):
            seen += 1
            continue
        waiting.append(one)
        while waiting:
            item = waiting.pop()
            seen += 1
            if seen > MOST_OBJECTS:
                raise TooManyObjects
            if isinstance(item, _WITH_ENTRIES):
                entries = dict(item.items())
                yield item, entries
                waiting += [inside for inside in entries.values() if _is_direct(inside)]
            elif isinstance(item, pikepdf.Array):
                waiting += [inside for inside in item if _is_direct(inside)]


def _written(one: Any) -> bytes:
    """Return an object as it would be written, a stream without its content."""
    if isinstance(one, pikepdf.Stream):
        one = one.stream_dict
    return bytes(one.unparse(resolved=True)) if isinstance(one, pikepdf.Object) else b""


def _is_direct(item: Any) -> bool:
    return isinstance(item, pikepdf.Object) and isinstance(item, _HOLDS_OTHERS) and not item.is_indirect


def _attachments(pdf: pikepdf.Pdf, kept: _Kept) -> Iterator[HiddenThing]:
    named = list(pdf.attachments)[:MOST_ITEMS]
    for name in named[:50]:
        yield thing("attachment", f"attached file “{name}”", sample=name)
    rest = max(kept.files, len(named)) - min(50, len(named))
    if rest:
        yield thing("attachment", "more attached files", count=rest)


def _fields(pdf: pikepdf.Pdf) -> Iterator[HiddenThing]:
    form = pdf.Root.get(Name.AcroForm)
    if form is None:
        return
    if Name.XFA in form:
        yield thing("form_field", "a second form in another format (XFA)")
    filled, signed = [], []
    waiting = [(one, "") for one in form.get(Name.Fields, [])]
    seen = 0
    while waiting and seen < MOST_ITEMS:
        field, above = waiting.pop()
        seen += 1
        name = ".".join(part for part in (above, _text(field.get(Name.T, ""))) if part)
        waiting += [(kid, name) for kid in field.get(Name.Kids, [])]
        value = field.get(Name.V)
        if value is None:
            continue
        if field.get(Name.FT) == Name.Sig:
            signed.append(_text(value.get(Name.Name, "")) if isinstance(value, pikepdf.Dictionary) else "")
        elif _text(value) not in {"", "/Off"}:
            filled.append(f"{name}: {_text(value)}")
    if filled:
        yield thing("form_field", "the form’s fields", count=len(filled), sample="; ".join(filled[:_ENOUGH]))
    if signed:
        yield thing("signature", "signed by a certificate", count=len(signed), sample="; ".join(signed))


def _layers(pdf: pikepdf.Pdf) -> Iterator[HiddenThing]:
    layers = pdf.Root.get(Name.OCProperties)
    if layers is None:
        return
    every = list(layers.get(Name.OCGs, []))
    shown_by_default = layers.get(Name.D, pikepdf.Dictionary())
    off = {one.objgen for one in shown_by_default.get(Name.OFF, [])}
    if shown_by_default.get(Name.BaseState) == Name.OFF:
        off = {one.objgen for one in every} - {one.objgen for one in shown_by_default.get(Name.ON, [])}
    hidden = [_text(one.get(Name.Name, "")) for one in every if one.objgen in off]
    if hidden:
        yield thing("hidden_layer", "layers that are switched off", count=len(hidden), sample="; ".join(hidden))


def _names(pdf: pikepdf.Pdf) -> Iterator[HiddenThing]:
    with pdf.open_outline(max_depth=20) as outline:
        waiting = list(outline.root)
        titles: list[str] = []
        while waiting and len(titles) < MOST_ITEMS:
            item = waiting.pop(0)
            titles.append(_text(item.title))
            waiting += item.children
    if titles:
        yield thing("outline", "the list of bookmarks", count=len(titles), sample="; ".join(titles[:_ENOUGH]))


def _acts(kept: _Kept) -> Iterator[HiddenThing]:
    if kept.scripts:
        yield thing("javascript", "scripts of the file", count=kept.scripts)
    if kept.calls:
        yield thing("outside_address", "sends something or starts something", count=kept.calls)


def _on_pages(pdf: pikepdf.Pdf) -> Iterator[HiddenThing]:
    private = 0
    for number, page in enumerate(pdf.pages, start=1):
        notes = _notes(page)
        leads = list(dict.fromkeys(filter(None, map(_target, notes))))
        if leads:
            where = f"page {number}, links"
            yield thing("link_target", where, count=len(leads), sample="; ".join(leads[:30]), page=number)
        said = [one for one in notes if one.get(Name.Subtype) not in _PLAIN_NOTES]
        if said:
            shown = "; ".join(
                _text(one.get(Name.Contents, "")) or _text(one.get(Name.Subtype, "")).lstrip("/") for one in said
            )
            yield thing("annotation", f"page {number}", count=len(said), sample=shown, page=number)
            names = dict.fromkeys(_text(one[Name.T]) for one in said if Name.T in one)
            if names:
                yield thing("author", f"page {number}, authors of notes", sample=", ".join(names), page=number)
        if Name.Thumb in page:
            yield thing("thumbnail", f"page {number}", page=number)
        private += Name.PieceInfo in page
    if private or Name.PieceInfo in pdf.Root:
        yield thing("private_data", "a program’s own copy", count=max(1, private))


def _target(note: Any) -> str:
    """Return where a note leads outside the document: an address, a file."""
    act = note.get(Name.A)
    if not isinstance(act, pikepdf.Dictionary):
        return ""
    for key in (Name.URI, Name.F):
        value = act.get(key)
        if isinstance(value, pikepdf.Dictionary):
            value = value.get(Name.UF, value.get(Name.F))
        if value is not None:
            return _text(value)
    return ""


def _notes(page: pikepdf.Page) -> list[Any]:
    found = page.get(Name.Annots)
    return (
        [one for one in found if isinstance(one, pikepdf.Dictionary)][:MOST_ITEMS]
        if isinstance(found, pikepdf.Array)
        else []
    )


def _descriptions(kept: _Kept) -> Iterator[HiddenThing]:
    if kept.described:
        sample = "; ".join(kept.described[:_ENOUGH])
        yield thing("described_text", "words for screen readers", count=len(kept.described), sample=sample)


def _revisions(pdf: pikepdf.Pdf, content: bytes) -> Iterator[HiddenThing]:
    states = len(_ENDS.findall(content))
    expected = 2 if pdf.is_linearized else 1
    if states > expected:
        yield thing("earlier_revision", "the file as it was before it was changed", count=states - expected)
