"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Door,
    Entry,
    Menu,
    Moves,
    RailGroup,
    Role,
    Room,
    ShownTo,
    Way,
)


class CalendarsConfig(AppConfig):
    name = "dueregard.records.calendars"
    label = "calendars"


ADDS = Adds(
    examined="dueregard.records.calendars.queries.examined.examined",
    about_nobody="dueregard.records.calendars.personal.ABOUT_NOBODY",
    menu=(
        Entry(Menu.VISITOR, 50, "Dates", "calendars:dates"),
        Entry(Menu.DESK, 70, "Dates", "calendars:dates", under=RailGroup.ASK),
        Entry(Menu.DESK, 40, "Holidays", "calendars:desk", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
    ),
    doors=(Door(30, Room.DO, "calendars:dates", "Work out when they must answer"),),
    moves={
        "calendars.SchoolClosure": Moves("Closed days"),
    },
    ways=(
        Way(
            62,
            "calendars:dates",
            "Work out when they must answer",
            "The last lawful day, counted by the law.",
            frozenset({Role.PARENT, Role.STUDENT, Role.UNION, Role.JOURNALIST}),
        ),
    ),
)
