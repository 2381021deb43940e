"""Joins the lines that a mail programme cut for the journey back to paragraphs, so that no link stays cut in two.

Source: RFC 3676, 4.1 to 4.6 (soft breaks, delsp, space-stuffing, quoting, the signature's mark).
"""

from __future__ import annotations

_SIGNATURE = "-- "


def unfold(text: str, *, delsp: bool) -> str:
    """The text with its soft line breaks taken out; with `delsp` the space that marked each goes, too."""
    lines: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        here = len(line) - len(line.lstrip(">"))
        words = line[here:].removeprefix(" ")
        is_signature = words == _SIGNATURE
        if paragraph and (here != depth or is_signature):
            lines.append(_joined(paragraph, depth))
            paragraph = []
        depth = here
        is_soft = words.endswith(" ") and not is_signature
        paragraph.append(words[:-1] if is_soft and delsp else words)
        if not is_soft:
            lines.append(_joined(paragraph, depth))
            paragraph = []
    if paragraph:
        lines.append(_joined(paragraph, depth))
    return "\n".join(lines)


def _joined(paragraph: list[str], depth: int) -> str:
    words = "".join(paragraph)
    return f"{'>' * depth} {words}" if depth and words else ">" * depth + words
