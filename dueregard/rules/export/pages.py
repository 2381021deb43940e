"""Turns a page of the site into a page of a copy: its links, and forms that need the site replaced by a sentence.

Where a link leads in the copy, the caller says. Our own pages are well formed: what looks like a tag in a text is
escaped, so tags are found without reading the page as a tree, which would take longer than making it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_TAG = re.compile(r"<(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ADDRESS = re.compile(r"(?P<before>\s(?:href|src|action|poster|data-worker)=)\"(?P<address>[^\"]*)\"")
_FORM = re.compile(r"<form\b(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>.*?</form>", re.DOTALL)
_SEARCH = re.compile(r"\srole=\"search\"")
_HEAD = re.compile(r"<meta charset=\"utf-8\">", re.IGNORECASE)
_SKIPPED = re.compile(r"<(script|style)\b[^>]*>.*?</\1>|<!--.*?-->", re.DOTALL)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
_POLICY = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
Leads = Callable[[str], str | None]


def copied(page: str, *, leads: Leads, search: str, instead: str) -> str:
    """Return the page for the copy.

    `leads` says where an address leads; None takes the tag's address away, and a <link> as a whole. `search` is the
    file of the copy's own search. `instead` stands in place of every other form, as HTML.
    """
    turned, at = [], 0
    for form in _FORM.finditer(page):
        turned += [_links(page[at : form.start()], leads), _form(form["rest"], search, instead)]
        at = form.end()
    whole = "".join([*turned, _links(page[at:], leads)])
    return _HEAD.sub(f'<meta charset="utf-8">\n    {_POLICY}', whole, count=1)


def addresses_in(page: str) -> list[tuple[str, str, str]]:
    """Return every address in a page: the tag, the attribute, and the address."""
    found: list[tuple[str, str, str]] = []
    for tag in _TAG.finditer(_SKIPPED.sub(lambda one: one[0] if one[1] else "", page)):
        for one in _ADDRESS.finditer(tag["rest"]):
            found.append((tag["name"].lower(), one["before"].strip(" \n\t="), html.unescape(one["address"])))
    return found


def anchors_in(page: str) -> set[str]:
    """Return the names to which a link into a page can lead."""
    return {html.unescape(one) for one in re.findall(r"\sid=\"([^\"]+)\"", page)}


def _links(part: str, leads: Leads) -> str:
    return _TAG.sub(lambda tag: _tag(tag, leads), part)


def _tag(tag: re.Match[str], leads: Leads) -> str:
    is_gone = False

    def address(one: re.Match[str]) -> str:
        nonlocal is_gone
        to = leads(html.unescape(one["address"]))
        is_gone = is_gone or to is None
        return "" if to is None else f'{one["before"]}"{html.escape(to)}"'

    rest = _ADDRESS.sub(address, tag["rest"])
    return "" if is_gone and tag["name"].lower() == "link" else f"<{tag['name']}{rest}>"


def _form(rest: str, search: str, instead: str) -> str:
    if not _SEARCH.search(rest):
        return instead
    return (
        f'<form class="search no-print" method="get" action="{html.escape(search)}" role="search"'
        ' aria-label="Everything"><label for="search-words" class="hidden-visually">Words to search for</label>'
        '<input type="search" name="q" id="search-words" maxlength="500" autocomplete="off">'
        '<button class="button" type="submit">Search</button></form>'
    )
