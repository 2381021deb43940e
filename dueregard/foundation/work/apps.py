"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, Periodic, RailGroup, ShownTo, WaitsUntil


class WorkConfig(AppConfig):
    name = "dueregard.foundation.work"
    label = "work"


ADDS = Adds(
    examined="dueregard.foundation.work.queries.examined",
    works="dueregard.foundation.work.queries.works_now",
    notices="dueregard.foundation.work.personal.NOTICES",
    about_nobody="dueregard.foundation.work.personal.ABOUT_NOBODY",
    periodic=(Periodic("dueregard.foundation.work.tasks.drop_old_work", 3600),),
    waits_until=(
        WaitsUntil("work.Worker", "beat_at"),
        WaitsUntil("work.Dispatcher", "beat_at"),
        WaitsUntil("work.Handover", "begun_at"),
        WaitsUntil("work.Handover", "confirmed_at"),
        # The queue writes "at once" as the first day of 9999. Moved, it would be an instant that never comes.
        WaitsUntil(
            "django_tasks_database.DBTaskResult",
            "run_after",
            written="enqueued_at",
            only={"status": "READY", "run_after__lt": "9999-01-01T00:00:00Z"},
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
