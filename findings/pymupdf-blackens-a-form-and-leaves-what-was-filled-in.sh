#!/usr/bin/env bash
# Guess:    apply_redactions() takes out what lies under the marked place; that is what it is for. If the page is black there, and the
#           file is written anew, then the words are gone.
# Happens:  what somebody typed into a field of a form stays in the file, and so does a note in the margin. The black lies over the field,
#           where nobody sees the words, and get_text() gives them. Printed words and typed-on remarks (FreeText) are gone, as one
#           would think. bake(), which turns fields and notes into print, makes the same redaction take them out.
# Versions: PyMuPDF 2.0, Python 3.11.
# Matters:  referral forms come as filled-in PDF. Blackened so, such a page is published with the name under the black. Our list of
#           what a file hides names fields, notes and words under boxes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check pymupdf==2.0
cat > "$place/try.py" <<'PY'
import sys

import pymupdf

PLACE = pymupdf.Rect(60, 80, 400, 260)
NAMES = {"printed": "Ann Example", "typed-on remark": "Bob Example", "note": "Cy Example", "field": "Di Example"}


def form() -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 100), NAMES["printed"])
    page.add_freetext_annot(pymupdf.Rect(72, 120, 250, 140), NAMES["typed-on remark"])
    page.add_text_annot((300, 200), NAMES["note"])
    field = pymupdf.Widget()
    field.field_name, field.field_type, field.field_value = "child", pymupdf.PDF_WIDGET_TYPE_TEXT, NAMES["field"]
    field.rect = pymupdf.Rect(72, 160, 200, 180)
    page.add_widget(field)
    return pymupdf.open(stream=document.tobytes())


def left_after_redaction(document: pymupdf.Document) -> tuple[list[str], bool]:
    """Return whose names the file still has, and whether the place of the field is black."""
    page = document[0]
    page.add_redact_annot(PLACE, fill=(0, 0, 0))
    page.apply_redactions()
    page = pymupdf.open(stream=document.tobytes(garbage=4, clean=True))[0]
    words = page.get_text() + "".join(one.field_value for one in page.widgets())
    words += "".join(one.info["content"] for one in page.annots())
    picture = page.get_pixmap(clip=pymupdf.Rect(75, 163, 195, 177))
    return [what for what, name in NAMES.items() if name in words], set(picture.samples) == {0}


plain = left_after_redaction(form())
baked = form()
baked.bake()
after_bake = left_after_redaction(baked)
print(f"redacted: names left: {plain[0]}; the field is black: {plain[1]}")
print(f"baked, then redacted: names left: {after_bake[0]}; the field is black: {after_bake[1]}")
wanted = (["note", "field"], True), ([], True)
sys.exit(0 if (plain, after_bake) == wanted else f"expected {wanted}")
PY
"$place/env/bin/python" "$place/try.py"
