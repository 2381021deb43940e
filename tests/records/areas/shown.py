"""What the pages of the map, of an area and of a body say, read from their HTML as a visitor gets it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from django.test import Client

ROW = re.compile(r'<tr><td><a href="/areas/([^"/]+)/">.*?</tr>', re.DOTALL)
STATE = re.compile(r'<span class="status[^"]*">([^<]*)</span>')
NUMBER = re.compile(r'<td data-label="([^"]+)" class="num">(\d+)</td>')
TITLE = re.compile(r'<a href="/areas/([^"/]+)/"><title>[^<]*: ([^<:]+(?:: [^<]+)?)</title>')
ASKED = re.compile(r"(\d+) of (\d+) bod(?:y|ies) asked, (\d+) never")
BAR = re.compile(r'<svg class="bar tall" role="img" aria-label="([^"]*)"')
KNOWN = re.compile(
    r'<tr><td><a href="[^"]*question=([^"]+)">[^<]*</a></td><td data-label="Most said">([^<]*)</td>'
    r'<td data-label="Bodies answered" class="num">(\d+)(?: <small>and (\d+) out of date</small>)?</td>'
)
LISTED = re.compile(r'<tr><td><a href="(/bodies/[^"]+/)">')
FOUND = re.compile(r'<p class="found"[^>]*>\s*([\d,]+) bod')
CLAIM = re.compile(r'<h3><a href="/findings/([0-9a-f-]{36})/">[^<]*</a> ([^<]*)</h3>')
CASE = re.compile(r'<td><a href="/requests/([0-9a-f-]{36})/">')
DEMAND = re.compile(r'<div class="head"><h3><a href="/demands/([0-9a-f-]{36})/">')
DECISION = re.compile(r'<h3><a href="/decisions/([0-9a-f-]{36})/">')


@dataclass(frozen=True)
class AreaRow:
    """A line of the table beside the map, and what the drawing says of it (empty for a county)."""

    words: str
    numbers: dict[str, int]
    drawn: str


@dataclass(frozen=True)
class AreaShown:
    """What the page of an area says in numbers."""

    asked: tuple[int, int, int] | None  # asked, of all, never
    bar: dict[str, int]  # words -> number
    known: dict[str, tuple[str, int, int]]  # question -> most said, answered, old
    listed: list[str]  # addresses of bodies


@dataclass(frozen=True)
class BodyShown:
    """What the page of a body says is known. Ids are written without dashes."""

    is_closed: bool
    cases: set[str]
    findings: dict[str, str]
    earlier: dict[str, str]
    demands: set[str]
    decisions: set[str]


def map_shown(client: Client, **query: str) -> dict[str, AreaRow]:
    """Return the rows of the whole table by area."""
    text = _get(client, "/areas/", query | {"page": "all"})
    drawn = {slug: html.unescape(words) for slug, words in TITLE.findall(text)}
    return {
        found[1]: AreaRow(
            html.unescape(STATE.findall(found[0])[0]),
            {label: int(number) for label, number in NUMBER.findall(found[0])},
            drawn.get(found[1], ""),
        )
        for found in ROW.finditer(text)
    }


def area_shown(client: Client, slug: str, **query: str) -> AreaShown:
    """Return what the page of an area says."""
    text = _get(client, f"/areas/{slug}/", query)
    asked, bar = ASKED.search(text), BAR.search(text)
    pieces = [part.split(" ", 1) for part in html.unescape(bar[1]).split(", ")] if bar else []
    return AreaShown(
        asked=(int(asked[1]), int(asked[2]), int(asked[3])) if asked else None,
        bar=_joined(pieces),
        known={
            html.unescape(key): (html.unescape(most), int(answered), int(old or 0))
            for key, most, answered, old in KNOWN.findall(text)
        },
        listed=LISTED.findall(text),
    )


def body_shown(client: Client, path: str) -> BodyShown:
    """Return what the page of a body says."""
    text = _get(client, path, {})
    own, *earlier = text.split('id="before-')
    return BodyShown(
        is_closed="No longer exists" in text,
        cases=_ids(CASE.findall(text)),
        findings=_claims(own),
        earlier=_claims("".join(earlier)),
        demands=_ids(DEMAND.findall(text)),
        decisions=_ids(DECISION.findall(text)),
    )


def _get(client: Client, path: str, query: dict[str, str]) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200, (path, query, answer.status_code)
    return answer.content.decode()


def _joined(pieces: list[list[str]]) -> dict[str, int]:
    """Return words and numbers; a piece whose words hold a comma was split in two."""
    found: dict[str, int] = {}
    last = ""
    for number, *words in pieces:
        if number.isdigit() and words:
            last = words[0]
            found[last] = int(number)
        else:
            found[", ".join([last, " ".join([number, *words])])] = found.pop(last)
    return found


def _claims(text: str) -> dict[str, str]:
    return {pk.replace("-", ""): html.unescape(value) for pk, value in CLAIM.findall(text)}


def _ids(found: list[str]) -> set[str]:
    return {pk.replace("-", "") for pk in found}
