"""Makes a file ready to be drawn, so that the drawing shows what its reader would see on the screen.

What a browser leaves out is taken out of web pages, what was deleted under tracked changes out of texts; dates stay as
they were when a text was saved; and a workbook is drawn without its print ranges, headers and cut-off cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import escape

from lxml import etree
from lxml import html as markup

from dueregard.rules.documents.kinds import Kind
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local, parse
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.visible.wide_sheets import made_wide

_HEAD = 65_536
_GONE = {"template", "script", "noscript", "iframe", "object", "embed", "link", "base", "meta", "audio", "video"}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)", re.I
)
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_SEE_THROUGH = re.compile(rb'rgb="00([0-9A-Fa-f]{6})"')
_DATES = re.compile(r"\s*(?:DATE|TIME|PRINTDATE|SAVEDATE|CREATEDATE)\b")
_WRITES_CHANGES = (b":del>", b":del ", b":ins ", b":move", b"PrChange", b":fldSimple", b":instrText")
_OF_MARKS = {"rPr", "trPr", "pPr"}  # a change in these is one of the mark of a paragraph, or of a row
# Heights make LibreOffice lay out tables within tables for ever, and no word is seen for them.
_TABLES = {"table", "tbody", "tr", "td", "th"}


def prepared(content: bytes, kind: str) -> bytes:
    """Return the bytes to draw: of a mail a web page, of any other the same kind.

    Raises what a reader raises on a broken file.
    """
    ways: dict[str, Callable[[bytes], bytes]] = {
        Kind.HTML: _web_page,
        Kind.EML: _mail,
        Kind.DOCX: _letter,
        Kind.ODT: _open_text,
        Kind.ODS: _sheets,
        Kind.XLSX: _workbook,
    }
    return ways[kind](content)


PREPARED = frozenset({Kind.HTML, Kind.EML, Kind.DOCX, Kind.ODT, Kind.ODS, Kind.XLSX})


def _web_page(content: bytes) -> bytes:
    said = _CHARSET.search(content[:4096])
    encoding = encoding_of(content[:_HEAD])
    if said and not encoding.startswith("utf-16"):
        encoding = said.group(1).decode("ascii")
    try:
        text = content.decode(encoding, "replace")
    except LookupError:
        text = content.decode(encoding_of(content[:_HEAD]), "replace")
    return _shown_markup(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1).replace("\0", ""))


def _shown_markup(text: str) -> bytes:
    """Return a web page without what a browser does not show, and without anything it would load."""
    if not text.strip():
        return b"<html><body></body></html>"
    tree = markup.document_fromstring(text, parser=markup.HTMLParser(huge_tree=False, no_network=True))
    hidden = _hiding_selectors(tree)
    for one in list(tree.iter()):
        if isinstance(one.tag, str) and (one.tag in _GONE or _is_hidden(one, hidden)):
            one.drop_tree()
        elif isinstance(one.tag, str):
            for name in ("src", "background", "srcset", "poster", "data"):
                if not one.get(name, "").startswith("data:"):
                    one.attrib.pop(name, None)
            if one.tag in _TABLES:
                one.attrib.pop("height", None)
    body: bytes = markup.tostring(tree, encoding="utf-8", include_meta_content_type=True)
    return b"<!DOCTYPE html>\n" + body


def _hiding_selectors(tree: Element) -> set[str]:
    """Return the plain selectors (p, .name, #name, p.name) by which a style sheet in the page hides something."""
    found: set[str] = set()
    for sheet in tree.iter("style"):
        for selectors, rule in _RULE.findall(sheet.text or ""):
            if _HIDING.search(rule) and "@" not in selectors:
                found |= {one.strip().lower() for one in selectors.split(",") if _SIMPLE.fullmatch(one.strip())}
    return found - {""}


def _is_hidden(one: Element, hidden: set[str]) -> bool:
    if one.tag in {"html", "body", "head"}:
        return False
    names = [f".{name.lower()}" for name in one.get("class", "").split()]
    names += [f"#{one.get('id', '').lower()}"] if one.get("id") else []
    mine = {one.tag, *names, *(f"{one.tag}{name}" for name in names)}
    is_input = one.tag == "input" and one.get("type", "").lower() == "hidden"
    return is_input or "hidden" in one.attrib or bool(_HIDING.search(one.get("style", ""))) or bool(mine & hidden)


def _mail(content: bytes) -> bytes:
    """Return a message as a page: from whom, when, the subject, and its text as a mail program shows it."""
    mail = read_mail(content)
    sent = f"{mail.sent_at:%d/%m/%Y %H:%M} UTC" if mail.sent_at else ""
    name = mail.sender.name or mail.sender.address
    head = "".join(
        f"<p><b>{says}:</b> {escape(value)}</p>"
        for says, value in (("From", name), ("Sent", sent), ("Subject", mail.subject))
        if value
    )
    text = mail.html or "<p>" + "<br>".join(escape(line) for line in mail.text.split("\n")) + "</p>"
    page = _shown_markup(text).decode()
    opened = re.search(r"<body\b[^>]*>", page, re.I)
    at = opened.end() if opened else 0
    return f"{page[:at]}{head}<hr>{page[at:]}".encode()


def _letter(content: bytes) -> bytes:
    """Return a Word file as it reads with its changes accepted, and with the dates it was saved with."""
    return _with_parts(content, _settled, lambda name: name.lower().endswith(".xml"))


def _settled(raw: bytes) -> bytes:
    if not any(sign in raw for sign in _WRITES_CHANGES):
        return raw
    tree = parse(raw)
    if tree is None:
        return raw
    _accept_changes(tree)
    for field in list(every(tree, "fldSimple")):
        if _DATES.match(attribute(field, "instr")):
            _unwrap(field)
    _freeze_dates(tree)
    settled: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return settled


def _accept_changes(tree: Element) -> None:
    """Take every tracked change in, so that the engine has none to take in: for that it would open a window."""
    for one in list(every(tree, "del", "moveFrom")):
        parent = one.getparent()
        row, paragraph = parent.getparent(), next(parent.iterancestors("{*}p"), None)
        if local(parent) not in _OF_MARKS:
            parent.remove(one)
        elif local(parent) == "trPr" and row.getparent() is not None:
            row.getparent().remove(row)
        elif paragraph is not None:
            parent.remove(one)
            _join_next(paragraph)
    for one in list(every(tree, "ins", "moveTo")):
        if local(one.getparent()) in _OF_MARKS:
            one.getparent().remove(one)
        else:
            _unwrap(one)
    for one in list(every(tree)):
        if local(one).endswith("PrChange") or local(one).startswith(("moveFromRange", "moveToRange")):
            one.getparent().remove(one)


def _join_next(paragraph: Element) -> None:
    """Let a paragraph whose mark was deleted go on with the next one."""
    following = paragraph.getnext()
    if following is not None and local(following) == "p":
        for part in list(following):
            if local(part) != "pPr":
                paragraph.append(part)
        following.getparent().remove(following)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for child in list(element):
        parent.insert(at, child)
        at += 1
    parent.remove(element)


def _freeze_dates(tree: Element) -> None:
    """Take the marks of date fields away, so that what they last said stays."""
    for paragraph in every(tree, "p"):
        marks: list[Element] = []
        is_date, depth = False, 0
        for run in list(every(paragraph, "r")):
            kinds = [attribute(one, "fldCharType") for one in every(run, "fldChar")]
            depth += kinds.count("begin")
            if depth == 1 and (kinds or next(every(run, "instrText"), None) is not None):
                marks.append(run)
                is_date = is_date or any(_DATES.match(one.text or "") for one in every(run, "instrText"))
            if "end" in kinds:
                depth -= 1
                if depth == 0:
                    for one in marks if is_date else ():
                        one.getparent().remove(one)
                    marks, is_date = [], False


def _open_text(content: bytes) -> bytes:
    return _with_parts(content, _without_changes, lambda name: name == "content.xml")


def _without_changes(raw: bytes) -> bytes:
    if b"tracked-changes" not in raw:
        return raw
    tree = parse(raw)
    if tree is None:
        return raw
    for one in list(every(tree, "tracked-changes", "change", "change-start", "change-end")):
        parent, before = one.getparent(), one.getprevious()
        if one.tail:
            if before is not None:
                before.tail = (before.tail or "") + one.tail
            else:
                parent.text = (parent.text or "") + one.tail
        parent.remove(one)
    left: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return left


def _workbook(content: bytes) -> bytes:
    """Return a workbook with full colours: Excel passes over how see-through one is, LibreOffice leaves black out."""
    return _with_parts(content, lambda raw: _SEE_THROUGH.sub(rb'rgb="FF\1"', raw), _has_colours)


def _has_colours(name: str) -> bool:
    return name.lower().endswith("styles.xml")


def _sheets(content: bytes) -> bytes:
    return _with_parts(content, made_wide, lambda name: name in {"content.xml", "styles.xml"})


def _with_parts(content: bytes, change: Callable[[bytes], bytes], wanted: Callable[[str], bool]) -> bytes:
    """Return the package with some of its parts changed; nothing in it expands beyond what can be held."""
    package = Package(content)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in given.infolist():
            raw = package.read(info.filename.lstrip("/"))
            if package.unseen:
                raise ValueError("A part is too large to be held.")
            name = zipfile.ZipInfo(info.filename)
            name.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(name, change(raw) if wanted(info.filename) else raw)
    return made.getvalue()
