"""The way out that every page of the guide has, for somebody who is being watched."""

from django.conf import settings
from django.urls import reverse


def way_out() -> dict[str, str]:
    """Return where “Leave this page” leads; links from one part of the guide to another leave no way back."""
    return {"exit_to": settings.EXIT_URL, "quiet_below": reverse("guide:index")}
