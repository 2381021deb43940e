"""Every address of the site. Each view says who may open it (`audience`); a house test asks them all."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

ALLAUTH = path("account/", include("allauth.urls"))


def addresses_of(app: str) -> list[URLResolver]:
    """Return the addresses of one of our apps; none, where it has no `urls`."""
    return [path("", include(f"{app}.urls"))] if find_spec(f"{app}.urls") else []


# The lowest floor first; of two addresses alike the first answers, so ours come before allauth's.
OWN = [address for app in reversed(settings.OWN_APPS) for address in addresses_of(app)]
urlpatterns: list[URLPattern | URLResolver] = [*OWN, ALLAUTH]
handler404 = "dueregard.website.views.errors.not_found"
handler500 = "dueregard.website.views.errors.server_error"
handler403 = "dueregard.website.views.errors.not_allowed"
handler400 = "dueregard.website.views.errors.bad_request"
