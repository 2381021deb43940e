"""What changed: the versions of a section, two of them compared, the whole guide since a day, and feeds."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.feeds.queries import FeedLine
from dueregard.foundation.feeds.views import atom
from dueregard.parts.guide import access
from dueregard.parts.guide.forms import CompareForm, SinceForm
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries import history
from dueregard.parts.guide.queries.reading import page_of
from dueregard.parts.guide.queries.sections import section_by_slug
from dueregard.parts.guide.views.leaving import way_out
from dueregard.parts.guide.views.reading import shown

LOOK_BACK = timedelta(days=30)


@require_safe
@open_to(Audience.EVERYBODY)
def versions(request: SiteRequest, slug: str) -> HttpResponse:
    """List the versions of a section."""
    current = section_by_slug(slug)
    lines = history.versions_of(current.section)
    form = CompareForm(initial={"old": max(1, current.number - 1), "new": current.number})
    return render(request, "guide/versions.html", {"current": current, "versions": lines, "form": form, **way_out()})


@require_safe
@open_to(Audience.EVERYBODY)
def version(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """Show an old version as it was."""
    revision = access.version(section_by_slug(slug).section, number)
    page = page_of(revision, timezone.localdate(request.now))
    return shown(request, page, is_current=revision.is_current)


@require_safe
@open_to(Audience.EVERYBODY)
def compare(request: SiteRequest, slug: str) -> HttpResponse:
    """Put any two versions of a section beside each other."""
    current = section_by_slug(slug)
    form = CompareForm(request.GET or {"old": max(1, current.number - 1), "new": current.number})
    page = None
    if form.is_valid():
        old = access.version(current.section, form.cleaned_data["old"])
        new = access.version(current.section, form.cleaned_data["new"])
        page = history.compare(old, new, is_whole=bool(request.GET.get("whole")))
    return render(request, "guide/compare.html", {"current": current, "form": form, "page": page, **way_out()})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def changes(request: SiteRequest) -> HttpResponse:
    """Say what changed in the whole guide since a day, or since a printed copy was made."""
    typed = request.GET.get("since", "")
    since = history.parse_since(typed)
    page = history.changes_since(since or _morning(request.now - LOOK_BACK))
    shown_day = timezone.localdate(page.since).isoformat()
    form = SinceForm(initial={"since": shown_day})
    context = {"page": page, "form": form, "is_misread": bool(typed) and since is None, **way_out()}
    return render(request, "guide/changes.html", context)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def feed(request: HttpRequest) -> HttpResponse:
    """Return what changed in the whole guide, as Atom."""
    return _atom("Changes to the guide", reverse("guide:index"), reverse("guide:feed"), history.latest_versions())


@require_safe
@open_to(Audience.EVERYBODY)
def section_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Return what changed in one section, as Atom."""
    current = section_by_slug(slug)
    lines = history.latest_versions(current.section)
    title = f"Changes to “{current.meta.get('neutral_title') or current.title}”"
    return _atom(title, current.get_absolute_url(), reverse("guide:section_feed", args=[slug]), lines)


def _morning(at: datetime) -> datetime:
    """Return when the UK day of an instant began: a page that is kept must not say in which minute somebody asked."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def _atom(title: str, home: str, own: str, lines: list[Revision]) -> HttpResponse:
    return atom(
        title=f"{title} – {settings.SITE_NAME}",
        about=title,
        home=f"{settings.PUBLIC_URL}{home}",
        own=f"{settings.PUBLIC_URL}{own}",
        key=f"{settings.PUBLIC_URL}{home}",
        lines=[_line(version) for version in lines],
    )


def _line(version: Revision) -> FeedLine:
    slug, number = version.section.slug, version.number
    before = f"?old={number - 1}&new={number}" if number > 1 else ""
    address = reverse("guide:compare", args=[slug]) + before if before else version.get_absolute_url()
    return FeedLine(
        key=f"{settings.PUBLIC_URL}{reverse('guide:version', args=[slug, number])}",
        title=f"{version.meta.get('neutral_title') or version.title}, version {number}",
        says=version.note or version.get_origin_display(),
        url=f"{settings.PUBLIC_URL}{address}",
        at=version.at,
    )
