"""Sessions compared by what is claimed in them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.training.access import claim_for
from dueregard.parts.training.actions.name_claim import SHAPE, NamedAlready, name_claim
from dueregard.parts.training.forms import ClaimForm
from dueregard.parts.training.queries.claims import claim_list, claim_page


@require_safe
@open_to(Audience.SIGNED_IN)
def claims(request: SignedInRequest) -> HttpResponse:
    """List the claims of a person's groups: where each is made, by which bodies and firms, since when."""
    page = claim_list(request.person, number=request.GET.get("page", "1"))
    return render(request, "training/claims.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def claim(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one claim with each statement that makes it, the earliest first."""
    return render(request, "training/claim.html", {"page": claim_page(claim_for(request.person, pk))})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def words(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Reword a claim."""
    one = claim_for(request.person, pk)
    form = ClaimForm(
        request.POST or None, on=one, stored={"words": one.words}, shape=SHAPE, person=request.person, now=request.now
    )
    if form.is_valid():
        try:
            name_claim(claim=one, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved."))
            return redirect(one)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NamedAlready as refusal:
            form.add_error("words", str(refusal))
    return render(request, "training/words.html", {"form": form, "claim": one}, status=422 if form.errors else 200)
