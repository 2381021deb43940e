"""Writes old Office containers (MS-CFB): folders and streams in sectors, as Outlook and Word of before 2007 do.

Only what tests need: at most a hundred sectors of allocation table. Streams below 4,096 bytes lie in small sectors.
"""

import struct
from dataclasses import dataclass, field

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = dict[str, "bytes | Tree"]
Entry = list["int | str | bytes"]


@dataclass
class Space:
    """Sectors of one size, and the chain that links them."""

    size: int
    sectors: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)

    def place(self, content: bytes) -> int:
        """Lay bytes into sectors; return the first of them."""
        first = len(self.sectors)
        pieces = [content[at : at + self.size].ljust(self.size, b"\0") for at in range(0, len(content), self.size)]
        self.sectors += pieces
        if pieces:
            self.chain += [*range(first + 1, first + len(pieces)), END]
        return first if pieces else END

    def links(self) -> bytes:
        """Return the chain as it is written."""
        return b"".join(struct.pack("<I", link) for link in self.chain)


def compound(tree: Tree) -> bytes:
    """Return a container with these streams (bytes) and folders (dictionaries)."""
    entries: list[Entry] = []  # name, kind, right, child, content
    add(entries, "Root Entry", tree, kind=5)
    large, small = Space(SECTOR), Space(SMALL)
    starts = [placed(entry[4], large, small) for entry in entries]
    entries[0][4] = b"".join(small.sectors)
    starts[0] = large.place(b"".join(small.sectors))
    small_links = small.links()
    small_at = large.place(small_links.ljust(-(-len(small_links) // SECTOR) * SECTOR, b"\xff"))
    directory_at = large.place(b"".join(written(entry, start) for entry, start in zip(entries, starts, strict=True)))
    count = 1
    while count * SECTOR // 4 < len(large.chain) + count:
        count += 1
    at = len(large.sectors)
    large.chain += [FAT] * count
    head = struct.pack("<8s16sHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    small_count = -(-len(small_links) // SECTOR)
    head += struct.pack("<IIIIIIIII", 0, count, directory_at, 0, CUTOFF, small_at, small_count, END, 0)
    head += b"".join(struct.pack("<I", at + number if number < count else FREE) for number in range(109))
    return head + b"".join(large.sectors) + large.links().ljust(count * SECTOR, b"\xff")


def placed(content: object, large: Space, small: Space) -> int:
    """Lay a stream where its size belongs; return its first sector there."""
    assert isinstance(content, bytes)
    return (large if len(content) >= CUTOFF else small).place(content)


def add(entries: list[Entry], name: str, tree: "bytes | Tree", *, kind: int = 0) -> int:
    """Add an entry and all below it; return its number."""
    number = len(entries)
    if isinstance(tree, bytes):
        entries.append([name, 2, FREE, FREE, tree])
        return number
    entries.append([name, kind or 1, FREE, FREE, b""])
    last = None
    for child_name in sorted(tree, key=lambda one: (len(one), one.upper())):
        child = add(entries, child_name, tree[child_name])
        if last is None:
            entries[number][3] = child
        else:
            entries[last][2] = child
        last = child
    return number


def written(entry: Entry, start: int) -> bytes:
    """Return a directory entry of 128 bytes."""
    name, kind, right, child, content = entry
    assert isinstance(name, str)
    assert isinstance(content, bytes)
    wide = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", wide, len(wide) + 2, kind, 1, FREE, right, child, b"", 0, 0, 0, start, len(content)
    )
