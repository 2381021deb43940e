"""The mailroom of practice mode: read what would have been sent, and reply as the body."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.parts.foi.access import practice_letter_for
from dueregard.parts.foi.actions.answer_as_body import OWN_WORDS, NotPractice, NotSentYet, answer_as_body
from dueregard.parts.foi.forms import AnswerForm
from dueregard.parts.foi.queries.mailroom import mailroom_message, mailroom_page
from dueregard.rules.law.laws import Law
from dueregard.rules.practice.replies import practice_replies


@require_safe
@open_to(Audience.SIGNED_IN)
def mailroom(request: SignedInRequest) -> HttpResponse:
    """List what would have been sent."""
    if site_mode_now() == "live":
        return render(request, "foi/mailroom_closed.html")
    return render(request, "foi/mailroom.html", {"page": mailroom_page(request.person, request.GET.get("page", "1"))})


@open_to(Audience.SIGNED_IN)
def mailroom_letter(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one letter as the body would see it, and send a reply."""
    if site_mode_now() == "live":
        return render(request, "foi/mailroom_closed.html")
    letter = practice_letter_for(request.person, pk)
    slug = request.POST.get("reply", "")
    form = AnswerForm(request.POST if slug == OWN_WORDS else None)
    ready = {reply.slug: reply for reply in practice_replies(Law(letter.case.law))}
    if request.method == "POST" and slug != OWN_WORDS and slug not in ready:
        raise Http404
    if slug in ready or form.is_valid():
        text = "" if slug in ready else form.cleaned_data["text"]
        try:
            answer_as_body(letter=letter, slug=slug, text=text, by=request.person, now=request.now)
            taught = ready[slug].what_it_teaches if slug in ready else "See where it is filed, and why."
            messages.success(request, f"Your reply is on its way. {taught}")
        except (NotPractice, NotSentYet) as refusal:
            messages.error(request, str(refusal))
        return redirect("foi:mailroom_message", letter.pk)
    page = mailroom_message(letter)
    return render(request, "foi/mailroom_message.html", {"page": page, "form": form, "replies": list(ready.values())})
