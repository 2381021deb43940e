#!/usr/bin/env bash
# Guess:    holidays.country_holidays("GB"), with no part named, has the bank holidays of England and Wales, or of all four parts.
# Happens:  it has only the days that all parts share, which is the list of none of them. Easter Monday and the last Monday of August are
#           working days in it, as in Scotland alone, and so is St Patrick's Day. Freedom of Information asks for the opposite: a bank
#           holiday in any part is no working day (section 10(6) of the Act of 2000), so it needs all four lists put together.
# Versions: holidays 0.109, Python 3.11.
# Matters:  twenty working days after 10 March 2026 end on 8 April by it, on 9 April in England, and on 10 April by the Act. Whoever
#           complains two days early is told so. We keep a dated table of our own and join the parts as each law says.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check holidays==0.109
cat > "$place/try.py" <<'PY'
import sys
from datetime import date, timedelta

import holidays

PARTS = ("ENG", "WLS", "SCT", "NIR")
whole = set(holidays.country_holidays("GB", years=2026))
parts = {part: set(holidays.country_holidays("GB", subdiv=part, years=2026)) for part in PARTS}
shared, any_part = set.intersection(*parts.values()), set.union(*parts.values())


def last_day(received: date, off: set[date]) -> date:
    """Return the twentieth working day after a request was received."""
    day, counted = received, 0
    while counted < 20:
        day += timedelta(1)
        counted += day.weekday() < 5 and day not in off
    return day


missing = sorted(day for day in any_part - whole if day.weekday() < 5)
print(f"GB has just the days that all parts share: {whole == shared}")
print(f"weekdays off in some part that GB has as working days: {', '.join(f'{day:%d %b}' for day in missing)}")
received = date(2026, 3, 10)
days = {"GB": last_day(received, whole), "England": last_day(received, parts["ENG"]), "any part": last_day(received, any_part)}
for what, day in days.items():
    print(f"received on {received:%d %B}, counted by {what}: until {day:%d %B}")
wanted = {"GB": date(2026, 4, 8), "England": date(2026, 4, 9), "any part": date(2026, 4, 10)}
sys.exit(0 if whole == shared and days == wanted else f"expected {wanted}, saw {days}")
PY
"$place/env/bin/python" "$place/try.py"
