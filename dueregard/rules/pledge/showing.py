"""What a signatory puts on its own website: the badge, the lines around it, and the pledge in three lengths.

Everything is the signatory's own to host. The badge holds no address and no script, so whoever looks at it asks nobody
but the signatory; the link beside it is followed only when someone clicks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

LARGEST_BADGE = 2048  # bytes
LINE = 34  # characters of a name in one line of the badge
LINES = 2
WIDTH, HEIGHT = 320, 112


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a signatory. `link` is its page here, which proves it."""

    name: str
    campaign: str
    decided_on: date
    maker: str
    principles: tuple[tuple[str, str], ...]  # title and text of those it adopted
    is_all: bool
    reservation: str
    link: str


@dataclass(frozen=True, slots=True)
class Length:
    """The pledge in one length, to copy."""

    title: str
    text: str


def badge_svg(shown: Shown) -> str:
    """Return the badge as SVG: at most `LARGEST_BADGE` bytes, in the fonts of whoever looks at it."""
    for longest in (LINE, LINE - 10, 12):
        made = _badge(shown, longest)
        if len(made.encode()) <= LARGEST_BADGE:
            return made
    return made


def badge_lines(name: str, longest: int = LINE) -> tuple[str, ...]:
    """Return a name in the lines of a badge; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = [line if len(line) <= longest else f"{line[: longest - 1]}…" for line in lines[:LINES]]
    if len(lines) > LINES:
        cut[-1] = f"{cut[-1][: longest - 1].rstrip('…')}…"
    return tuple(cut)


def badge_words(shown: Shown) -> str:
    """Return what the badge says, as a picture's text alternative."""
    return f"{shown.name} signed the pledge {shown.campaign}, {said_day(shown.decided_on)}"


def snippet(shown: Shown, picture: str) -> str:
    """Return the HTML for a signatory's own page; `picture` is where it put the badge. It calls nobody else."""
    return (
        f'<a href="{escape(shown.link)}"><img src="{escape(picture)}" width="{WIDTH}" height="{HEIGHT}" '
        f'alt="{escape(badge_words(shown))}"></a>'
    )


def lengths(shown: Shown) -> tuple[Length, ...]:
    """Return the pledge for a signatory's own website in three lengths, as plain text."""
    by = f"{shown.maker} decided this on {said_day(shown.decided_on)}."
    what = "its principles" if shown.is_all else f"{_number(len(shown.principles))} of its principles"
    one = f"{shown.name} has signed the pledge {shown.campaign}. Proof: {shown.link}"
    titles = "\n".join(f"- {title}" for title, _ in shown.principles)
    kept = f"\n\nWhat we leave out, and why: {shown.reservation}" if shown.reservation else ""
    short = f"{shown.name} has signed the pledge {shown.campaign} and adopted {what}:\n\n{titles}{kept}\n\n{by}"
    full = "\n\n".join(f"{title}\n{text}" for title, text in shown.principles)
    whole = (
        f"{shown.name} has signed the pledge {shown.campaign}. {by} We adopted {what}:\n\n{full}{kept}\n\n"
        "This was right when we published it. Our entry, with its proof and its history: "
    )
    return (
        Length("One sentence", one),
        Length("Short", f"{short}\n\nProof and history: {shown.link}"),
        Length("In full", f"{whole}{shown.link}"),
    )


def certificate(shown: Shown, *, site: str, listed_on: date, proofs: Sequence[str]) -> dict[str, object]:
    """Return what the printed certificate says, as plain values."""
    proved = ", ".join(proofs) or "nothing today"
    return {
        "name": shown.name,
        "campaign": shown.campaign,
        "decided": f"{shown.maker} decided this on {said_day(shown.decided_on)}.",
        "intro": "has signed the pledge and adopted " + ("all its principles" if shown.is_all else "these principles"),
        "principles": [{"title": title, "text": text} for title, text in shown.principles],
        "reservation": shown.reservation,
        "foot": f"Listed at {site} since {said_day(listed_on)}. Proved by: {proved}.",
        "link": shown.link,
    }


def badge_values(shown: Shown) -> dict[str, object]:
    """Return what the badge says, as plain values for whatever draws it as a picture of dots."""
    return {"campaign": shown.campaign, "lines": list(badge_lines(shown.name)), "day": said_day(shown.decided_on)}


def said_day(on: date) -> str:
    """Return a day in words."""
    return f"{on.day} {on:%B %Y}"


def _badge(shown: Shown, longest: int) -> str:
    lines = badge_lines(shown.name, longest)
    campaign = shown.campaign if len(shown.campaign) <= LINE else f"{shown.campaign[: LINE - 1]}…"
    rows = "".join(f'<text x="72" y="{56 + 20 * at}">{escape(line)}</text>' for at, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img"><title>{escape(f"{chr(32).join(lines)} signed the pledge {campaign}")}</title>'
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" rx="8" fill="#fdfbf6" stroke="#0f5257" '
        'stroke-width="2"/><circle cx="38" cy="52" r="22" fill="#0f5257"/>'
        '<path d="M27 52l8 8 15-16" fill="none" stroke="#fff" stroke-width="4.5" stroke-linecap="round"/>'
        '<g font-family="Georgia,Cambria,serif" font-size="16" font-weight="700" fill="#1b1b1b">'
        f'<text x="72" y="30" font-size="13" font-weight="400" fill="#0f5257">{escape(campaign)}</text>{rows}'
        f'<text x="72" y="{98 if len(lines) > 1 else 80}" font-size="12" font-weight="400">'
        f"Signed the pledge on {said_day(shown.decided_on)}</text></g></svg>"
    )


def _number(number: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)
