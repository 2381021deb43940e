"""The mailroom of practice mode: read what would have been sent, reply as the body, and let days pass."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.mail.actions.answer_in_practice import NotPractice, NotSentYet
from dueregard.foundation.mail.actions.pass_days import NOT_HERE, ClockStays, go_back, go_to, pass_days, why_not_back
from dueregard.foundation.mail.queries import has_sent_for_real, site_clock_now, site_mode_now
from dueregard.parts.foi.access import may_move_clock, practice_letter_for
from dueregard.parts.foi.actions.answer_as_body import OWN_WORDS, answer_as_body
from dueregard.parts.foi.forms.practice import AnswerForm, DayForm
from dueregard.parts.foi.queries.mailroom import mailroom_message, mailroom_page
from dueregard.parts.foi.queries.passing import passing_page
from dueregard.rules.law.laws import Law
from dueregard.rules.practice.replies import practice_replies
from dueregard.rules.practice.site_time import NotThatDay, real, site_time

AT_ONCE = timedelta(seconds=1.5)  # how long somebody waits for days to pass before the page says how far they are
NOT_THEIRS = "A caseworker or an administrator can let days pass."


@require_safe
@open_to(Audience.SIGNED_IN)
def mailroom(request: SignedInRequest) -> HttpResponse:
    """List what would have been sent."""
    if site_mode_now() == "live":
        return render(request, "foi/mailroom_closed.html")
    return _mailroom(request, DayForm())


@require_POST
@open_to(Audience.SIGNED_IN)
def let_days_pass(request: SignedInRequest) -> HttpResponse:
    """Move the site's own clock to a day, and do what the days bring; what takes longer, the worker does."""
    if not may_move_clock(request.person):
        raise Http404
    form = DayForm(request.POST)
    if not form.is_valid():
        return _mailroom(request, form)
    try:
        go_to(on=form.cleaned_data["on"], by=request.person, now=real(request.now))
    except NotThatDay as refusal:
        form.add_error("on", str(refusal))
        return _mailroom(request, form)
    except ClockStays as refusal:
        messages.error(request, str(refusal))
        return redirect("foi:mailroom")
    clock = pass_days(clock=timezone.now, patience=AT_ONCE)
    if clock.goes_to_on is None:
        today = date_format(timezone.localdate(site_time(real(request.now), clock.ahead)), "l j F Y")
        messages.success(request, f"On this site it is now {today}. Your list shows what has become due.")
    return redirect(reverse("foi:mailroom") + "#days")


@require_POST
@open_to(Audience.SIGNED_IN)
def back_to_today(request: SignedInRequest) -> HttpResponse:
    """Put the site's own clock back to the real date."""
    if not may_move_clock(request.person):
        raise Http404
    try:
        go_back(by=request.person, now=real(request.now))
        messages.success(request, "The clock of this site shows the real date again.")
    except ClockStays as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("foi:mailroom") + "#days")


def _mailroom(request: SignedInRequest, form: DayForm) -> HttpResponse:
    now, clock = real(request.now), site_clock_now()
    passing = passing_page(
        request.person,
        clock,
        today=timezone.localdate(site_time(now, clock.ahead)),
        really=timezone.localdate(now),
        why_not=NOT_THEIRS if not may_move_clock(request.person) else NOT_HERE if has_sent_for_real() else "",
        why_not_back=why_not_back(now) if clock.ahead else "",
    )
    page = mailroom_page(request.person, request.GET.get("page", "1"))
    return render(request, "foi/mailroom.html", {"page": page, "passing": passing, "form": form})


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
