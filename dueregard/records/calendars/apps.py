"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Door, Entry, Menu, Moves, ShownTo


class CalendarsConfig(AppConfig):
    name = "dueregard.records.calendars"
    label = "calendars"


ADDS = Adds(
    menu=(
        Entry(Menu.VISITOR, 50, "Dates", "calendars:dates"),
        Entry(Menu.DESK, 70, "Dates", "calendars:dates"),
        Entry(Menu.TOOLS, 230, "Holidays", "calendars:desk", to=ShownTo.ADMINISTRATORS),
    ),
    doors=(
        Door(
            70,
            "calendars:dates",
            "No account needed",
            "Work out a date",
            "When must they answer? How long do you have to complain? Every date comes with its reason.",
        ),
    ),
    moves={
        "calendars.SchoolClosure": Moves("Closed days"),
    },
)
