"""Binds the guide into an EPUB 3 for reading devices: one file for each section, checked before it is bound.

The same guide gives the same bytes. What must not be in it, `rules/guide/checks` says.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from html import escape
from typing import Any

from dueregard.rules.guide.checks import document_faults
from dueregard.rules.guide.html import FactMark, number_to_html, spans_to_html, to_html
from dueregard.rules.guide.text import Passage, facts_in_order, read_passages
from dueregard.rules.text.lines import writable

MADE = (2026, 1, 1, 0, 0, 0)  # of every file in the book, so that equal guides make equal books
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}" dir="{direction}">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
{body}
</body>
</html>
"""  # noqa: E501
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
STYLE = """body { line-height: 1.5; margin: 1em; }
.fact { font-size: 0.7em; } .whole { white-space: nowrap; } .small { font-size: 0.85em; }
.danger { border: 1px solid; padding: 0.6em; }
"""


class NotSound(ValueError):
    """The guide holds what must not be printed; the message says what and where."""


def make_epub(guide: dict[str, Any]) -> bytes:
    """Return the book. Raises: NotSound"""
    pages = {"start.xhtml": _start(guide), "nav.xhtml": _contents(guide)}
    pages |= {f"{section['name']}.xhtml": section_page(section, guide) for section in guide["sections"]}
    check(pages)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        _put(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _put(book, "META-INF/container.xml", CONTAINER)
        _put(book, "book/content.opf", _package(guide, list(pages)))
        _put(book, "book/book.css", STYLE)
        for name, page in pages.items():
            _put(book, f"book/{name}", page)
    return out.getvalue()


def check(pages: dict[str, str]) -> None:
    """Refuse pages with a fault: all prints are made of the same words. Raises: NotSound"""
    faults = [
        f"{name}, line {fault.line}: {fault.says}"
        for name, page in pages.items()
        for fault in document_faults(page, known=pages.keys())
    ]
    if faults:
        raise NotSound("\n".join(faults))


def section_page(section: dict[str, Any], guide: dict[str, Any]) -> str:
    """Return one section as a page of the book."""
    passages = read_passages(section["text"])
    unsure = {fact["number"] for fact in section["facts"] if fact["sure"] == "unconfirmed"}
    marks = {
        name: FactMark(number, "not confirmed" if number in unsure else "")
        for name, number in facts_in_order(passages).items()
    }
    names = {one["name"] for one in guide["sections"]}

    def address(target: str) -> str:
        if target.startswith("https://"):
            return target
        return f"{target.removesuffix('.md')}.xhtml" if target.removesuffix(".md") in names else ""

    lines = [f"<h1>{escape(section['title'])}</h1>", f"<p><em>{_line(section['summary'])}</em></p>"]
    lines.append(to_html(passages, section["ids"] or _numbers(passages), marks, address))
    tools = [f"<strong>{_line(one['words'])}.</strong> {_line(one['without'])}" for one in section["tools"]]
    lines += _list("Do it now", tools)
    lines += _list("What has changed since the 2016 guide", [_line(line) for line in section["changed"]])
    if section["facts"]:
        order = {number: name for name, number in facts_in_order(passages).items()}
        facts = "".join(f'<li id="f-{order[one["number"]]}">{_fact(one)}</li>' for one in section["facts"])
        lines.append(f'<h2>Where this comes from</h2>\n<ol class="small">{facts}</ol>')
    lines.append(
        f'<p class="small">Last checked on {section["reviewed_on"]}. Next check by {section["review_by"]}.</p>'
    )
    return _page(section["title"], "\n".join(lines), guide)


def _numbers(passages: tuple[Passage, ...]) -> list[str]:
    return [f"p{at}" for at in range(len(passages))]


def _start(guide: dict[str, Any]) -> str:
    credit = "".join(f"<li>{_line(line)}</li>" for line in guide["credit"])
    return _page(
        guide["title"],
        f"<h1>{escape(guide['title'])}</h1>\n<p>{_line(guide['subtitle'])}</p>\n"
        f'<p class="danger"><strong>Is someone’s life in danger? Call {number_to_html("999")}.</strong> '
        "This is not legal advice.</p>\n"
        f"<p>Edition of {escape(guide['edition_words'])}. Published by {escape(guide['run_by'])}. "
        f"Licence {escape(guide['licence'])}: you can copy it, change it and pass it on, "
        "if you say where it came from.</p>\n"
        f'<p><a href="{escape(guide["changes"])}">What has changed since this copy was made</a></p>\n<ul>{credit}</ul>',
        guide,
    )


def _contents(guide: dict[str, Any]) -> str:
    items = "".join(f'<li><a href="{one["name"]}.xhtml">{escape(one["title"])}</a></li>' for one in guide["sections"])
    start = '<li><a href="start.xhtml">Start</a></li>'
    body = f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{start}{items}</ol></nav>'
    return _page("Contents", body, guide)


def _package(guide: dict[str, Any], names: list[str]) -> str:
    book_id = uuid.uuid5(uuid.NAMESPACE_URL, guide["changes"])
    files = "".join(
        f'<item id="c{at}" href="{name}" media-type="application/xhtml+xml"{_nav(name)}/>'
        for at, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{at}"/>' for at, _ in enumerate(names))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="{guide["language"]}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">urn:uuid:{book_id}</dc:identifier>
<dc:title>{escape(guide["title"])}</dc:title><dc:language>{guide["language"]}</dc:language>
<dc:creator>{escape(guide["run_by"])}</dc:creator><dc:rights>{escape(guide["licence"])}</dc:rights>
<meta property="dcterms:modified">{guide["made_at"][:19]}Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text only, with headings, lists and links.</meta>
</metadata>
<manifest>{files}<item id="css" href="book.css" media-type="text/css"/></manifest>
<spine>{spine}</spine>
</package>
"""


def _nav(name: str) -> str:
    return ' properties="nav"' if name == "nav.xhtml" else ""


def _page(title: str, body: str, guide: dict[str, Any]) -> str:
    page = PAGE.format(
        language=guide["language"], direction=guide.get("direction", "ltr"), title=escape(title), body=body
    )
    return writable(page)


def _line(words: str) -> str:
    """Return a line of plain words with its numbers kept whole; what looks like a mark of a fact stays words."""
    return "".join(spans_to_html(one.spans, {}, lambda _: "") for one in read_passages(words))


def _fact(fact: dict[str, Any]) -> str:
    doubt = {"unconfirmed": " <strong>Not confirmed.</strong>", "reported": " As reported."}.get(fact["sure"], "")
    on = f", {fact['on']}" if fact["on"] else ""
    return f"{_line(fact['says'])}{doubt} {_line(fact['source'])}{on}. We checked on {fact['checked_on']}."


def _list(title: str, items: list[str]) -> list[str]:
    return [f"<h2>{title}</h2>", "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"] if items else []


def _put(book: zipfile.ZipFile, name: str, content: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, MADE)
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    book.writestr(entry, content.encode())
