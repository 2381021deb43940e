"""Names this app for Django, and says what it adds to the site."""

from datetime import UTC, datetime

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, Periodic, RailGroup, ShownTo, WaitsUntil

# How the queue writes that a task waits for nothing. Moved, it would be an instant that never comes.
AT_ONCE = datetime(9999, 1, 1, tzinfo=UTC)


class WorkConfig(AppConfig):
    name = "dueregard.foundation.work"
    label = "work"


ADDS = Adds(
    about_nobody="dueregard.foundation.work.personal.ABOUT_NOBODY",
    periodic=(Periodic("dueregard.foundation.work.tasks.drop_old_work", 3600),),
    waits_until=(
        WaitsUntil("work.Worker", "beat_at"),
        WaitsUntil(
            "django_tasks_database.DBTaskResult",
            "run_after",
            written="enqueued_at",
            only={"status": "READY", "run_after__lt": AT_ONCE},
        ),
        WaitsUntil(
            "django_tasks_database.DBTaskResult",
            "run_after",
            most=600,
            only={"status": "READY", "exception_class_path__gt": ""},
        ),
    ),
    menu=(Entry(Menu.DESK, 60, "Background tasks", "work_standing", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),),
)
