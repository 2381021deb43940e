#!/usr/bin/env bash
# Guess:    the day that TruncDay("at", tzinfo=London) gives with a row is the day by which that row is found again: filter(day=row.day).
# Happens:  in summer it finds nothing, and filter(day__gt=row.day) finds the row itself with all others. The day comes out as an instant
#           with its offset; going back in, it is turned into UTC, and is compared with a column that was cut in London's time and has no
#           offset. In winter, and with UTC, both are the same.
# Versions: Django 5.2.19 with SQLite, Python 3.11.
# Matters:  we read on from a list by the day of its last row. From April to October the first page came again and again. Now a day is kept
#           as a date, and compared as one.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check Django==5.2.19 tzdata==2025.2
cat > "$place/try.py" <<'PY'
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import django
from django.conf import settings

database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
settings.configure(USE_TZ=True, TIME_ZONE="UTC", DATABASES={"default": database})
django.setup()

from django.db import connection, models  # noqa: E402
from django.db.models.functions import TruncDay  # noqa: E402


class Call(models.Model):
    at = models.DateTimeField()

    class Meta:
        app_label = "calls"


with connection.schema_editor() as editor:
    editor.create_model(Call)
seen = {}
for season, month in (("summer", 6), ("winter", 12)):
    Call.objects.all().delete()
    for day in (1, 2, 3):
        Call.objects.create(at=datetime(2026, month, day, 9, tzinfo=UTC))
    calls = Call.objects.annotate(day=TruncDay("at", tzinfo=ZoneInfo("Europe/London"))).order_by("day")
    first = calls[0].day
    seen[season] = (calls.filter(day=first).count(), calls.filter(day__gt=first).count())
    same, later = seen[season]
    print(f"{season}: of three calls on three days, {same} on the day of the first ({first}), {later} after it")
sys.exit(0 if seen == {"summer": (0, 3), "winter": (1, 2)} else f"expected none in summer and one in winter, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py"
