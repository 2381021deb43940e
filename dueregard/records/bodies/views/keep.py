"""Keeping the register: adding and correcting bodies and their addresses. Each page calls one action.

`access.py` decides who may do so.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.bodies import access
from dueregard.records.bodies.actions.add_body import BodyExists, add_body
from dueregard.records.bodies.actions.add_contact import AddressKnown, CheckedInFuture, add_contact
from dueregard.records.bodies.actions.change_body import SHAPE as BODY
from dueregard.records.bodies.actions.change_body import (
    ClosedBeforeOpened,
    LawWithoutReason,
    change_body,
    stored_body,
)
from dueregard.records.bodies.actions.change_contact import SHAPE as CONTACT
from dueregard.records.bodies.actions.change_contact import (
    NothingChanged,
    change_contact,
    check_contact,
    stored_contact,
)
from dueregard.records.bodies.actions.look_at_address import (
    ChangedSinceShown,
    NothingToLookAt,
    OwnChange,
    look_again,
)
from dueregard.records.bodies.actions.tell_everybody import ToldAlready
from dueregard.records.bodies.actions.tell_everybody import tell_everybody as tell
from dueregard.records.bodies.forms import BodyForm, ContactChangeForm, ContactEntryForm, NewBodyForm

_KNOWN = "is already listed for this purpose. Mark that one as checked instead."
_SHOWN = "Anyone who watches the register may work out that a group is about to write to it."
_FUTURE = "is in the future. Give the day you looked it up."


@open_to(Audience.SIGNED_IN)
def new_body(request: SignedInRequest) -> HttpResponse:
    """Add a body."""
    access.must_keep(request.person)
    form = NewBodyForm(request.POST or None)
    if form.is_valid():
        try:
            body = add_body(**form.cleaned_data, by=request.person, now=request.now)
            messages.success(request, f"{body.name} is now in the register. Next, add its address.")
            return redirect("new_contact", slug=body.slug)
        except BodyExists as known:
            form.add_error("name", f"is already in the register: {known.body.get_absolute_url()}")
    context = {"form": form, "title": "Add a public body", "verb": "Add this body", "label": "Register"}
    return render(request, "bodies/form.html", context)


@open_to(Audience.SIGNED_IN)
def edit_body(request: SignedInRequest, slug: str) -> HttpResponse:
    """Correct what the register says of a body."""
    body = access.body_to_keep(request.person, slug)
    form = BodyForm(
        request.POST or None,
        on=body,
        stored=stored_body(body),
        shape=BODY,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            change_body(body=body, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved. Later imports will not change your corrections."))
            return redirect(body)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NothingChanged:
            return redirect(body)
        except ClosedBeforeOpened:
            form.add_error("closed_on", "is before the day it opened.")
        except LawWithoutReason:
            form.add_error("law_because", "is needed: say in one sentence why a different law applies, or none.")
    context = {"form": form, "title": f"Correct {body.name}", "verb": "Save", "body": body, "label": "Register"}
    return render(request, "bodies/form.html", context, status=422 if form.errors else 200)


@open_to(Audience.ADMINISTRATOR)
@require_POST
def tell_everybody(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let everybody read of a body before its day."""
    body = access.body_to_tell_of(request.person, slug)
    if not is_sure(request):
        says = f"{_SHOWN} Ask the group that entered it first. This cannot be undone."
        return ask_first(
            request, Question(f"Show {body.name} to everyone now?", says, "Show it now", body.get_absolute_url())
        )
    try:
        tell(body=body, by=request.person, now=request.now)
        messages.success(request, f"Everyone can see {body.name} now.")
    except ToldAlready:
        messages.info(request, "Everyone can see this body already.")
    return redirect(body)


@open_to(Audience.SIGNED_IN)
def new_contact(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add an address."""
    body = access.body_to_keep(request.person, slug)
    today = localdate(request.now)
    form = ContactEntryForm(request.POST or None, initial={"checked_on": today, "form": "email"})
    if form.is_valid():
        try:
            add_contact(body=body, **form.cleaned_data, today=today, by=request.person, now=request.now)
            messages.success(request, "Address saved.")
            return redirect(body)
        except AddressKnown:
            form.add_error("address", _KNOWN)
        except CheckedInFuture:
            form.add_error("checked_on", _FUTURE)
    context = {"form": form, "title": "Add an address", "verb": "Save the address", "body": body, "label": body.name}
    return render(request, "bodies/form.html", context)


@open_to(Audience.SIGNED_IN)
def edit_contact(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Correct an address."""
    contact = access.contact_to_keep(request.person, slug, pk)
    body = contact.body
    form = ContactChangeForm(
        request.POST or None,
        on=contact,
        stored=stored_contact(contact),
        shape=CONTACT,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        today = localdate(request.now)
        try:
            change_contact(
                contact=contact, wanted=form.typed, seen=form.seen, today=today, by=request.person, now=request.now
            )
            messages.success(request, form.saved("Saved."))
            return redirect(body)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NothingChanged:
            return redirect(body)
        except AddressKnown:
            form.add_error("address", _KNOWN)
        except CheckedInFuture:
            form.add_error("checked_on", _FUTURE)
    context = {"form": form, "title": "Correct an address", "verb": "Save", "body": body, "label": body.name}
    return render(request, "bodies/form.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
@require_POST
def checked_today(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say that an address was looked up today and is right."""
    contact = access.contact_to_keep(request.person, slug, pk)
    try:
        check_contact(contact=contact, on=localdate(request.now), by=request.person, now=request.now)
        messages.success(request, "Marked as checked today.")
    except NothingChanged:
        messages.info(request, "Already marked as checked today.")
    return redirect(contact.body)


@open_to(Audience.SIGNED_IN)
@require_POST
def second_look(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say, as a second person, that an address at another domain is right; from then on letters go there."""
    contact = access.contact_to_keep(request.person, slug, pk)
    try:
        look_again(contact=contact, address=request.POST.get("address", ""), by=request.person, now=request.now)
        messages.success(request, "Thank you. Letters can go to this address now.")
    except ChangedSinceShown:
        messages.warning(request, "Someone has changed this address since. Look up the one that is shown now.")
    except NothingToLookAt:
        messages.info(request, "Someone else has looked at this address already.")
    except OwnChange:
        messages.error(request, "You entered this address, so someone else has to look it up. Ask a colleague.")
    return redirect(contact.body)
