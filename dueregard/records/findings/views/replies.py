"""The page of a link: whoever holds it answers each claim about one body once, and can do nothing else.

In no index and no cache; no other site learns its address; it asks for no name and keeps none.
"""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.findings.access import link_of
from dueregard.records.findings.actions.say_about_claim import (
    AlreadySaid,
    LinkIsClosed,
    NoSuchClaim,
    finish,
    say_about_claim,
)
from dueregard.records.findings.forms.replies import StatementForm
from dueregard.records.findings.models import ReplyLink
from dueregard.records.findings.queries.reply_page import ReplyPage, claim_of, reply_page
from dueregard.rules.findings.statements import NotAStatement, Stance

ENDED = {
    "used": "Every statement was answered, or whoever held this link said that this was all.",
    "withdrawn": "The group withdrew this link. Write to it if you still want to answer.",
    "over": "This link was valid for a limited time. Write to the group for another one.",
}


@require_safe
@open_to(Audience.EVERYBODY)
@never_cache
def reply(request: SiteRequest, secret: str) -> HttpResponse:
    """Show the claims that can be answered."""
    link = link_of(secret)
    if not link.is_open(request.now):
        return _closed(request, link)
    page = reply_page(link, localdate(request.now), number=request.GET.get("page", "1"))
    return _quiet(render(request, "findings/reply.html", {"page": page, "secret": secret}))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
@sensitive_post_parameters()
def reply_claim(request: SiteRequest, secret: str, pk: UUID) -> HttpResponse:
    """Answer one claim: written, read back, kept."""
    link = link_of(secret)
    if not link.is_open(request.now):
        return _closed(request, link)
    page = reply_page(link, localdate(request.now))
    claim = claim_of(link, pk, localdate(request.now))
    if claim is None or claim.is_answered:
        return _refused(
            request, secret, page, "This statement has been answered, or has been withdrawn in the meantime."
        )
    form = StatementForm(request.POST or None)
    context = {"page": page, "claim": claim, "secret": secret, "form": form}
    if not form.is_valid():
        return _quiet(render(request, "findings/reply_claim.html", context, status=422 if form.errors else 200))
    if request.POST.get("sure") != "yes":
        told = Stance(form.cleaned_data["stance"]).told
        return _quiet(render(request, "findings/reply_check.html", {**context, "told": told}))
    try:
        say_about_claim(
            link=link,
            claim=pk,
            stance=Stance(form.cleaned_data["stance"]),
            says=form.cleaned_data["says"],
            by=None,
            now=request.now,
        )
    except LinkIsClosed:
        return _closed(request, link_of(secret))
    except (AlreadySaid, NoSuchClaim, NotAStatement) as refusal:
        return _refused(request, secret, reply_page(link, localdate(request.now)), str(refusal))
    return _quiet(redirect("findings:reply", secret))


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def reply_done(request: SiteRequest, secret: str) -> HttpResponse:
    """Let the link die: whoever holds it says that this is all, after the page asked."""
    link = link_of(secret)
    if not link.is_open(request.now):
        return _closed(request, link)
    if request.POST.get("sure") != "yes":
        page = {"page": reply_page(link, localdate(request.now)), "secret": secret}
        return _quiet(render(request, "findings/reply_done.html", page))
    with suppress(LinkIsClosed):  # another tab was quicker; the page says the same
        finish(link=link, by=None, now=request.now)
    return _closed(request, link_of(secret))


def _refused(request: SiteRequest, secret: str, page: ReplyPage, words: str) -> HttpResponse:
    return _quiet(
        render(request, "findings/reply.html", {"page": page, "secret": secret, "refused": words}, status=409)
    )


def _closed(request: SiteRequest, link: ReplyLink) -> HttpResponse:
    why = "withdrawn" if link.withdrawn_at else "used" if link.used_at else "over"
    page = {"body": link.body, "group": link.group, "words": ENDED[why]}
    return _quiet(render(request, "findings/reply_closed.html", page, status=410))


def _quiet(answer: HttpResponse) -> HttpResponse:
    # Not "no-referrer": browsers then send "Origin: null" with a form, which is refused as coming from another site.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
