#!/usr/bin/env bash
# Guess:    "soffice --convert-to pdf page.html" draws the whole page; the layout may be plain, but no words are lost.
# Happens:  the first page is blank and the first paragraph is on no page at all. LibreOffice says nothing and ends with status 0.
#           Opened as a text with pages, "--infilter=HTML (StarWriter)", the same file is drawn whole.
# Versions: LibreOffice 7.4.7 (Debian 12: libreoffice-writer-nogui), pypdfium2 5.15.2, Python 3.11.
# Matters:  whoever publishes from the drawing loses what everybody sees. Our drawing opens web pages as texts (ADR 16).
set -eu
command -v soffice >/dev/null || { echo "LibreOffice is needed: apt-get install libreoffice-writer-nogui"; exit 1; }
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pypdfium2==5.15.2
printf '<!doctype html><html><body><p>First words.</p><p>Second words.</p></body></html>' > page.html
words() {  # of the drawing made so, its pages divided by a stroke
    soffice "-env:UserInstallation=file://$place/profile" --headless "$@" --convert-to pdf page.html > said.txt 2>&1
    env/bin/python -c 'import pypdfium2
pages = pypdfium2.PdfDocument("page.pdf")
print(" | ".join(" ".join(page.get_textpage().get_text_bounded().split()) or "blank" for page in pages))'
}
seen="as it is: $(words); as a text: $(words '--infilter=HTML (StarWriter)')"
echo "pages of the drawing, $seen"
wanted="as it is: blank | Second words.; as a text: First words. Second words."
test "$seen" = "$wanted" || { echo "expected $wanted"; exit 1; }
