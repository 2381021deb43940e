#!/usr/bin/env bash
# Guess:    a column of financial years, 2010-11 and 2011-12, is text to a reader of tables that has to guess; so is a code like 5E1.
# Happens:  frictionless calls the years months, November 2010 and December 2011, and the codes numbers, 50 and 60, and finds the
#           table valid. With 2012-13 among the years the column is text again, so the kind of a column hangs on the rows. Types in
#           a descriptor settle it.
# Versions: frictionless 5.21.0, Python 3.11.
# Matters:  spending and returns of British bodies come by financial year. A table that we publish for others to read should give
#           each column its type.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check frictionless==5.21.0
cat > "$place/try.py" <<'PY'
import os
import sys
from pathlib import Path

from frictionless import Resource, Schema

os.chdir(sys.argv[1])
HEAD = "body,year,code\n"
Path("short.csv").write_text(HEAD + "Hull,2010-11,5E1\nLeeds,2011-12,6E1\n")
Path("longer.csv").write_text(HEAD + "Hull,2010-11,5E1\nLeeds,2011-12,6E1\nYork,2012-13,7E1\n")
TYPED = Schema.from_descriptor({"fields": [{"name": name, "type": "string"} for name in ("body", "year", "code")]})


def read(resource: Resource) -> tuple[str, str]:
    """Return year and code of the first row, as they were understood."""
    valid = resource.validate().valid
    row = resource.read_rows()[0]
    code = row["code"]
    print(f"{resource.path}, valid: {valid}; year {row['year']!r}, code {code!r}")
    return str(row["year"]), str(code if isinstance(code, str) else int(code))


print("left to guess:")
guessed = read(Resource(path="short.csv"))
print("left to guess, one more row:")
longer = read(Resource(path="longer.csv"))
print("told that all is text:")
told = read(Resource(path="short.csv", schema=TYPED))
wanted = (("yearmonth(year=2010, month=11)", "50"), ("2010-11", "50"), ("2010-11", "5E1"))
seen = (guessed, longer, told)
sys.exit(0 if seen == wanted else f"expected {wanted}, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py" "$place"
