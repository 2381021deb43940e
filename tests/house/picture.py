"""Draws the house from its imports: floors, apps and the rooms of the rules, each with what it leans on.

`./run picture` writes docs/pictures/house.svg; a test holds it to the imports of today. Nothing is placed by hand.
"""

import ast
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.house.sources import PACKAGE, ROOT, modules

PICTURE = ROOT / "docs/pictures/house.svg"
FLOORS = ("config", "website", "parts", "records", "foundation", "rules")
SAYS = {
    "config": "wiring",
    "website": "the front door",
    "parts": "what a group does; no part imports another",
    "records": "what several parts rely on",
    "foundation": "knows Django, knows nothing of campaigning",
    "rules": "pure decisions; each room imports only rooms further down",
}
WIDTH, MARGIN, LABEL, GAP, LINE = 1180, 20, 150, 12, 17
COLUMNS, SIGNS = 4, 33  # boxes side by side; signs that a line of a box holds
USED_BY_ALL = 0.6  # a box that so many others lean on is marked instead of being named in each


@dataclass(frozen=True)
class Box:
    """An app or a room of the rules."""

    floor: str
    name: str
    uses: tuple[str, ...]  # boxes, as floor/name


def box_of(module: str) -> str:
    """Return the box in which a module lies, as floor/name."""
    parts = module.split(".")[1:]
    if not parts or parts[0] not in FLOORS:
        return ""
    if parts[0] in {"config", "website"}:
        return parts[0]
    return "/".join(parts[:2]) if len(parts) > 1 and parts[1] != "__init__" else ""


def imported(source: str) -> Iterator[str]:
    """Yield the modules of this package that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dueregard"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("dueregard"))


def boxes() -> list[Box]:
    """Return every box with what it imports, in a steady order."""
    uses: dict[str, set[str]] = {}
    for path in modules():
        box = box_of(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
        if not box:
            continue
        found = {box_of(module) for module in imported(path.read_text())}
        uses.setdefault(box, set()).update(found - {"", box})
    return [Box(box.split("/")[0], box.split("/")[-1], tuple(sorted(uses[box]))) for box in sorted(uses)]


def by_depth(floor: list[Box]) -> list[Box]:
    """Order the boxes of a floor so that each comes before what it leans on."""
    names = {f"{box.floor}/{box.name}": box for box in floor}
    depth: dict[str, int] = {}

    def deep(name: str, above: frozenset[str] = frozenset()) -> int:
        if name not in depth:  # two apps of a floor may know each other: a name above this one is not followed again
            below = (used for used in names[name].uses if used in names and used not in above | {name})
            depth[name] = 1 + max((deep(used, above | {name}) for used in below), default=0)
        return depth[name]

    return sorted(floor, key=lambda box: (-deep(f"{box.floor}/{box.name}"), box.name))


def used_by_all(every: list[Box]) -> set[str]:
    """Return the boxes outside the rules that most apps lean on."""
    apps = [box for box in every if box.floor in {"parts", "records", "foundation", "website"}]
    counted = {used: sum(used in box.uses for box in apps) for box in apps for used in box.uses}
    return {used for used, count in counted.items() if count >= USED_BY_ALL * len(apps)}


def lines_of(box: Box, common: set[str]) -> list[str]:
    """Return what a box says below its name."""
    own, apps = f"{box.floor}/", [used for used in box.uses if not used.startswith("rules/") and used not in common]
    said = [used.removeprefix(own).split("/")[-1] for used in apps]
    rules = [used.split("/")[-1] for used in box.uses if used.startswith("rules/")]
    lines = textwrap.wrap(f"uses {', '.join(said)}", SIGNS) if said else []
    word = "uses" if box.floor == "rules" else "asks"
    return lines + (textwrap.wrap(f"{word} {', '.join(rules)}", SIGNS) if rules else [])


def drawing() -> str:
    """Return the picture as SVG, the same for the same imports."""
    every, y, parts = boxes(), MARGIN, []
    common = used_by_all(every)
    for floor in FLOORS:
        on_it = by_depth([box for box in every if box.floor == floor])
        height, drawn = _floor(on_it, y, common)
        parts.append(f'<rect class="floor" x="{MARGIN}" y="{y}" width="{WIDTH - 2 * MARGIN}" height="{height}"/>')
        parts.append(f'<text class="name" x="{MARGIN + GAP}" y="{y + 28}">{floor}</text>')
        for number, words in enumerate(textwrap.wrap(SAYS[floor], 20)):
            parts.append(f'<text class="says" x="{MARGIN + GAP}" y="{y + 48 + LINE * number}">{escape(words)}</text>')
        parts += drawn
        y += height + GAP
    named = ", ".join(sorted(one.split("/")[-1] for one in common))
    parts.append(f'<text class="says" x="{MARGIN}" y="{y + 14}">Most apps also use: {named}. Imports run down.</text>')
    return "\n".join([_head(y + 34), *parts, "</svg>", ""])


def _floor(on_it: list[Box], top: int, common: set[str]) -> tuple[int, list[str]]:
    left, wide = MARGIN + LABEL, (WIDTH - 2 * MARGIN - LABEL - GAP) // COLUMNS
    drawn: list[str] = []
    y = top + GAP
    for start in range(0, len(on_it), COLUMNS):
        row = on_it[start : start + COLUMNS]
        said = [lines_of(box, common) for box in row]
        height = 44 + LINE * max(len(lines) for lines in said)
        for column, (box, lines) in enumerate(zip(row, said, strict=True)):
            x = left + column * wide
            drawn.append(f'<rect class="box" x="{x}" y="{y}" width="{wide - GAP}" height="{height}" rx="3"/>')
            drawn.append(f'<text class="room" x="{x + 10}" y="{y + 24}">{box.name}</text>')
            for number, words in enumerate(lines):
                drawn.append(f'<text class="uses" x="{x + 10}" y="{y + 44 + LINE * number}">{escape(words)}</text>')
        y += height + GAP
    return max(y - top, 76 if on_it else 60), drawn


def _head(height: int) -> str:
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">
<title id="t">The house of Due Regard</title>
<desc id="d">Six floors from wiring to rules, each with its apps or rooms and what they import. \
ARCHITECTURE.md says the same in words.</desc>
<style>
svg {{ background: #fbfaf6; font-family: system-ui, sans-serif; }}
.floor {{ fill: #f1eee5; stroke: #d5cfbf; }} .box {{ fill: #fff; stroke: #8d8774; }}
.name {{ font: 700 19px system-ui, sans-serif; fill: #0b5a5e; }} .room {{ font: 700 15px system-ui, sans-serif; }}
.says, .uses {{ font-size: 12.5px; fill: #4a4639; }}
</style>"""


if __name__ == "__main__":
    PICTURE.write_text(drawing(), encoding="utf-8")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}\n")
