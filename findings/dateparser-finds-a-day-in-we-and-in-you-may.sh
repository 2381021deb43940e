#!/usr/bin/env bash
# Guess:    search_dates() finds the days that a letter names and nothing else; in English, "We refuse" and "You may ask" name none.
# Happens:  "We" at the start of a sentence is read as Wednesday, "may" as the month, "Sat on the" as a Saturday and "the sun" as a
#           Sunday, each with a full date and no sign that it is a guess. The one real day in the letter is one of five that come back.
# Versions: dateparser 1.5.0, python-dateutil 2.9.0.post0, pytz 2025.2, regex 2025.9.18, tzlocal 5.3.1, Python 3.11.
# Matters:  whoever reads "we will answer by …" out of a public body's letter with it gets deadlines that nobody set. Look for the forms
#           of a date yourself, and take a bare month or weekday for nothing.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check --no-deps dateparser==1.5.0 python-dateutil==2.9.0.post0 six==1.17.0 \
    pytz==2025.2 regex==2025.9.18 tzlocal==5.3.1
cat > "$place/try.py" <<'PY'
import datetime as dt
import sys

from dateparser.search import search_dates

LETTER = {
    "We refuse your request.": ["We"],
    "You may ask for a review within 40 working days.": ["may"],
    "Sat on the table, the sun shone.": ["Sat on the", "the sun"],
    "They will answer by 2 March 2026.": ["by 2 March 2026"],
}
settings = {"RELATIVE_BASE": dt.datetime(2026, 1, 20)}
seen = {}
for sentence in LETTER:
    found = search_dates(sentence, languages=["en"], settings=settings) or []
    seen[sentence] = [words for words, _ in found]
    print(f"{sentence} -> {'; '.join(f'{words!r} is {day:%A %-d %B %Y}' for words, day in found) or 'nothing'}")
sys.exit(0 if seen == LETTER else f"expected {LETTER}, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py"
