"""What the three Office kinds (OOXML) have in common: properties, thumbnails, embedded files, cropped pictures.

What is special to workbooks, texts and slides stands in `workbooks`, `texts` and `slides`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.asides import beside_the_page
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.packages import Package, attribute, every, local, parse, words
from dueregard.rules.hidden_data.pictures import details_of_picture

PEOPLE = {"creator": "author", "lastModifiedBy": "last changed by", "Manager": "manager", "Company": "company"}
SAID = {"title", "subject", "description", "keywords", "category", "contentStatus", "HyperlinkBase"}
MOST_PICTURES = 200


def in_common(package: Package) -> Iterator[HiddenThing]:
    """Yield what any Office file may hide."""
    yield from _properties(package)
    yield from _thumbnails(package)
    yield from _files_inside(package)
    yield from _other_data(package)
    yield from _pictures(package)
    yield from _cropped(package)
    yield from _templates(package)
    yield from beside_the_page(package)


def _properties(package: Package) -> Iterator[HiddenThing]:
    for part in package.names("docProps/", ".xml"):
        tree = package.tree(part)
        for element in every(tree):
            name, value = local(element), words(element)
            if not value:
                continue
            if name in PEOPLE:
                yield thing("author", f"properties, {PEOPLE[name]}", sample=value)
            elif name in SAID:
                yield thing("property", f"properties, {name}", sample=value)
            elif name == "property":
                yield thing("property", f"custom property “{attribute(element, 'name')}”", sample=value)


def _thumbnails(package: Package) -> Iterator[HiddenThing]:
    for part in package.names("docProps/thumbnail"):
        yield thing("thumbnail", part)


def _files_inside(package: Package) -> Iterator[HiddenThing]:
    inside = [part for part in package.names() if "/embeddings/" in part or "/activeX/" in part]
    if inside:
        yield thing("embedded_file", inside[0] + (" and others" if inside[1:] else ""), count=len(inside))
    for part in package.names(end="vbaProject.bin"):
        yield thing("macro", part)


def _other_data(package: Package) -> Iterator[HiddenThing]:
    for part in package.names("customXml/item", ".xml"):
        if "itemProps" in part:
            continue
        tree = package.tree(part)
        said = words(tree)
        # Word itself writes an empty list of sources into every file.
        if tree is not None and said and local(tree) != "Sources":
            yield thing("custom_xml", part, sample=said)


def _pictures(package: Package) -> Iterator[HiddenThing]:
    pictures = [part for part in package.names() if "/media/" in part]
    for part in pictures[:MOST_PICTURES]:
        found = details_of_picture(package.read(part))
        if found:
            yield thing("picture_details", part, sample=found)
    if len(pictures) > MOST_PICTURES:
        package.unseen["the pictures after the first 200"] = None


def _cropped(package: Package) -> Iterator[HiddenThing]:
    for part in package.names(end=".xml"):
        if not part.startswith(("word/", "ppt/slides/", "xl/drawings/")):
            continue
        content = package.read(part)
        tree = parse(content) if b"srcRect" in content else None
        cut = [
            one for one in every(tree, "srcRect") if any(str(value) not in {"", "0"} for value in one.attrib.values())
        ]
        if cut:
            yield thing("cropped_picture", part, count=len(cut))


def _templates(package: Package) -> Iterator[HiddenThing]:
    for part in package.names(end=".rels"):
        for element in every(package.tree(part), "Relationship"):
            target = attribute(element, "Target")
            kind = attribute(element, "Type").rpartition("/")[2]
            if attribute(element, "TargetMode") != "External" or kind == "hyperlink":
                continue
            channel = "template_path" if kind == "attachedTemplate" else "outside_address"
            if kind != "externalLinkPath":
                yield thing(channel, f"{part}, {kind}", sample=target)
