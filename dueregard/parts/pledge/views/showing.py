"""What a signatory on the list takes away: the badge as SVG and PNG, the pledge in three lengths, a certificate."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.pledge import access
from dueregard.parts.pledge.gateways.printing import PDF, PNG, CannotPrint, as_pdf, as_png
from dueregard.parts.pledge.queries.showing import badge, certificate_values, show_page, shown_of
from dueregard.rules.pledge.showing import badge_values


@require_safe
@open_to(Audience.EVERYBODY)
def show(request: SiteRequest, slug: str) -> HttpResponse:
    """Show what can be put on a website, to copy."""
    return render(request, "pledge/show.html", {"page": show_page(access.signatory_listed(slug))})


@require_safe
@open_to(Audience.EVERYBODY)
def badge_svg(request: SiteRequest, slug: str) -> HttpResponse:
    """Return the badge as SVG."""
    return _file(badge(access.signatory_listed(slug)).encode(), "image/svg+xml", "pledge-badge.svg")


@require_safe
@open_to(Audience.EVERYBODY)
def badge_png(request: SiteRequest, slug: str) -> HttpResponse:
    """Return the badge as PNG."""
    signatory = access.signatory_listed(slug)
    try:
        return _file(as_png(badge_values(shown_of(signatory))), PNG, "pledge-badge.png")
    except CannotPrint as refusal:
        return render(request, "pledge/no_file.html", {"signatory": signatory, "why": str(refusal)}, status=503)


@require_safe
@open_to(Audience.EVERYBODY)
def certificate(request: SiteRequest, slug: str) -> HttpResponse:
    """Return the certificate as PDF."""
    signatory = access.signatory_listed(slug)
    try:
        return _file(as_pdf(certificate_values(signatory)), PDF, "pledge-certificate.pdf")
    except CannotPrint as refusal:
        return render(request, "pledge/no_file.html", {"signatory": signatory, "why": str(refusal)}, status=503)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
