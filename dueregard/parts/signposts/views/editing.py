"""Adding a help contact and changing one: the organisation, and each way to reach it on a page of its own."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.packs.actions.edit_text import TextHasFaults
from dueregard.foundation.packs.models import PackText
from dueregard.parts.signposts.access import channel_kept_by, contact_kept_by, pack_for_new_contacts
from dueregard.parts.signposts.actions.check_channel import NoSuchChannel
from dueregard.parts.signposts.actions.keep_contact import (
    ChannelIsThere,
    LastChannel,
    add_channel,
    add_contact,
    change_channel,
    change_facts,
    remove_channel,
)
from dueregard.parts.signposts.forms import ChannelForm, FactsForm, NewChannelForm, NewContactForm
from dueregard.parts.signposts.queries.contacts_desk import contact_desk
from dueregard.rules.help.contact_fields import CHANNEL, FACTS, stored_channel, stored_facts
from dueregard.rules.help.contact_table import Known

SHOWN = {
    Known.CALLED: "Readers see it from now on.",
    Known.READ: "Readers see it from now on.",
    Known.NOT: "Readers do not see it yet: choose “Check it” when you have tried it.",
}
THERE = "This organisation has that number or address already. Change the entry that is there."
GONE = "Someone has changed or removed this number or address meanwhile. Nothing was saved."
LAST = "This is the only way to reach them. Add another one first, or say that the organisation has closed."


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Take a new organisation with its first number or address."""
    pack = pack_for_new_contacts(request.person)
    form = NewContactForm(request.POST or None)
    if form.is_valid() and _done(
        form,
        lambda: add_contact(
            pack=pack, facts=form.cleaned_data, channel=form.cleaned_data, by=request.person, now=request.now
        ),
    ):
        messages.success(request, f"“{form.cleaned_data['title']}” is added. {SHOWN[form.cleaned_data['known']]}")
        return redirect("signposts:contacts")
    return _form(request, form, "Add a help contact", "Add the contact")


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def contact(request: SignedInRequest, pack: str, slug: str) -> HttpResponse:
    """Show what is said of an organisation, and every way to reach it."""
    text = contact_kept_by(request.person, pack, slug)
    return render(request, "signposts/contact.html", {"page": contact_desk(text, timezone.localdate(request.now))})


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: SignedInRequest, pack: str, slug: str) -> HttpResponse:
    """Take a change to what is said of an organisation."""
    text = contact_kept_by(request.person, pack, slug)
    form = FactsForm(
        request.POST or None,
        on=text,
        stored=stored_facts(text.title, text.meta),
        shape=FACTS,
        person=request.person,
        now=request.now,
    )
    if form.is_valid() and _done(
        form, lambda: change_facts(contact=text, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
    ):
        messages.success(request, form.saved("Saved. Readers see it from now on."))
        return redirect("signposts:contact", pack, slug)
    return _form(request, form, f"Change {text.title}", "Save changes", text)


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def new_channel(request: SignedInRequest, pack: str, slug: str) -> HttpResponse:
    """Take one more number or address of an organisation."""
    text = contact_kept_by(request.person, pack, slug)
    form = NewChannelForm(request.POST or None)
    if form.is_valid() and _done(
        form, lambda: add_channel(contact=text, wanted=form.cleaned_data, by=request.person, now=request.now)
    ):
        messages.success(request, "The number or address is added.")
        return redirect("signposts:contact", pack, slug)
    return _form(request, form, "Add a number or address", "Add it", text)


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: SignedInRequest, pack: str, slug: str) -> HttpResponse:
    """Take a change to a number or address."""
    key = request.GET.get("channel", "")
    text = channel_kept_by(request.person, pack, slug, key)
    form = ChannelForm(
        request.POST or None,
        on=text,
        stored=stored_channel(text.meta, key),
        shape=CHANNEL,
        person=request.person,
        now=request.now,
    )
    if form.is_valid() and _done(
        form,
        lambda: change_channel(
            contact=text, key=key, wanted=form.typed, seen=form.seen, by=request.person, now=request.now
        ),
    ):
        messages.success(request, form.saved("Saved. Readers see it from now on."))
        return redirect("signposts:contact", pack, slug)
    return _form(request, form, "Change a number or address", "Save changes", text)


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, pack: str, slug: str) -> HttpResponse:
    """Ask once, and remove a number or address."""
    key = request.GET.get("channel", "")
    text = channel_kept_by(request.person, pack, slug, key)
    if request.method == "POST":
        try:
            remove_channel(contact=text, key=key, by=request.person, now=request.now)
        except LastChannel:
            messages.warning(request, LAST)
        except NoSuchChannel:
            messages.warning(request, GONE)
        else:
            messages.success(request, "Removed. The activity log says which one it was.")
        return redirect("signposts:contact", pack, slug)
    return render(request, "signposts/remove.html", {"contact": text, "value": key.partition(":")[2]})


def _done(form: forms.Form, act: Callable[[], PackText]) -> bool:
    """Do it; a refusal goes into the form, which keeps all that was typed."""
    try:
        act()
    except ChangedMeanwhile as meanwhile:
        form.meet(meanwhile)  # type: ignore[attr-defined]
    except ChannelIsThere:
        form.add_error("value", THERE)
    except NoSuchChannel:
        form.add_error(None, GONE)
    except TextHasFaults as refusal:
        for fault in refusal.faults:
            form.add_error(fault.key if fault.key in form.fields else None, fault.says)
    else:
        return True
    return False


def _form(
    request: SignedInRequest, form: forms.Form, title: str, verb: str, contact: PackText | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "contact": contact}
    return render(request, "signposts/edit.html", context, status=422 if form.errors else 200)
