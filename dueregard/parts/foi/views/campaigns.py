"""Campaigns: start from a template, write the letter, choose the bodies."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.packs.queries import request_templates, template_of, text_by_reference, words_for
from dueregard.parts.foi.access import campaign_to_read, campaign_worked_by, case_worked_by
from dueregard.parts.foi.actions import choose_bodies as choosing
from dueregard.parts.foi.actions import start_campaign as starting
from dueregard.parts.foi.actions import throw_campaign_away as throwing
from dueregard.parts.foi.forms.campaigns import ChangeLetterForm, LetterForm
from dueregard.parts.foi.queries.campaign_page import campaign_lines, campaign_page
from dueregard.parts.foi.queries.drafts import draft_of
from dueregard.parts.foi.queries.picker import bodies_fitting, bodies_named, picker_page
from dueregard.parts.foi.queries.planned import published_together
from dueregard.records.groups.access import groups_worked_by
from dueregard.rules.casework.left_out import left_out_words
from dueregard.rules.casework.placeholder_examples import request_examples

FIELDS = ("title", "subject", "questions", "is_environmental")


@require_safe
@open_to(Audience.SIGNED_IN)
def campaigns(request: SignedInRequest) -> HttpResponse:
    """List a person's campaigns."""
    lines = campaign_lines(request.person)
    may_start = groups_worked_by(request.person).exists()
    return render(request, "foi/campaigns.html", {"lines": lines, "may_start": may_start})


@require_safe
@open_to(Audience.SIGNED_IN)
def choose_template(request: SignedInRequest) -> HttpResponse:
    """Offer the pack's request templates, and a blank letter."""
    may_start = groups_worked_by(request.person).exists()
    return render(request, "foi/choose_template.html", {"templates": request_templates(), "may_start": may_start})


@open_to(Audience.SIGNED_IN)
def start(request: SignedInRequest) -> HttpResponse:
    """Write the letter of a new campaign, starting from a template or from a blank page."""
    if not groups_worked_by(request.person).exists():
        return redirect("foi:choose_template")  # that page says why, and who to ask
    reference = request.GET.get("template", "")
    template = text_by_reference(reference) if reference else None
    initial = {}
    if template:
        filled = template_of(template)
        initial = {"title": template.title, "subject": filled.subject, "questions": filled.text}
    form = LetterForm(request.POST or None, person=request.person, initial=initial)
    if form.is_valid():
        campaign = starting.start_campaign(
            group=form.cleaned_data["group"],
            **{name: form.cleaned_data[name] for name in FIELDS},
            template=reference if template else "",
            by=request.person,
            now=request.now,
        )
        return redirect("foi:bodies", campaign.pk)
    return render(
        request,
        "foi/letter_form.html",
        {"form": form, "template": template, "campaign": None, "examples": request_examples(words_for())},
    )


@require_POST
@open_to(Audience.SIGNED_IN)
def start_as_it_is(request: SignedInRequest) -> HttpResponse:
    """Start a campaign with a ready-made request, unchanged; whoever works for several groups says which one asks."""
    reference = request.POST.get("template", "")
    template = text_by_reference(reference)
    groups = list(groups_worked_by(request.person)[:2])
    if not groups or template is None:
        return redirect("foi:choose_template")
    if len(groups) > 1:
        return redirect(f"{reverse('foi:start')}?{urlencode({'template': reference})}")
    filled = template_of(template)
    campaign = starting.start_campaign(
        group=groups[0],
        title=template.title,
        subject=filled.subject,
        questions=filled.text,
        is_environmental=False,
        template=reference,
        by=request.person,
        now=request.now,
    )
    return redirect("foi:bodies", campaign.pk)


@open_to(Audience.SIGNED_IN)
def throw_away(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what goes with a campaign of which nothing was sent, and throw it away."""
    campaign = campaign_worked_by(request.person, pk)
    draft = draft_of(campaign)
    if is_sure(request) and not draft.why_not:
        try:
            throwing.throw_campaign_away(campaign=campaign, by=request.person, now=request.now)
            messages.success(request, f"“{campaign.title}” is thrown away. Nothing was sent to anyone.")
            return redirect("foi:campaigns")
        except starting.AlreadySent as refusal:
            messages.error(request, str(refusal))
            return redirect(campaign)
    return render(request, "foi/throw_away.html", {"draft": draft})


@require_safe
@open_to(Audience.SIGNED_IN)
def campaign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a campaign's grid."""
    shown, may_work = campaign_to_read(request.person, pk)
    page = campaign_page(shown, request.GET.get("page", "1"), may_work=may_work)
    together = published_together(shown, request.now) if may_work else None
    return render(request, "foi/campaign.html", {"page": page, "together": together})


@open_to(Audience.SIGNED_IN)
def change_letter(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change the letter before it is sent."""
    campaign = campaign_worked_by(request.person, pk)
    if request.method == "GET" and not starting.may_change_letter(campaign):
        messages.error(request, starting.SENT)
        return redirect(campaign)
    form = ChangeLetterForm(
        request.POST or None,
        on=campaign,
        stored=starting.stored_letter(campaign),
        shape=starting.SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            starting.change_letter(
                campaign=campaign, wanted=form.typed, seen=form.seen, by=request.person, now=request.now
            )
            messages.success(request, form.saved("Saved."))
            return redirect("foi:check", campaign.pk)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except starting.AlreadySent as refusal:
            form.add_error(None, str(refusal))
    examples = request_examples(words_for())
    context = {"form": form, "template": None, "campaign": campaign, "examples": examples}
    return render(request, "foi/letter_form.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def bodies(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose who to ask: filter the register, untick any you do not want, add all that fit or those ticked."""
    campaign = campaign_worked_by(request.person, pk)
    if request.method == "POST":
        ticked = request.POST.getlist("body")
        if request.POST.get("add") == "all":
            unticked = set(request.POST.getlist("shown")) - set(ticked)
            wanted = bodies_fitting(request.GET, but=unticked)
        else:
            wanted = bodies_named(ticked)
        chosen = choosing.choose_bodies(campaign=campaign, bodies=wanted, by=request.person, now=request.now)
        if chosen.added:
            messages.success(request, f"{chosen.added} {'body' if chosen.added == 1 else 'bodies'} added.")
        for line in left_out_words(chosen.left_out):
            messages.warning(request, line)
        if not chosen.added and not chosen.left_out:
            messages.error(request, "Tick at least one body to add.")
        elif chosen.added and request.POST.get("then") == "check":
            return redirect("foi:check", campaign.pk)
        return redirect(request.get_full_path())
    context = {"page": picker_page(campaign, request.GET), "is_draft": starting.may_change_letter(campaign)}
    return render(request, "foi/bodies.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def take_out(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remove one body from a campaign."""
    case = case_worked_by(request.person, pk)
    try:
        choosing.take_out(case=case, by=request.person, now=request.now)
        messages.success(request, f"{case.body.name} removed from this campaign.")
    except choosing.AlreadySent as refusal:
        messages.error(request, str(refusal))
    return redirect("foi:bodies", case.campaign_id)
