#!/usr/bin/env bash
# Guess:    a photograph set into a PDF is a picture there: dots. What the telephone wrote beside them, where it was taken and whose it is,
#           stays behind with the file.
# Happens:  typst, fpdf2 and img2pdf put the JPEG in as it is, with its EXIF: place, name and camera are in the PDF, for whoever takes
#           the picture out of it. ReportLab and Pillow leave it out. A PNG leaves it out with all five.
# Versions: typst 0.15.2, fpdf2 2.8.9, img2pdf 0.6.3, reportlab 5.1.0, pillow 12.0.0, pikepdf 10.18.0 (finds it), Python 3.11.
# Matters:  a leaflet or a report is made from photographs of members, at home or at a protest, and nobody looks for a place in a PDF.
#           Save such a picture anew first. Our list of what a file hides looks into pictures inside a PDF.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check typst==0.15.2 fpdf2==2.8.9 img2pdf==0.6.3 reportlab==5.1.0 \
    pillow==12.0.0 pikepdf==10.18.0
cat > "$place/try.py" <<'PY'
import os
import sys
from pathlib import Path

import fpdf
import img2pdf
import pikepdf
import typst
from PIL import Image
from reportlab.pdfgen import canvas

os.chdir(sys.argv[1])


def drawn(library: str, picture: str) -> None:
    if library == "typst":
        typst.compile(f'#image("{picture}")'.encode(), output="made.pdf", root=".")
    elif library == "fpdf2":
        (made := fpdf.FPDF()).add_page()
        made.image(picture)
        made.output("made.pdf")
    elif library == "img2pdf":
        Path("made.pdf").write_bytes(img2pdf.convert(picture))
    elif library == "reportlab":
        (made := canvas.Canvas("made.pdf")).drawImage(picture, 0, 0)
        made.save()
    else:
        Image.open(picture).save("made.pdf")


exif = Image.Exif()
exif[0x013B] = "Ann Example"
exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 48.0, 0.0)})
seen = {}
for library in ("typst", "fpdf2", "img2pdf", "reportlab", "pillow"):
    for picture in ("photograph.jpg", "photograph.png"):
        Image.new("RGB", (80, 60), "teal").save(picture, exif=exif)
        drawn(library, picture)
        with pikepdf.open("made.pdf") as pdf:
            streams = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        seen[library, picture] = any(b"Ann Example" in one for one in streams)
        print(f"{library}, {picture}: name and place are in the PDF: {seen[library, picture]}")
wanted = [True, False] * 3 + [False, False] * 2
sys.exit(0 if list(seen.values()) == wanted else f"expected {wanted}")
PY
"$place/env/bin/python" "$place/try.py" "$place"
