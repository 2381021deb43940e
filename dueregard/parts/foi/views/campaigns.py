"""Campaigns: start from a template, write the letter, choose the bodies."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.packs.queries import request_templates, template_of, text_by_reference
from dueregard.parts.foi.access import campaign_for, campaign_worked_by, case_worked_by
from dueregard.parts.foi.actions import choose_bodies as choosing
from dueregard.parts.foi.actions import start_campaign as starting
from dueregard.parts.foi.forms import ChangeLetterForm, LetterForm
from dueregard.parts.foi.queries.campaign_page import campaign_lines, campaign_page
from dueregard.parts.foi.queries.picker import bodies_named, picker_page
from dueregard.records.groups.access import groups_worked_by
from dueregard.rules.casework.left_out import left_out_words

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
    return render(request, "foi/letter_form.html", {"form": form, "template": template, "campaign": None})


@require_safe
@open_to(Audience.SIGNED_IN)
def campaign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a campaign's grid."""
    page = campaign_page(campaign_for(request.person, pk), request.person, request.GET.get("page", "1"))
    return render(request, "foi/campaign.html", {"page": page})


@open_to(Audience.SIGNED_IN)
def change_letter(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change the letter before it is sent."""
    campaign = campaign_worked_by(request.person, pk)
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
    context = {"form": form, "template": None, "campaign": campaign}
    return render(request, "foi/letter_form.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def bodies(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose who to ask: filter the register, untick any you do not want, add the rest."""
    campaign = campaign_worked_by(request.person, pk)
    if request.method == "POST":
        wanted = bodies_named(request.POST.getlist("body"))
        chosen = choosing.choose_bodies(campaign=campaign, bodies=wanted, by=request.person, now=request.now)
        if chosen.added:
            messages.success(request, f"{chosen.added} {'body' if chosen.added == 1 else 'bodies'} added.")
        for line in left_out_words(chosen.left_out):
            messages.warning(request, line)
        if not chosen.added and not chosen.left_out:
            messages.error(request, "Tick at least one body to add.")
        return redirect(request.get_full_path())
    return render(request, "foi/bodies.html", {"page": picker_page(campaign, request.GET)})


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
