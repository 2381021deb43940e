#!/usr/bin/env bash
# Guess:    a letter that no font has comes out as an empty box, in any PDF.
# Happens:  a plain PDF is made without a word, with an empty box in it. With PDF/UA-1 asked for, the whole document is refused, and the
#           error names the letter. Arabic and Hebrew are printed from the fonts inside the package, Tamil and Chinese are not.
# Versions: typst 0.15.2 (Python package), Python 3.11.
# Matters:  one name of two hundred under an open letter stops its PDF. We say which letter it was, and offer Word and ODT.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 2>/dev/null
cat > "$place/try.py" <<'PY'
import sys

import typst

NAMES = {"Arabic": "محمد علي", "Hebrew": "שלום אבי", "Tamil": "தமிழ்", "Chinese": "山田"}


def printed(name: str, standards: list[str]) -> str:
    """Say what becomes of a page with a name, with nothing but the fonts of the package."""
    page = f'#set document(title: "Names")\n= Names\n{name}'
    try:
        typst.compile(page.encode(), format="pdf", pdf_standards=standards, ignore_system_fonts=True)
    except typst.TypstError as refusal:
        return "refused, naming the letter" if f'"{name[0]}"' in str(refusal) else str(refusal)
    return "printed"


wrong = 0
for script, name in NAMES.items():
    plain, tagged = printed(name, []), printed(name, ["ua-1"])
    print(f"{script}: plain PDF {plain}; PDF/UA-1 {tagged}")
    expected = "printed" if script in ("Arabic", "Hebrew") else "refused, naming the letter"
    wrong += plain != "printed" or tagged != expected
if wrong:
    sys.exit("expected: all four printed as a plain PDF; as PDF/UA-1 Tamil and Chinese refused, naming the letter")
PY
"$place/env/bin/python" "$place/try.py"
