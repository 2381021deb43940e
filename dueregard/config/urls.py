"""Every address of the site. Each view says who may open it (`audience`); a house test asks them all."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dueregard.foundation.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("dueregard.foundation.work.urls")),
    path("", include("dueregard.foundation.editing.urls")),
    path("", include("dueregard.foundation.packs.urls")),
    path("", include("dueregard.records.groups.urls")),
    path("", include("dueregard.records.bodies.urls")),
    path("", include("dueregard.records.calendars.urls")),
    path("", include("dueregard.records.evidence.urls")),
    path("", include("dueregard.records.redaction.urls")),
    path("", include("dueregard.records.packages.urls")),
    path("", include("dueregard.records.findings.urls")),
    path("", include("dueregard.foundation.search.urls")),
    *[path("", include(f"dueregard.parts.{part}.urls")) for part in settings.PARTS],
    path("", include("dueregard.website.urls")),
]
handler404 = "dueregard.website.views.errors.not_found"
handler500 = "dueregard.website.views.errors.server_error"
handler403 = "dueregard.website.views.errors.not_allowed"
handler400 = "dueregard.website.views.errors.bad_request"
