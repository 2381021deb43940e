#!/usr/bin/env bash
# Guess:    read a calendar with ics, write it again, and each meeting is at the hour at which it was.
# Happens:  ics turns each time into UTC and leaves the time zone out, but keeps the rule by which it comes again. Six in the evening each
#           Thursday in London, read in September, is "17:00 UTC each week": five o'clock from the end of October to the end of March.
#           A meeting called off in November is still called off for six, so at five it takes place. A time without a zone, which means
#           six wherever one is, becomes 18:00 UTC, seven in a British summer. The only sign of all this is a calendar called "GEORGIAN".
# Versions: ics 0.7.3, icalendar 7.3.2, recurring-ical-events 3.8.2 (which only say what both calendars mean), Python 3.11.
# Matters:  meetings of a branch come again for years. Whoever joins two calendars or takes a few events out with it sends people an hour
#           early all winter. Our feeds write each meeting as a time of its own.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2 tzdata==2026.6
cat > "$place/try.py" <<'PY'
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import ics
import recurring_ical_events
from icalendar import Calendar

LONDON = ZoneInfo("Europe/London")
ZONE = """BEGIN:VTIMEZONE\nTZID:Europe/London
BEGIN:DAYLIGHT\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nDTSTART:19810329T010000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT
BEGIN:STANDARD\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nDTSTART:19961027T020000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD
END:VTIMEZONE\n"""
WEEKLY = """DTSTART;TZID=Europe/London:20260903T180000\nDTEND;TZID=Europe/London:20260903T190000
RRULE:FREQ=WEEKLY;COUNT=12\nEXDATE;TZID=Europe/London:20261112T180000"""
ANYWHERE = "DTSTART:20260603T180000\nDTEND:20260603T190000"


def calendar(event: str) -> str:
    return (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//A branch//EN\n{ZONE}BEGIN:VEVENT\nUID:1@branch.example\n"
        f"DTSTAMP:20260501T000000Z\nSUMMARY:Branch meeting\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"
    )


def hours(text: str) -> dict[str, str]:
    """Return the day and hour of each meeting, as a clock in London shows it."""
    readable = Calendar.from_ical(text.replace("CALSCALE:GEORGIAN", "CALSCALE:GREGORIAN"))
    found = recurring_ical_events.of(readable).between(datetime(2026, 1, 1), datetime(2027, 1, 1))
    starts = [one["DTSTART"].dt for one in found]
    local = [one.astimezone(LONDON) if one.tzinfo else one for one in starts]
    return {f"{one:%d %b}": f"{one:%H:%M}" for one in local}


was, now = hours(calendar(WEEKLY)), hours(ics.Calendar(calendar(WEEKLY)).serialize())
for day in ("03 Sep", "29 Oct", "12 Nov", "19 Nov"):
    print(f"{day}: before {was.get(day, 'no meeting')}, after {now.get(day, 'no meeting')}")
anywhere = [hours(calendar(ANYWHERE)), hours(ics.Calendar(calendar(ANYWHERE)).serialize())]
print(f"a time without zone: before {anywhere[0]}, after {anywhere[1]}")
right = was["19 Nov"] == "18:00" and "12 Nov" not in was and anywhere == [{"03 Jun": "18:00"}, {"03 Jun": "19:00"}]
moved = now["03 Sep"] == "18:00" and all(now.get(day) == "17:00" for day in ("29 Oct", "12 Nov", "19 Nov"))
sys.exit(0 if right and moved else "expected 17:00 after October, a meeting on 12 November, and 19:00 for the time without zone")
PY
"$place/env/bin/python" -W ignore "$place/try.py"
