#!/usr/bin/env bash
# Guess:    a page that was deleted, in a PDF that was written anew, is not in the file any more.
# Happens:  pypdf takes it off the list of pages and writes it all the same, for whoever looks into the file; remove_page(…, clean=True)
#           does, too. pikepdf drops it, unless a bookmark still points to it: then it writes the whole page. Neither warns, and readers
#           show one page. PDFium (pypdfium2) drops it either way. Copying the other pages into a new file leaves it out everywhere.
# Versions: pypdf 7.1.1, pikepdf 10.18.0, pypdfium2 5.15.2, fpdf2 2.8.9 (makes the file), Python 3.11.
# Matters:  to take the page with the names out of an answer before it is published is common. We list pages outside the
#           document among what a file hides.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check pypdf==7.1.1 pikepdf==10.18.0 pypdfium2==5.15.2 fpdf2==2.8.9
cat > "$place/try.py" <<'PY'
import io
import sys

import fpdf
import pikepdf
import pypdf
import pypdfium2


def two_pages(bookmarks: bool) -> bytes:
    made = fpdf.FPDF()
    made.set_font("helvetica", size=12)
    for heading, words in (("Answer", "We hold seven cases."), ("Staff", "Officer: Ann Example")):
        made.add_page()
        if bookmarks:
            made.start_section(heading)
        made.cell(text=words)
    return bytes(made.output())


def still_there(written: bytes) -> bool:
    """Tell whether the words of the second page are in the file, which has one page now."""
    file = pikepdf.open(io.BytesIO(written))
    return len(file.pages) == 1 and any(b"Ann Example" in one.read_bytes() for one in file.objects if isinstance(one, pikepdf.Stream))


def opened(library: str, file: bytes):
    if library == "pypdf":
        return (writer := pypdf.PdfWriter(clone_from=io.BytesIO(file))).pages, writer.write
    if library == "pikepdf":
        document = pikepdf.open(io.BytesIO(file))
        return document.pages, document.save
    return (document := pypdfium2.PdfDocument(file)), document.save


seen = {}
for library in ("pypdf", "pikepdf", "pypdfium2"):
    for bookmarks in (False, True):
        pages, save = opened(library, two_pages(bookmarks))
        del pages[1]
        save(out := io.BytesIO())
        seen[library, bookmarks] = still_there(out.getvalue())
        print(f"{library}, {'with' if bookmarks else 'without'} bookmarks: its words are there: {seen[library, bookmarks]}")
wanted = [True, True, False, True, False, False]
sys.exit(0 if list(seen.values()) == wanted else f"expected {wanted}")
PY
"$place/env/bin/python" "$place/try.py"
