#!/usr/bin/env bash
# Guess:    a page of plain print that a fax made of black and white dots is read with some mistakes: people read every letter.
# Happens:  Tesseract finds not one word on it and says nothing: status 0, no message. The same pixels, softened first
#           (a Gaussian blur of two pixels), are read whole.
# Versions: Tesseract 5.3.0 (Debian 12), Pillow 12.0.0, Python 3.11.
# Matters:  a scan without words looks like an empty page, and nobody finds a name on it. We soften such pages, and have
#           a person look at ink that was not read (rules/documents/dither, records/redaction/gateways/copying/unread).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
command -v tesseract >/dev/null || { echo "expected tesseract on this machine, and found none"; exit 1; }
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pillow==12.0.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from PIL import Image, ImageDraw, ImageFilter, ImageFont

page = Image.new("L", (1654, 900), 255)
brush = ImageDraw.Draw(page)
for line in range(12):
    brush.text((150, 100 + 60 * line), "the panel met in the small hall on monday", font=ImageFont.load_default(34), fill=0)
sent = page.resize((1240, 675)).point([min(235, 40 + value * 4 // 5) for value in range(256)]).convert("1")
dotted = sent.convert("L").resize(page.size, Image.Resampling.NEAREST)
dotted.save("dotted.png")
dotted.filter(ImageFilter.GaussianBlur(2)).save("softened.png")
PYTHON
words() { tesseract "$1" - --dpi 200 2>/dev/null | wc -w; }
dotted=$(words dotted.png)
softened=$(words softened.png)
echo "words read of 108 on a page made of dots: $dotted"
echo "words read on the same page, softened: $softened"
[ "$dotted" -lt 10 ] && [ "$softened" -gt 90 ] || { echo "expected fewer than 10, and more than 90"; exit 1; }
