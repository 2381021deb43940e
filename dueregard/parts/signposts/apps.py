"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, ClaimPage, Door, Entry, Menu, Periodic, ShownTo


class SignpostsConfig(AppConfig):
    name = "dueregard.parts.signposts"
    label = "signposts"


ADDS = Adds(
    menu=(
        Entry(Menu.VISITOR, 10, "Help", "signposts:help", is_quiet=True),
        Entry(Menu.FOOT, 20, "Key figures", "signposts:figures"),
        Entry(Menu.FOOT, 30, "Sister networks", "signposts:networks"),
        Entry(Menu.TOOLS, 220, "Help contacts", "signposts:contacts", to=ShownTo.ADMINISTRATORS),
    ),
    doors=(
        Door(
            10,
            "signposts:help",
            "For anyone, today",
            "Get help",
            "You, your child or a pupil has been approached or referred, or you are worried about it: what to do "
            "first, and who to call.",
            is_quiet=True,
        ),
    ),
    waits="dueregard.parts.signposts.queries.waits.waits",
    does={"find": "signposts:help"},
    claim_pages=(ClaimPage(20, "signposts:figures", "the key figures"),),
    periodic=(Periodic("dueregard.parts.signposts.tasks.remind_keepers", 86_400),),
)
