#!/usr/bin/env bash
# Guess:    the text of an RTF file is what its reader sees: footnotes are in it, hidden words and words deleted under tracked changes
#           are not.
# Happens:  the other way round. The footnote and the page header are gone without a sign; hidden words (\v) and deleted words
#           (\deleted) stand in the text like any others.
# Versions: striprtf 0.0.35, Python 3.11.
# Matters:  a decision with its exemption in a footnote is read without it, and what an office took out of its letter is found by a
#           search. Footnotes, headers, hidden and deleted words need a reader that knows them apart.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check striprtf==0.0.35
cat > "$place/try.py" <<'PY'
import sys

from striprtf.striprtf import rtf_to_text

FILES = {
    r"{\rtf1\ansi We refuse{\super 1{\footnote {\super 1} Under section 24.}}.}": "We refuse1.",
    r"{\rtf1\ansi {\header {Draft of 3 May}}Our plan.}": "Our plan.",
    r"{\rtf1\ansi Shown {\v and hidden }words.}": "Shown and hidden words.",
    r"{\rtf1\ansi {\revtbl{Officer;}}Seven {\deleted\revauthdel0 or eight }cases.}": "Seven or eight cases.",
}
seen = {file: rtf_to_text(file) for file in FILES}
for file, text in seen.items():
    print(f"{file} -> {text!r}")
sys.exit(0 if seen == FILES else f"expected {list(FILES.values())}")
PY
"$place/env/bin/python" "$place/try.py"
