"""The front door's own app: base templates, components, home and error pages."""

from django.apps import AppConfig
from django.forms import Field


class WebsiteConfig(AppConfig):
    name = "dueregard.website"
    label = "website"

    def ready(self) -> None:
        """Let an empty field say what to do, not only what is wrong."""
        Field.default_error_messages["required"] = "Please fill this in."
