#!/usr/bin/env bash
# Guess:    a value put into a Word template appears as it is, or the library complains that it cannot be put there.
# Happens:  docxtpl writes it into the XML unescaped unless render() is told autoescape=True, and the XML is then repaired without a
#           word: "Brighton & Hove" loses its "&", "A&B:" all but "A", and an address in angle brackets takes the rest of the
#           sentence with it. python-docx opens the file without complaint.
# Versions: docxtpl 0.20.2, python-docx 1.2.0, lxml 6.1.3, Python 3.11.
# Matters:  names of councils and whole addresses ("Ann <ann@…>") go into letters of request. Whoever fills templates with it needs
#           autoescape and a test with "&" and "<".
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0 lxml==6.1.3
cat > "$place/try.py" <<'PY'
import os
import sys

import docx
import docxtpl

VALUES = ("Brighton & Hove", "A&B", "Ann <ann@example.org>")
os.chdir(sys.argv[1])
template = docx.Document()
template.add_paragraph("From {{ sender }}: please answer by 8 May.")
template.save("template.docx")


def filled(sender: str, *, autoescape: bool) -> str:
    letter = docxtpl.DocxTemplate("template.docx")
    letter.render({"sender": sender}, autoescape=autoescape)
    letter.save("letter.docx")
    return docx.Document("letter.docx").paragraphs[0].text


plain = [filled(value, autoescape=False) for value in VALUES]
escaped = [filled(value, autoescape=True) for value in VALUES]
for value, one, other in zip(VALUES, plain, escaped, strict=True):
    print(f"{value!r}: by default {one!r}, with autoescape {other!r}")
wanted_plain = ["From Brighton  Hove: please answer by 8 May.", "From A please answer by 8 May.", "From Ann "]
wanted_escaped = [f"From {value}: please answer by 8 May." for value in VALUES]
sys.exit(0 if (plain, escaped) == (wanted_plain, wanted_escaped) else f"expected {wanted_plain} and {wanted_escaped}")
PY
"$place/env/bin/python" "$place/try.py" "$place"
