"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    ClaimPage,
    Door,
    Entry,
    Kind,
    ListPage,
    Menu,
    Periodic,
    RailGroup,
    Role,
    Room,
    Rows,
    ShownTo,
    Way,
)


class SignpostsConfig(AppConfig):
    name = "dueregard.parts.signposts"
    label = "signposts"


ADDS = Adds(
    list_pages=(
        ListPage(
            10,
            "signposts:figures",
            "Prevent in figures",
            (
                "how many child/people/pupil/student/muslim/refer/channel",
                "statistic",
                "referral/referred number/figure/percent/percentage/data/total",
                "number referral/people/child/children",
                "figure/number/data source/where/come/from",
                "evidence/proof/prove/fact muslim/race/racist/racism/discriminate/discrimination/target",
            ),
        ),
        ListPage(
            72,
            "signposts:networks",
            "Networks and organisations",
            (
                "organisation/charity/network help/support/campaign/work",
                "list/all organisation/charity/network",
                "other campaign/organisation/network",
            ),
        ),
    ),
    examined="dueregard.parts.signposts.queries.examined.examined",
    works="dueregard.parts.signposts.queries.works.works_now",
    notices="dueregard.parts.signposts.personal.NOTICES",
    menu=(
        Entry(Menu.VISITOR, 10, "Get help", "signposts:help", is_quiet=True, is_first=True),
        Entry(Menu.FOOT, 20, "Key figures", "signposts:figures"),
        Entry(Menu.DESK, 20, "Help contacts", "signposts:contacts", under=RailGroup.GUIDE, to=ShownTo.ADMINISTRATORS),
    ),
    doors=(
        Door(
            10,
            Room.HELP,
            "signposts:help",
            "Get help",
            "Someone has contacted me or my child about Prevent, or I fear it.",
            is_quiet=True,
        ),
        Door(
            20,
            Room.KNOW,
            "signposts:figures",
            "Key figures, each with its source",
            leads="dueregard.parts.signposts.queries.figures.figures_there",
        ),
    ),
    facts="dueregard.parts.signposts.queries.home_facts.home_facts",
    first_steps="dueregard.parts.signposts.queries.first_steps.first_steps",
    waits="dueregard.parts.signposts.queries.waits.waits",
    reach="dueregard.parts.signposts.queries.contacts.reach",
    findables=(Rows(5, "situation", "dueregard.parts.signposts.queries.findable"),),
    kinds=(Kind("situation", "help", "Help", ("help", "situations"), is_advice=True),),
    pack_changed_tasks=("dueregard.parts.signposts.tasks.find_situations_again",),
    does={"find": "signposts:help"},
    claim_pages=(ClaimPage(20, "signposts:figures", "the key figures"),),
    periodic=(Periodic("dueregard.parts.signposts.tasks.remind_keepers", 86_400),),
    ways=(
        Way(
            10,
            "signposts:help",
            "Get help today",
            "Who to call, and what to do first.",
            frozenset({Role.PARENT, Role.STUDENT, Role.TEACHER, Role.NHS}),
        ),
    ),
)
