#!/usr/bin/env bash
# Guess:    asked when a web page was published, htmldate says nothing where the page says nothing of it.
# Happens:  it takes a year that stands anywhere in the text and makes it the first of January: "the Act of 2015" is 1 January 2015, and
#           "© 2024" under the page is 1 January 2024. A Welsh date, 3 Ebrill 2026, becomes 1 January 2026. It does not tell these from
#           days that it read. extensive_search=False leaves them out, and with them a plain "Last reviewed on 3 April 2026".
# Versions: htmldate 1.11.0, lxml 6.1.3, dateparser 1.5.0, Python 3.11.
# Matters:  how old a policy is decides whether a body kept it up to date, and pages of public bodies name Acts in each paragraph. A
#           first of January from it is no date: let a person read the page.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check htmldate==1.11.0 lxml==6.1.3 dateparser==1.5.0
cat > "$place/try.py" <<'PY'
import sys

from htmldate import find_date

PAGE = "<html><head><title>Our policy</title></head><body><main><h1>Our policy</h1><p>{}</p></main><footer>{}</footer></body></html>"
CASES = {
    "an Act": ("The Act of 2015 applies to schools.", "Northport Council", "2015-01-01", None),
    "the foot": ("We review this policy.", "© 2024 Northport Council", "2024-01-01", None),
    "a Welsh date": ("Adolygwyd ar 3 Ebrill 2026.", "Cyngor Porth y Gogledd", "2026-01-01", None),
    "an English date": ("Last reviewed on 3 April 2026.", "Northport Council", "2026-04-03", None),
    "no year": ("We review this policy.", "Northport Council", None, None),
}
wrong = []
for what, (text, foot, *wanted) in CASES.items():
    page = PAGE.format(text, foot)
    seen = [find_date(page), find_date(page, extensive_search=False)]
    print(f"{what}: {seen[0]}; without the extensive search: {seen[1]}")
    wrong += [] if seen == wanted else [f"{what}: expected {wanted}"]
sys.exit("; ".join(wrong) or 0)
PY
"$place/env/bin/python" "$place/try.py"
