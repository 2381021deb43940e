"""The small map of an area sheet as SVG that prints without colour: each state has a sign of its own.

The page of an area draws the same signs by its stylesheet (`areas/signs.html`).
"""

from __future__ import annotations

from collections.abc import Iterable

from dueregard.rules.areas.standing import Standing

_HEX = "M0-13 11.3-6.5V6.5L0 13-11.3 6.5V-6.5z"
_DARK, _MIDDLE, _LIGHT = "#33544a", "#8a8078", "#d8d2c8"
_CUT = 'stroke="#fff" stroke-width="2.4" fill="none"'
_SIGNS = {
    "g": f'<path d="{_HEX}" fill="{_DARK}"/>',
    "p": f'<path d="{_HEX}" fill="{_DARK}"/><path d="M-11-4h22M-11 4h22" {_CUT}/>',
    "w": f'<path d="{_HEX}" fill="{_LIGHT}"/><circle r="4.4" fill="#222"/>',
    "l": f'<path d="{_HEX}" fill="{_MIDDLE}"/><path d="M-4-10v20M4-10v20" {_CUT}/>',
    "r": f'<path d="{_HEX}" fill="{_MIDDLE}"/><path d="M-9.5 5.5 5.5-9.5M-5.5 9.5 9.5-5.5" {_CUT}/>',
    "c": f'<path d="{_HEX}" fill="{_LIGHT}"/>',
    "n": '<path d="M0-12.2 10.6-6.1V6.1L0 12.2-10.6 6.1V-6.1z" fill="#fff" stroke="#555" stroke-width="1.2"/>',
    "o": f'<path d="M0-6 5.2-3V3L0 6-5.2 3V-3z" fill="{_LIGHT}"/>',
}


def sign_drawn(standing: Standing) -> str:
    """Return one sign as a drawing of its own, for the legend."""
    return _svg("-13 -13 26 26", _SIGNS[standing.sign])


def map_drawn(view_box: str, marks: Iterable[tuple[str, int, int]], outlines: Iterable[str]) -> str:
    """Return the drawing: each mark with its sign and place, and lines around the area itself."""
    drawn = "".join(f'<g transform="translate({x} {y})">{_SIGNS[sign]}</g>' for sign, x, y in marks)
    lines = "".join(f'<path d="{line}" fill="none" stroke="#000" stroke-width="3"/>' for line in outlines)
    return _svg(view_box, drawn + lines)


def _svg(view_box: str, inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}">{inside}</svg>'
