"""The page of a signatory's own link: proofs, answers, renewal, withdrawal. Whoever holds the link acts for it.

In no index and no cache, and no other site learns its address.
"""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.parts.pledge import access
from dueregard.parts.pledge.actions import own as acts
from dueregard.parts.pledge.actions import prove as proving
from dueregard.parts.pledge.forms.asking import DecidedForm, LinkForm, MailForm, WordsForm
from dueregard.parts.pledge.models import Signatory
from dueregard.parts.pledge.queries.signatory_page import own_page
from dueregard.rules.pledge.standing import NotPossible
from dueregard.rules.pledge.terms import ProofKind

LOOK_TASK = "dueregard.parts.pledge.tasks.look_at_own"
LOOKING = "We look at it now. Open this page again in a minute to see what we found."


@require_safe
@open_to(Audience.EVERYBODY)
@never_cache
def own(request: SiteRequest, token: str) -> HttpResponse:
    """Show a signatory how it stands, and what it can do."""
    return _show(request, access.own_signatory(token))


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def prove_link(request: SiteRequest, token: str) -> HttpResponse:
    """Take the page that has the link back."""
    signatory = access.own_signatory(token)
    form = LinkForm(request.POST, domain=signatory.domain, code=signatory.code)
    if not form.is_valid():
        return _show(request, signatory, link_form=form)
    try:
        return _offered(request, signatory, ProofKind.LINK, form.cleaned_data["place"])
    except proving.CannotProve as refusal:
        form.add_error("place", str(refusal))
        return _show(request, signatory, link_form=form)


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def prove(request: SiteRequest, token: str, kind: ProofKind) -> HttpResponse:
    """Take a file or a DNS record as proof."""
    signatory = access.own_signatory(token)
    try:
        return _offered(request, signatory, kind, "")
    except proving.CannotProve as refusal:
        messages.error(request, str(refusal))
    return _back(signatory)


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def prove_mail(request: SiteRequest, token: str) -> HttpResponse:
    """Write to an address at the signatory's domain."""
    signatory = access.own_signatory(token)
    form = MailForm(request.POST)
    if not form.is_valid():
        return _show(request, signatory, mail_form=form)
    try:
        proving.write_to_domain(pk=signatory.pk, address=form.cleaned_data["address"], now=request.now)
    except proving.CannotProve as refusal:
        form.add_error("address", str(refusal))
        return _show(request, signatory, mail_form=form)
    messages.success(request, "Written. Open the link in that e-mail to confirm.")
    return _back(signatory)


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def look(request: SiteRequest, token: str) -> HttpResponse:
    """Look at its proofs once more, soon."""
    signatory = access.own_signatory(token)
    try:
        proving.look_soon(pk=signatory.pk, now=request.now)
        enqueue(LOOK_TASK, str(signatory.pk))
        messages.success(request, LOOKING)
    except proving.CannotProve as refusal:
        messages.error(request, str(refusal))
    return _back(signatory)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
def confirm(request: SiteRequest, token: str) -> HttpResponse:
    """Ask whoever reads the mailbox whether the organisation signs, and take the answer."""
    proof = access.proof_of_mail(token)
    context = {"signatory": proof.signatory, "refused": ""}
    if request.method == "POST":
        try:
            proving.confirm_mail(token=token, now=request.now)
            return _quiet(render(request, "pledge/confirmed.html", context))
        except proving.CannotProve as refusal:
            context["refused"] = str(refusal)
    return _quiet(render(request, "pledge/confirm.html", context, status=409 if context["refused"] else 200))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
def answer(request: SiteRequest, token: str) -> HttpResponse:
    """Answer what the desk wanted to know."""
    signatory = access.own_signatory(token)
    form = WordsForm(request.POST or None, label="Your answer")
    return _words(
        request, signatory, form, "Answer", "Send the answer", signatory.why,
        lambda words: acts.answer(pk=signatory.pk, words=words, now=request.now), "Sent. Someone looks at it.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
def withdraw(request: SiteRequest, token: str) -> HttpResponse:
    """Withdraw, after the page has said what that means."""
    signatory = access.own_signatory(token)
    form = WordsForm(
        request.POST or None,
        label="Why, if you want to say",
        help_text="If you were listed, everyone can read this. Name no person.",
        required=False,
    )
    return _words(
        request, signatory, form, "Withdraw from the pledge", "Withdraw",
        "You leave the list at once. If you were listed, your page stays and says that you withdrew, and when.",
        lambda words: acts.withdraw(pk=signatory.pk, words=words, now=request.now), "You have withdrawn.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
def again(request: SiteRequest, token: str) -> HttpResponse:
    """Ask again, after withdrawing or being refused."""
    signatory = access.own_signatory(token)
    form = WordsForm(request.POST or None, label="What has changed?", help_text="Only the desk reads this.")
    return _words(
        request, signatory, form, "Ask again", "Ask again", "Someone looks at it as at the first time.",
        lambda words: acts.ask_again(pk=signatory.pk, words=words, now=request.now), "Sent. Someone looks at it.",
    )  # fmt: skip


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def renew(request: SiteRequest, token: str) -> HttpResponse:
    """Say that the pledge still stands."""
    signatory = access.own_signatory(token)
    try:
        renewed = acts.renew(pk=signatory.pk, now=request.now)
        assert renewed.renew_by is not None
        messages.success(request, f"Renewed until {renewed.renew_by.day} {renewed.renew_by:%B %Y}. Thank you.")
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return _back(signatory)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
@never_cache
def decide(request: SiteRequest, token: str) -> HttpResponse:
    """Write down a newer decision."""
    signatory = access.own_signatory(token)
    form = DecidedForm(request.POST or None, today=localdate(request.now))
    if form.is_valid():
        try:
            acts.decide_again(pk=signatory.pk, decided=form.decided, now=request.now)
            messages.success(request, "Written down. Everyone reads the old decision until someone has looked at it.")
            return _back(signatory)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"signatory": signatory, "form": form}
    return _quiet(render(request, "pledge/decide.html", context, status=422 if form.errors else 200))


def _words(
    request: SiteRequest,
    signatory: Signatory,
    form: WordsForm,
    title: str,
    verb: str,
    lede: str,
    act: Callable[[str], object],
    done: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data["words"])
            messages.success(request, done)
            return _back(signatory)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"signatory": signatory, "form": form, "title": title, "verb": verb, "lede": lede}
    return _quiet(render(request, "pledge/words.html", context, status=422 if form.errors else 200))


def _offered(request: SiteRequest, signatory: Signatory, kind: ProofKind, place: str) -> HttpResponse:
    proving.offer(pk=signatory.pk, kind=kind, place=place, now=request.now)
    enqueue(LOOK_TASK, str(signatory.pk))
    messages.success(request, LOOKING)
    return _back(signatory)


def _show(
    request: SiteRequest, signatory: Signatory, link_form: Form | None = None, mail_form: Form | None = None
) -> HttpResponse:
    context = {
        "page": own_page(signatory),
        "link_form": link_form or LinkForm(domain=signatory.domain, code=signatory.code),
        "mail_form": mail_form or MailForm(),
        "wrong": link_form or mail_form,
    }
    return _quiet(render(request, "pledge/own.html", context, status=422 if link_form or mail_form else 200))


def _back(signatory: Signatory) -> HttpResponse:
    return _quiet(redirect("pledge:own", signatory.token))


def _quiet(answer: HttpResponse) -> HttpResponse:
    # Not "no-referrer": browsers then send "Origin: null" with a form, which is refused as coming from another site.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
