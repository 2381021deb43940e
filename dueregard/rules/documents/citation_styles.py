"""Writes a citation of a document, a page or a passage in three styles: Harvard, OSCOLA and BibTeX.

Harvard is what campaigners, journalists and most scholars write; OSCOLA is the footnote of British lawyers;
BibTeX is read by every program that keeps references. What is cited is not known here; the caller gives values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", **{sign: f"\\{sign}" for sign in "&%$#_"}}
_TEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited. Dates are UK calendar dates."""

    author: str  # the public body that released it; empty when nobody knows
    title: str
    dated_on: date | None  # the date it bears
    released_on: date | None  # when the body sent it, if it did
    url: str
    read_on: date
    site: str
    page: int | None = None
    label: str = ""  # what the page calls itself: a sheet's name
    time: str = ""  # in sound: "2:13"
    sha256: str = ""

    @property
    def on(self) -> date | None:
        """The date that stands in the citation."""
        return self.dated_on or self.released_on


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation, ready to be copied."""

    style: str
    text: str
    is_code: bool = False


def citations(cited: Cited) -> tuple[Citation, ...]:
    """Return the citation in all three styles."""
    return (
        Citation("Harvard", harvard(cited)),
        Citation("OSCOLA footnote", oscola(cited)),
        Citation("BibTeX", bibtex(cited), is_code=True),
    )


def harvard(cited: Cited) -> str:
    """Return an entry of a reference list. A document that names no author begins with its title.

    Source: Cite Them Right, the common British form: author (year) title, place in it, address, day of reading.
    """
    year = f"({cited.on.year})" if cited.on else "(no date)"
    head = f"{cited.author} {year} {cited.title}" if cited.author else f"{cited.title} {year}"
    place = _place(cited, page="p. ", label=lambda label: f"“{label}”")
    return f"{_join(head, place)}. {cited.site}. Available at: {cited.url} (Accessed: {_day(cited.read_on)})."


def oscola(cited: Cited) -> str:
    """Return a footnote.

    Source: OSCOLA, 4th edition, 3.4.1 and 3.4.8: author, title in single marks, date in brackets, place, address in
    angle brackets, day of access; no full stops in abbreviations.
    """
    title = cited.title.replace("'", "’")
    head = f"{cited.author}, ‘{title}’" if cited.author else f"‘{title}’"
    bracket = ", ".join(part for part in (cited.site, _day(cited.on) if cited.on else "") if part)
    place = _place(cited, page="", label=lambda label: f"sheet ‘{label}’")
    place = f" {place}" if place else ""
    return f"{head} ({bracket}){place} <{cited.url}> accessed {_day(cited.read_on)}."


def bibtex(cited: Cited) -> str:
    """Return an entry of the kind @misc, which every program reads. The hash proves which file was cited.

    Source: BibTeXing (Patashnik, 1988), 3.1; url and urldate as biblatex and reference managers take them.
    """
    place = _place(cited, page="page ", label=lambda label: f"sheet {label}")
    note = ". ".join(part for part in (place, f"SHA-256 {cited.sha256}" if cited.sha256 else "") if part)
    fields = {
        "author": f"{{{_tex(cited.author)}}}" if cited.author else "",
        "title": f"{{{_tex(cited.title)}}}",
        "year": str(cited.on.year) if cited.on else "",
        "howpublished": _tex(cited.site),
        "note": _tex(note),
        "url": cited.url.translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "urldate": cited.read_on.isoformat(),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{_key(cited)},\n{lines}\n}}"


def clock(ms: int) -> str:
    """Return a moment of a recording as people write it: 2:13, or 1:02:13."""
    seconds = ms // 1000
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _place(cited: Cited, *, page: str, label: Callable[[str], str]) -> str:
    if cited.time:
        return f"at {cited.time}"
    if cited.label:
        return label(cited.label)
    return f"{page}{cited.page}" if cited.page else ""


def _join(head: str, place: str) -> str:
    return f"{head}, {place}" if place else head


def _day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))


def _key(cited: Cited) -> str:
    """Return a name for the entry: letters and figures only, the same for the same thing."""
    author = _plain(cited.author).split()
    words = [author[-1] if author else "", str(cited.on.year) if cited.on else "", *_plain(cited.title).split()[:1]]
    return "".join(words) + (f"p{cited.page}" if cited.page else "") or "document"


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()
