#!/usr/bin/env bash
# Guess:    what Pillow gives as a JPEG's XMP is all the XMP that the file holds.
# Happens:  a description longer than a segment (64 kilobytes) is split by the standard: one segment with the usual name,
#           and further ones called http://ns.adobe.com/xmp/extension/, to which the first points (HasExtendedXMP).
#           Pillow gives the first alone, without a warning. The rest is only among the raw segments (applist).
# Versions: Pillow 13.0.0, Python 3.11. ISO 16684-3 (XMP, part 3), 1.1.3.1 has the names.
# Matters:  whoever lists what a photograph says by `info["xmp"]` or getxmp() shows nobody the place name or the person
#           in the second part. We read the segments, whatever they are called (rules/hidden_data/pictures).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pillow==13.0.0 defusedxml==0.7.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import hashlib
import io
import struct
import warnings

from PIL import Image

warnings.simplefilter("error")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def packet(inside):
    return (f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" '
            f"{inside}/></rdf:RDF></x:xmpmeta>").encode()


def segment(content):
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


rest = packet('xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="Marigold Example"')
digest = hashlib.md5(rest).hexdigest().upper()
first = packet(f'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{digest}"')
kept = io.BytesIO()
Image.new("L", (8, 8), 255).save(kept, "JPEG")
jpeg = kept.getvalue()
extension = digest.encode() + struct.pack(">II", len(rest), 0) + rest
more = segment(b"http://ns.adobe.com/xap/1.0/\0" + first) + segment(b"http://ns.adobe.com/xmp/extension/\0" + extension)
with Image.open(io.BytesIO(jpeg[:2] + more + jpeg[2:])) as picture:
    picture.load()
    given, parsed = picture.info["xmp"], str(picture.getxmp())
    raw = b"".join(content for _, content in picture.applist)
print("the first part is given:", digest.encode() in given and digest in parsed)
print("the second part is given:", b"Marigold" in given or "Marigold" in parsed)
print("the second part is among the raw segments:", b"Marigold" in raw)
seen = digest.encode() in given, b"Marigold" in given or "Marigold" in parsed, b"Marigold" in raw
assert seen == (True, False, True), f"expected the first part alone, and saw {seen}"
PYTHON
