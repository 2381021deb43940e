"""The words of an OpenDocument text or of slides that a reader sees: no comment, no change, no note, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local
from dueregard.rules.visible.blocks import LEFT_OUT_PICTURE, Block, Heading, Paragraph, Table

_NOT_SHOWN = {
    "annotation",
    "annotation-end",
    "tracked-changes",
    "hidden-text",
    "hidden-paragraph",
    "notes",
    "title",
    "desc",
    "forms",
}
_HOLD_OTHERS = {"section", "list", "list-item", "index-body", "text-box", "frame"}
_BREAKS = {"line-break": "\n", "tab": "\t", "s": " "}


def hidden_families(*trees: Element | None) -> set[str]:
    """Return the names of styles that hide what they are set on."""
    found = set()
    for tree in trees:
        for style in every(tree, "style"):
            for setting in style:
                if not isinstance(setting.tag, str):
                    continue
                is_hidden = (
                    attribute(setting, "display") in {"none", "false"} or attribute(setting, "visibility") == "hidden"
                )
                if is_hidden or attribute(setting, "color").lower() == "#ffffff":
                    found.add(attribute(style, "name"))
    return found - {""}


def words_shown(element: Element, hidden: frozenset[str] | set[str] = frozenset()) -> str:
    """Return the text of a paragraph, without what is not shown."""
    said = [element.text or ""]
    for part in element:
        if isinstance(part.tag, str) and local(part) not in _NOT_SHOWN and attribute(part, "style-name") not in hidden:
            said.append(_BREAKS.get(local(part)) or words_shown(part, hidden))
        said.append(part.tail or "")
    return "".join(said)


def visible_in_open_text(package: Package) -> Iterator[Block]:
    """Yield the paragraphs and tables of an ODT."""
    tree = package.tree("content.xml")
    hidden = hidden_families(tree, package.tree("styles.xml"))
    for body in every(tree, "text"):
        if str(body.tag).endswith(":office:1.0}text"):
            yield from _blocks(body, hidden)


def _blocks(parent: Element, hidden: set[str]) -> Iterator[Block]:
    for part in parent:
        if not isinstance(part.tag, str) or local(part) in _NOT_SHOWN or attribute(part, "style-name") in hidden:
            continue
        name = local(part)
        if name == "table":
            rows = tuple(
                tuple(
                    " ".join(words_shown(one, hidden) for one in every(cell, "p", "h"))
                    for cell in row
                    if local(cell).endswith("table-cell")
                )
                for row in every(part, "table-row")
                if attribute(row, "visibility") not in {"collapse", "filter"}
            )
            yield Table(rows)
        elif name in {"p", "h"}:
            said = words_shown(part, hidden)
            if said.strip():
                yield Heading(said) if name == "h" else Paragraph(said)
            if next(every(part, "image", "object"), None) is not None:
                yield Paragraph(LEFT_OUT_PICTURE)
        elif name in _HOLD_OTHERS and attribute(part, "display") not in {"none", "condition"}:
            yield from _blocks(part, hidden)


def visible_in_open_slides(package: Package) -> Iterator[Block]:
    """Yield the slides of an ODP that are shown."""
    tree = package.tree("content.xml")
    hidden = hidden_families(tree, package.tree("styles.xml"))
    for number, slide in enumerate(every(tree, "page"), start=1):
        if attribute(slide, "style-name") in hidden:
            continue
        yield Heading(f"Slide {number}")
        for frame in slide:
            if not isinstance(frame.tag, str) or local(frame) in _NOT_SHOWN or attribute(frame, "style-name") in hidden:
                continue
            for box in every(frame, "text-box"):
                yield from _blocks(box, hidden)
            if next(every(frame, "image", "object"), None) is not None:
                yield Paragraph(LEFT_OUT_PICTURE)
