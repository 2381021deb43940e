#!/usr/bin/env bash
# Guess:    "soffice --convert-to txt" writes a letter as it stands: words deleted under tracked changes are left out, or marked.
# Happens:  deleted and inserted words stand beside each other as ordinary words: "We hold seven cases. no information." The drawing as
#           PDF strikes them through, a text has no way to, and LibreOffice ends with status 0.
# Versions: LibreOffice 7.4.7 (Debian 12: libreoffice-writer-nogui), python-docx 1.2.0, lxml 6.1.3, Python 3.11.
# Matters:  a search index or a quotation made from such a text says what the office took back. Accept or refuse the changes first.
set -eu
command -v soffice >/dev/null || { echo "LibreOffice is needed: apt-get install libreoffice-writer-nogui"; exit 1; }
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3
env/bin/python - <<'PY'
import docx
from docx.oxml import parse_xml

WHO = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:author="Officer" w:date="2026-05-01T00:00:00Z"'
letter = docx.Document()
said = letter.add_paragraph("We hold ")
said._p.append(parse_xml(f'<w:del w:id="1" {WHO}><w:r><w:delText xml:space="preserve">seven cases. </w:delText></w:r></w:del>'))
said._p.append(parse_xml(f'<w:ins w:id="2" {WHO}><w:r><w:t>no information.</w:t></w:r></w:ins>'))
letter.save("letter.docx")
PY
soffice "-env:UserInstallation=file://$place/profile" --headless --convert-to txt:Text letter.docx > said.txt 2>&1
seen=$(tr -d '\357\273\277\r\n' < letter.txt)
echo "as plain text: $seen"
wanted="We hold seven cases. no information."
test "$seen" = "$wanted" || { echo "expected $wanted"; exit 1; }
