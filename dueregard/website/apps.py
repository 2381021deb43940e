"""The front door's own app: base templates, components, home and error pages."""

from django.apps import AppConfig
from django.forms import Field

from dueregard.rules.wiring.adds import Adds, Entry, Menu, ShownTo


class WebsiteConfig(AppConfig):
    name = "dueregard.website"
    label = "website"

    def ready(self) -> None:
        """Let an empty field say what to do, not only what is wrong."""
        Field.default_error_messages["required"] = "Please fill this in."


ADDS = Adds(
    waits="dueregard.website.queries.waits.waits",
    menu=(
        Entry(Menu.DESK, 10, "Today", "desk", is_alone=True),
        Entry(Menu.TOOLS, 50, "Saved searches", "searches"),
        Entry(Menu.TOOLS, 250, "Complaints about data", "complaints", to=ShownTo.ADMINISTRATORS),
    ),
)
