"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Door,
    Role,
    Room,
    Variable,
    Way,
)


class OpenDataConfig(AppConfig):
    name = "dueregard.foundation.opendata"
    label = "opendata"


ADDS = Adds(
    doors=(Door(80, Room.KNOW, "opendata:data", "All of it as data, to download or to read with a program"),),
    variables=(Variable("API_PER_MINUTE", 600),),
    ways=(
        Way(
            50,
            "opendata:data",
            "Take all of it as data",
            "Tables and an API, with every source.",
            frozenset({Role.JOURNALIST}),
        ),
    ),
)
