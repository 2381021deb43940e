#!/usr/bin/env bash
# Guess:    a queue in the database keeps its work: a task whose worker is killed is taken up by the next worker, now or after a while.
# Happens:  django-tasks-db marks a task RUNNING when a worker takes it, and nothing looks at it again. A worker that is killed (out of
#           memory, power, kill -9) leaves it RUNNING for ever; the next one says "No more tasks to run". There is no lease and no command.
# Versions: django-tasks-db 0.13.0, django-tasks 0.12.0, Django 5.2.19, SQLite.
# Matters:  a letter that was about to leave would never leave, and look as if it was under way. Our workers hold a lease each, and
#           what a dead one held is given to another.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check Django==5.2.19 django-tasks==0.12.0 django-tasks-db==0.13.0
cd "$place"; mkdir jobs; : > jobs/__init__.py
cat > conf.py <<'PY'
SECRET_KEY = "for this trial"
INSTALLED_APPS = ["django_tasks", "django_tasks_db", "jobs"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "queue.sqlite3"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
USE_TZ = True
PY
cat > jobs/tasks.py <<'PY'
import time
from pathlib import Path

from django_tasks import task


@task()
def send() -> None:
    first = not Path("begun").exists()
    Path("begun").touch()
    if first:
        time.sleep(120)
    Path("sent").touch()
PY
cat > look.py <<'PY'
import sys

import django

django.setup()
from django_tasks_db.models import DBTaskResult
from jobs.tasks import send

if "enqueue" in sys.argv:
    send.enqueue()
print(*DBTaskResult.objects.values_list("status", flat=True))
PY
export DJANGO_SETTINGS_MODULE=conf PYTHONPATH=$place
python=$place/env/bin/python
"$python" -m django migrate -v0
"$python" look.py enqueue > /dev/null
"$python" -m django db_worker > first.log 2>&1 & worker=$!
for _ in $(seq 240); do [ -e begun ] && break; sleep 0.5; done
{ kill -9 "$worker" && wait "$worker"; } 2> /dev/null || true
echo "after its worker was killed the task is: $("$python" look.py)"
timeout 120 "$python" -m django db_worker --batch > second.log 2>&1
echo "the next worker says: $(grep -o 'No more tasks to run' second.log)"
echo "afterwards the task is: $("$python" look.py); it was finished: $([ -e sent ] && echo yes || echo no)"
[ "$("$python" look.py)" = RUNNING ] && [ ! -e sent ] || { echo "expected RUNNING and nothing finished" >&2; exit 1; }
