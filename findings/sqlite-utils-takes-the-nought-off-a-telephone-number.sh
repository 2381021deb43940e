#!/usr/bin/env bash
# Guess:    "sqlite-utils insert" puts a table of text into a database as text, as it did for years, and the number 01134960000
#           stays as it is.
# Happens:  it now guesses what each column holds, unless told --no-detect-types. A column of digits becomes whole numbers: the telephone
#           number is 1134960000, the charity number 0200100 is 200100, and nothing brings the noughts back. One number with a blank in
#           it, and the whole column stays text. Version 3 needed --detect-types for this.
# Versions: sqlite-utils 4.2.1 and 3.39, Python 3.11.
# Matters:  registers of bodies are full of numbers to ring, and of numbers by which a charity or a school is found. Tables that go through
#           it to Datasette lose noughts without a word. Ours are read as text, each column by its name.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
for pinned in sqlite-utils==4.2.1 sqlite-utils==3.39; do
    python3 -m venv "$place/${pinned#*==}"
    "$place/${pinned#*==}/bin/pip" install -qq --disable-pip-version-check "$pinned"
done
printf 'body,telephone,charity\nNorthport,01134960000,0200100\nSouthport,01514960000,0212345\n' > "$place/bodies.csv"
printf 'body,telephone,charity\nNorthport,01134960000,0200100\nSouthport,0151 496 0000,0212345\n' > "$place/blank.csv"
first() { # VERSION FILE [OPTION...]: the first row as it is in the database
    rm -f "$place/made.db"
    "$place/$1/bin/sqlite-utils" insert "$place/made.db" bodies "$place/$2" --csv "${@:3}" >/dev/null 2>&1
    "$place/$1/bin/sqlite-utils" rows "$place/made.db" bodies --csv --no-headers | head -1 | tr -d '\r'
}
seen="version 4: $(first 4.2.1 bodies.csv)
version 4, a blank in one number: $(first 4.2.1 blank.csv)
version 4, --no-detect-types: $(first 4.2.1 bodies.csv --no-detect-types)
version 3: $(first 3.39 bodies.csv)"
wanted="version 4: Northport,1134960000,200100
version 4, a blank in one number: Northport,01134960000,200100
version 4, --no-detect-types: Northport,01134960000,0200100
version 3: Northport,01134960000,0200100"
echo "$seen"
[ "$seen" = "$wanted" ] || { echo "expected $wanted"; exit 1; }
