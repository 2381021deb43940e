"""The front door's own app: base templates, components, home and error pages."""

from django.apps import AppConfig
from django.forms import Field

from dueregard.rules.wiring.adds import Adds, Entry, ExamplePiece, ListPage, Menu, RailGroup, ShownTo


class WebsiteConfig(AppConfig):
    name = "dueregard.website"
    label = "website"

    def ready(self) -> None:
        """Let an empty field say what to do, not only what is wrong."""
        Field.default_error_messages["required"] = "Please fill this in."


ADDS = Adds(
    list_pages=(
        ListPage(
            90,
            "complain",
            "Ask us to correct or remove something on this site",
            (
                "our name/logo/signature/entry/address/letter off/remove/delete/withdraw/correct/wrong",
                "complain/complaint/objection/error/mistake/wrong website/site/page",
                "take/remove/delete/correct/hide website/site/page/photo/picture",
            ),
        ),
        ListPage(
            92,
            "about",
            "Who runs this site",
            ("who run/runs/behind/made/owns/own website/site/page", "who are you", "who is behind this"),
        ),
        ListPage(
            94,
            "privacy",
            "What this site keeps about you",
            (
                "website/site/page track/cookie/record/log/store/keep/privacy",
                "privacy/cookie notice/policy/statement",
                "website/site/page know/see/tell visit/visited/who/ip",
            ),
        ),
    ),
    examined="dueregard.website.queries.examined.examined",
    example=(ExamplePiece(95, "Complaints about data", "dueregard.website.actions.bring_example"),),
    brought_to_requests="dueregard.website.queries.complaint_said.complaint_said",
    notices="dueregard.website.personal.NOTICES",
    site_time=("dueregard.website.views.desk", "dueregard.website.views.home"),
    first_steps="dueregard.website.queries.first_steps.reply_address_step",
    waits="dueregard.website.queries.waits.waits",
    menu=(
        Entry(Menu.DESK, 10, "Today", "desk", is_alone=True),
        Entry(Menu.DESK, 50, "Saved searches", "searches", under=RailGroup.EVIDENCE, also=("/search/",)),
        Entry(Menu.DESK, 20, "Known troubles", "troubles", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
        Entry(Menu.DESK, 10, "Data complaints", "complaints", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
    ),
)
