#!/usr/bin/env bash
# Guess:    `Calendar.add_missing_timezones()` describes Europe/London as calendars do: one rule for summer, one for winter.
# Happens:  it writes no rule at all. Each change of the clocks is a date of its own, from 1970 up to 2037 and no further, so that one
#           meeting becomes a file of several kilobytes, and a weekly meeting planned for 2040 has no summer time in it.
# Versions: icalendar 7.3.0, Python 3.11.
# Matters:  feeds are fetched every hour by every member's phone. We write hours in UTC instead, and no time zone.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.0 tzdata==2026.6 2>/dev/null
cat > "$place/try.py" <<'PY'
import re
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

calendar, meeting = Calendar(), Event()
calendar.add("prodid", "-//A branch//EN")
calendar.add("version", "2.0")
meeting.add("uid", "1@branch.example")
meeting.add("summary", "Branch meeting")
meeting.add("dtstart", datetime(2026, 6, 1, 18, tzinfo=ZoneInfo("Europe/London")))
calendar.add_component(meeting)
before = len(calendar.to_ical())
calendar.add_missing_timezones()
text = calendar.to_ical().decode().replace("\r\n ", "")
zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
years = sorted({int(day[:4]) for day in re.findall(r"\b(\d{8})T\d{6}", zone)})
dates = len(re.findall(r"\b\d{8}T\d{6}", zone))
print(f"bytes without and with the time zone: {before}, {len(text)}")
print(f"rules: {zone.count('RRULE')}; dates: {dates}; years: {years[0]} to {years[-1]}")
if "RRULE" in zone or dates < 100 or years[-1] > 2038:
    sys.exit("expected: no rule, more than a hundred dates, none after 2038")
PY
"$place/env/bin/python" "$place/try.py"
