"""Writes small binary workbooks (XLSB): text cells of a few sheets, shared strings, a file inside.

No writer of these is kept well enough to rest on. Source: MS-XLSB 2.1.4 (records), 2.1.7 (parts), 2.4 (their fields).
"""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

_TYPES = "application/vnd.ms-excel."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
# Numbers of records.
_ROW, _SHARED_CELL, _STRING = 0, 7, 19
_SHEET, _CELLS, _BOOK, _SHEETS, _ONE_SHEET, _STRINGS = (129, 130), (145, 146), (131, 132), (143, 144), 156, (159, 160)


def binary_workbook(
    sheets: Mapping[str, Sequence[Sequence[str]]], *, hidden: Sequence[str] = (), left_over: Sequence[str] = (),
    more: Mapping[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """Return a workbook of these rows. `left_over` are strings that no cell has, `more` other parts."""
    strings = list(dict.fromkeys([*(cell for rows in sheets.values() for row in rows for cell in row), *left_over]))
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": _book(list(sheets), hidden),
        "xl/_rels/workbook.bin.rels": _relations(
            {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.bin") for number in range(1, len(sheets) + 1)}
            | {"rIdS": ("sharedStrings", "sharedStrings.bin")}
        ),
        "xl/sharedStrings.bin": _within(
            _STRINGS, *(_string(one) for one in strings), head=struct.pack("<II", 9, len(strings))
        ),
        **(more or {}),
    }
    for number, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = _sheet(rows, strings)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def _record(number: int, content: bytes = b"") -> bytes:
    # A number above 127 keeps its eighth bit, and its second byte is what is left of it; lengths are of seven bits.
    kept = bytes([number]) if number < 128 else bytes([number & 0xFF, number >> 7])
    size, length = len(content), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return kept + length + content


def _within(pair: tuple[int, int], *records: bytes, head: bytes = b"") -> bytes:
    return _record(pair[0], head) + b"".join(records) + _record(pair[1])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _string(text: str) -> bytes:
    return _record(_STRING, b"\0" + _wide(text))


def _book(names: Sequence[str], hidden: Sequence[str]) -> bytes:
    sheets = [
        _record(_ONE_SHEET, struct.pack("<II", name in hidden, number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(names, start=1)
    ]
    return _within(_BOOK, _within(_SHEETS, *sheets))


def _sheet(rows: Sequence[Sequence[str]], strings: Sequence[str]) -> bytes:
    said = []
    for number, row in enumerate(rows):
        said.append(_record(_ROW, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)))
        for column, cell in enumerate(row):
            said.append(_record(_SHARED_CELL, struct.pack("<III", column, 0, strings.index(cell))))
    return _within(_SHEET, _within(_CELLS, *said))


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    said = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return _RELATIONS.format(said).encode()


def _types(sheets: int) -> bytes:
    parts = {"xl/workbook.bin": "sheet.binary.macroEnabled.main", "xl/sharedStrings.bin": "sharedStrings"}
    parts |= {f"xl/worksheets/sheet{number}.bin": "worksheet" for number in range(1, sheets + 1)}
    said = "".join(f'<Override PartName="/{part}" ContentType="{_TYPES}{kind}"/>' for part, kind in parts.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    binary = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}">{rels}{binary}{said}</Types>'.encode()
