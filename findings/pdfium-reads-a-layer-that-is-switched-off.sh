#!/usr/bin/env bash
# Guess:    the words that a PDF engine gives for a page are those that its own picture of the page shows.
# Happens:  a PDF has layers (optional content), and one that is off in the file's own settings is drawn by nobody. PDFium leaves it out
#           of the picture and gives its words all the same. pdfminer.six gives them, too. MuPDF leaves them out of both.
# Versions: pypdfium2 5.15.2, pdfminer.six 20260107, PyMuPDF 2.0, pikepdf 10.18.0, Python 3.11.
# Matters:  a name on a layer that an officer switched off would stand in the text, the search and the public copy of a page on which
#           nobody sees it. We hold each word to the ink of the page's picture.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check \
    pypdfium2==5.15.2 pdfminer.six==20260107 pymupdf==2.0 pikepdf==10.18.0 pillow
cat > "$place/try.py" <<'PY'
import sys

import pikepdf
import pymupdf
import pypdfium2
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name

FILE = sys.argv[1]


def make(*, off: bool) -> None:
    """Write a page with one sentence for all and a name on a layer."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200)).obj
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Names"))
    shown = Dictionary(OFF=Array([layer] if off else []), Order=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=shown)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font), Properties=Dictionary(L1=layer))
    seen = b"BT /F1 12 Tf 20 150 Td (Seen by all) Tj ET"
    page.Contents = pdf.make_stream(seen + b" /OC /L1 BDC BT /F1 12 Tf 20 50 Td (Joan Smith) Tj ET EMC")
    pdf.save(FILE)


def looked_at() -> dict[str, tuple[bool, bool]]:
    """Return for each engine whether its picture has ink where the name is, and whether its text has the name."""
    page = pypdfium2.PdfDocument(FILE)[0]
    fitz = pymupdf.open(FILE)[0]
    low = page.render().to_pil().convert("L").crop((0, 130, 300, 160))
    ink = {"PDFium": low.getextrema()[0] < 128, "MuPDF": min(fitz.get_pixmap(clip=(0, 130, 300, 160)).samples) < 128}
    words = {"PDFium": page.get_textpage().get_text_bounded(), "MuPDF": fitz.get_text()}
    return {name: (ink[name], "Joan" in words[name]) for name in ink} | {"pdfminer": (False, "Joan" in extract_text(FILE))}


make(off=False)
on = looked_at()
make(off=True)
off = looked_at()
for state, found in (("on", on), ("off", off)):
    for name, (ink, text) in found.items():
        picture = "" if name == "pdfminer" else f" in its picture: {ink};"
        print(f"layer {state}, {name}: the name is{picture} in its text: {text}")
wanted = {"PDFium": (False, True), "MuPDF": (False, False), "pdfminer": (False, True)}
sys.exit(0 if off == wanted and on["PDFium"] == on["MuPDF"] == (True, True) else f"expected {wanted}, saw {off}")
PY
"$place/env/bin/python" "$place/try.py" "$place/layers.pdf"
