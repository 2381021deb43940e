"""Makes the files for practice answers: a PDF with text and black bars, a PDF that is only a picture, a table.

`replies` decides what the answers say. The same input gives the same bytes.
"""

import zlib
from collections.abc import Sequence

PAGE = (595, 842)  # A4 in points
SCAN = (1240, 1754)  # A4 at 150 dots an inch
_DOT = 3  # pixels of the scan for one dot of a letter
_MARGIN, _LINE = 110, 44  # pixels of the scan
BAR = "█"  # in a line of text: one letter's width of black

# Capital letters, figures and signs in dots: seven rows, each a base-32 digit whose five bits are the dots.
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-/()"
_DOTS = """
ehhvhhh uhhuhhu ehggghe uhhhhhu vgguggv vgguggg ehgnhhe hhhvhhh e44444e 72222ic hikokih ggggggv hrllhhh
hpljhhh ehhhhhe uhhuggg ehhhlid uhhukih fgge11u v444444 hhhhhhe hhhhha4 hhhllla hha4ahh hha4444 v1248gv
ehjlphe 4c4444e eh1248v v2421he 26aiv22 vgu11he 68guhhe v124888 ehhehhe ehhf12c
00000cc 0000c48 0cc0cc0 000v000 01248g0 2488842 8422248
"""
_LETTERS = dict(zip(_SIGNS, _DOTS.split(), strict=True))


def text_pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return a one-page PDF with text. BAR in a line becomes a black bar with nothing under it."""
    content = [f"BT /F2 15 Tf 60 770 Td ({_escaped(title)}) Tj ET"]
    for row, line in enumerate(lines):
        y = 735 - 18 * row
        start = 0
        while start < len(line):
            is_bar = line[start] == BAR
            end = next((at for at in range(start, len(line)) if (line[at] == BAR) != is_bar), len(line))
            x = 60 + 6.6 * start
            if is_bar:
                content.append(f"0 g {x:.1f} {y - 3} {6.6 * (end - start):.1f} 13 re f")
            else:
                content.append(f"BT /F1 11 Tf {x:.1f} {y} Td ({_escaped(line[start:end])}) Tj ET")
            start = end
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{font} >>"
        for name, font in (("F1", "Courier"), ("F2", "Helvetica-Bold"))
    )
    return _pdf(f"/Font << {fonts} >>", "\n".join(content).encode("latin-1", "replace"), [])


def scanned_pdf(lines: Sequence[str]) -> bytes:
    """Return a one-page PDF that is only the picture of a letter, as a scanner makes it: no text at all."""
    width, height = SCAN
    picture = zlib.compress(_picture(lines), 9)
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 1 /Filter /FlateDecode /Length {len(picture)} >>"
    )
    content = f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /Scan Do Q".encode()
    return _pdf("/XObject << /Scan 5 0 R >>", content, [_stream(head, picture)])


def table_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as CSV with the byte order mark and the line ends that spreadsheets write."""
    quoted = [",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]
    return ("\ufeff" + "\r\n".join(quoted) + "\r\n").encode()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _stream(head: str, content: bytes) -> bytes:
    return head.encode() + b"\nstream\n" + content + b"\nendstream"


def _pdf(resources: str, content: bytes, more: Sequence[bytes]) -> bytes:
    """Put a page's content and its resources into a file (ISO 32000-1, section 7.5)."""
    box = f"/MediaBox [0 0 {PAGE[0]} {PAGE[1]}]"
    page = f"<< /Type /Page /Parent 2 0 R {box} /Resources << {resources} >> /Contents 4 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        _stream(f"<< /Length {len(content)} >>", content),
        *more,
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, thing in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + thing + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def _picture(lines: Sequence[str]) -> bytes:
    """Draw the lines, one bit a pixel, white being 1."""
    width, height = SCAN
    rows = [bytearray(b"\xff" * (width // 8)) for _ in range(height)]
    for row, line in enumerate(lines):
        for column, letter in enumerate(line.upper()):
            _draw(rows, _LETTERS.get(letter, "0000000"), _MARGIN + 6 * _DOT * column, _MARGIN + _LINE * row)
    return b"".join(rows)


def _draw(rows: list[bytearray], dots: str, left: int, top: int) -> None:
    for down, digit in enumerate(dots):
        bits = int(digit, 32)
        for across in range(5):
            if bits >> (4 - across) & 1:
                for y in range(top + _DOT * down, top + _DOT * (down + 1)):
                    for x in range(left + _DOT * across, left + _DOT * (across + 1)):
                        if y < SCAN[1] and x < SCAN[0]:
                            rows[y][x // 8] &= ~(0x80 >> x % 8) & 0xFF
