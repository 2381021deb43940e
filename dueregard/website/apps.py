"""The front door's own app: base templates, components, home and error pages."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "dueregard.website"
    label = "website"
