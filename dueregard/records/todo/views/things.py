"""Take a waiting thing, give it to a colleague, give it back, or put it away. Each leads back to the list it was in."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.todo.access import takers, thing_for
from dueregard.records.todo.actions.take_thing import (
    NotUntilThen,
    TakenMeanwhile,
    give_back,
    give_thing,
    put_away,
    take_thing,
)
from dueregard.records.todo.forms import WhoForm
from dueregard.records.todo.queries.waiting import take_of, thing_of
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.todo.waits import taken_until


@require_POST
@open_to(Audience.SIGNED_IN)
def take(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Take a thing with one button. Raises: Http404"""
    today = timezone.localdate(request.now)
    _, _, row = thing_for(request.person, kind, key, today)
    until = taken_until(row.due, today)
    try:
        take_thing(kind=kind, key=key, until=until, today=today, by=request.person, now=request.now)
        messages.success(request, f"You have it until {_day(until, today)}. Colleagues see that.")
    except TakenMeanwhile as meanwhile:
        messages.warning(request, f"{meanwhile.take.person} took it a moment before you. Nothing was changed.")
    return _back(request)


@open_to(Audience.SIGNED_IN)
def thing(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Say who has a thing, and until when. Raises: Http404"""
    today = timezone.localdate(request.now)
    reader, one, row = thing_for(request.person, kind, key, today)
    held = take_of(kind, key, today)
    form = WhoForm(
        request.POST or None,
        people=takers(one, row, request.person),
        initial={
            "seen": str(held.person_id) if held else "",
            "person": held.person if held else request.person,
            "until": held.until if held else taken_until(row.due, today),
        },
    )
    if form.is_valid():
        to, until = form.cleaned_data["person"], form.cleaned_data["until"]
        try:
            seen = form.cleaned_data["seen"]
            give_thing(
                kind=kind, key=key, to=to, until=until, seen=seen, today=today, by=request.person, now=request.now
            )
        except NotUntilThen as refusal:
            form.add_error("until", str(refusal))
        except TakenMeanwhile as meanwhile:
            form.add_error(
                None, f"{meanwhile.take.person} took it while this page was open. Open it again to change that."
            )
        else:
            who = "You have" if to == request.person else f"{to} has"
            messages.success(request, f"{who} it until {_day(until, today)}.")
            return _back(request)
    context = {"form": form, "thing": thing_of(one, row, reader, held), "back": _address(request)}
    return render(request, "todo/thing.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def back(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Let everybody have a thing again. Raises: Http404"""
    thing_for(request.person, kind, key, timezone.localdate(request.now))
    if give_back(kind=kind, key=key, by=request.person, now=request.now):
        messages.success(request, "Nobody has it now. Any of you can take it.")
    else:
        messages.warning(request, "Nobody had it. Nothing was changed.")
    return _back(request)


@require_POST
@open_to(Audience.SIGNED_IN)
def away(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Say that nothing is left to do. Raises: Http404"""
    _, one, _ = thing_for(request.person, kind, key, timezone.localdate(request.now))
    if one.may_put_away:
        put_away(kind=kind, key=key, by=request.person, now=request.now)
        messages.success(request, "Taken off the list. The thing itself stays as it is.")
    else:
        messages.error(request, "This leaves the list once it is done. Nothing was changed.")
    return _back(request)


def _day(until: date, today: date) -> str:
    return "today" if until == today else day_words(until, year=until.year != today.year)


def _address(request: SignedInRequest) -> str:
    wanted = request.POST.get("back", request.GET.get("back", ""))
    is_ours = wanted.startswith("/desk/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else "/desk/"


def _back(request: SignedInRequest) -> HttpResponse:
    return redirect(_address(request))
