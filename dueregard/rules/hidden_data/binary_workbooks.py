"""What a binary workbook (XLSB) hides, by the OpenDocument file made of it, and by its parts.

Source: MS-XLSB 2.1.4 (records: a number, a length, both in bytes of seven bits), 2.4.730 (BrtSSTItem), 2.5.121.
"""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of, thing
from dueregard.rules.hidden_data.finder import find_hidden
from dueregard.rules.hidden_data.office import in_common
from dueregard.rules.hidden_data.packages import NotAPackage, Package, attribute, every, words
from dueregard.rules.redaction.same_words import pieces

# The engine's own addition; what the package says of people and properties is read from the package itself.
_TOLD_TWICE = {"thumbnail", "author", "property"}
_SHARED_STRING = 19
_HEAD_OF_A_STRING = 5  # its flags, then how many signs it has
_PARTS = {
    "xl/pivotcache/": "pivot_cache",
    "xl/externallinks/externallink": "external_link",
    "xl/model/": "data_model",
    "xl/connections": "connection",
    "xl/revisions/": "tracked_change",
}


def hidden_in_binary_workbook(content: bytes, as_open: bytes, kind: str) -> Iterator[HiddenThing]:
    """Yield what an XLSB hides. `as_open` is what the engine made of it, of this media type."""
    yield from (one for one in find_hidden(as_open, kind) if one.channel not in _TOLD_TWICE)
    try:
        package = Package(content)
        for start, channel in _PARTS.items():
            for part in package.names(start):
                if "/_rels/" not in part:
                    yield from all_of(channel, part, _targets(package, part) or [part])
        yield from _left_over(package, as_open)
        yield from in_common(package)
        yield from package.not_examined()
    except NotAPackage:
        yield thing("not_examined", "the whole file: it is damaged")


def _targets(package: Package, part: str) -> list[str]:
    folder, _, file = part.rpartition("/")
    relations = package.tree(f"{folder}/_rels/{file}.rels")
    return [attribute(one, "Target") for one in every(relations, "Relationship")]


def _left_over(package: Package, as_open: bytes) -> Iterator[HiddenThing]:
    """Yield strings that no cell has any more."""
    cells = {piece for one in every(Package(as_open).tree("content.xml"), "p") for piece in pieces(words(one))}
    for part in package.names("xl/sharedStrings", ".bin"):
        left = [one for one in _strings(package.read(part)) if not cells.issuperset(pieces(one))]
        yield from all_of("left_over_words", part, left)


def _strings(content: bytes) -> Iterator[str]:
    """Yield the shared strings, as far as the records can be followed."""
    at = 0
    while at < len(content):
        number, at = _seven_bits(content, at, most=2)
        size, at = _seven_bits(content, at, most=4)
        record, at = content[at : at + size], at + size
        if number == _SHARED_STRING and len(record) >= _HEAD_OF_A_STRING:
            signs = int.from_bytes(record[1:_HEAD_OF_A_STRING], "little")
            yield record[_HEAD_OF_A_STRING : _HEAD_OF_A_STRING + 2 * signs].decode("utf-16-le", "replace")


def _seven_bits(content: bytes, at: int, *, most: int) -> tuple[int, int]:
    """Return a number kept in bytes of seven bits each, and where it ends."""
    value = 0
    for place in range(most):
        byte = content[at] if at < len(content) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return value, at
