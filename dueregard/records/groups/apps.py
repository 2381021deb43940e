"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Door,
    Entry,
    ExamplePiece,
    InNetwork,
    Kind,
    ListPage,
    Menu,
    Offered,
    RailGroup,
    Room,
    Rows,
    ShownTo,
    Way,
)


class GroupsConfig(AppConfig):
    name = "dueregard.records.groups"
    label = "groups"


ADDS = Adds(
    list_pages=(
        ListPage(
            70,
            "public_groups",
            "Groups you can join",
            (
                "join/find/start/local/near group",
                "group near/local/here/my",
                "meeting/meet near/local/next/when",
                "get/how involved/volunteer",
                "who/anyone else/near/here campaign/organise",
            ),
        ),
    ),
    example=(ExamplePiece(10, "Two groups and their people", "dueregard.records.groups.actions.bring_example"),),
    notices="dueregard.records.groups.personal.NOTICES",
    about_nobody="dueregard.records.groups.personal.ABOUT_NOBODY",
    first_steps="dueregard.records.groups.queries.places.first_steps",
    waits="dueregard.records.groups.queries.waits.waits",
    area_pieces="dueregard.records.groups.queries.public.area_pieces",
    in_network=(InNetwork(10, "dueregard.records.groups.queries.in_network"),),
    doors=(Door(40, Room.DO, "public_groups", "Groups you can join"),),
    offers=(Offered(25, "dueregard.records.groups.queries.open_data"),),
    findables=(Rows(26, "group", "dueregard.records.groups.queries.findable"),),
    kinds=(Kind("group", "local group", "Local groups", ("group", "groups", "local group")),),
    menu=(
        Entry(Menu.DESK, 15, "Meetings", "meetings"),
        Entry(Menu.DESK, 60, "Private notes", "notes:all", under=RailGroup.EVIDENCE),
        Entry(Menu.DESK, 25, "Networks", "networks", under=RailGroup.SITE),
        Entry(Menu.DESK, 20, "Groups", "groups", under=RailGroup.SITE),
        Entry(Menu.DESK, 30, "People", "people", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
    ),
    ways=(Way(90, "public_groups", "Join a group near you", "You need not do it alone."),),
)
