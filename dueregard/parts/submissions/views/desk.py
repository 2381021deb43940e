"""A group's own pages of its inbox: who reads, who fetches, the signed list, the monthly exercise.

What was sent is never on them: that is the keyholder's page, which is a static one.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.parts.submissions import access
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.actions.drop_unfinished import drop_unfinished
from dueregard.parts.submissions.actions.name_keyholder import (
    MayNotName,
    NotInTheGroup,
    make_access_key,
    name_keyholder,
    remove_keyholder,
    revoke_access_key,
)
from dueregard.parts.submissions.actions.record_exercise import record_exercise
from dueregard.parts.submissions.actions.take_manifest import NotTheGroups, take_manifest
from dueregard.parts.submissions.forms import KeyholderForm, ListForm
from dueregard.parts.submissions.queries.desk import inbox_page, possible_keyholders
from dueregard.rules.sealed.manifest import ManifestRefused

UPLOAD = "/desk/documents/upload/"
NOT_THE_GROUPS = (
    "This list was not signed with your group’s offline key, so nothing was changed. Sign it with "
    "“dueregard-keyholder list make” on the machine that has the key."
)
REFUSED = {
    "shape": "This is not a complete signed list. Paste all of manifest.json.",
    "group": "This list was made for another group.",
    "days": "The dates in this list contradict each other.",
    "recipient": "A key in this list is mistyped, of an unknown kind, or there are more than ten.",
    "mix": "All keys on a list must be of the same kind.",
    "repeated": "A key is on this list twice.",
    "number": "This is not the next list; a colleague may have been quicker. Make it again from the newest one.",
    "previous": "This list does not follow the one in force. Make it again from the newest one.",
    "changed": "The date on which this list says its keys last changed is wrong.",
    "out_of_date": "This list has expired, or is dated in the future. Check the clock of the machine where it was "
    "signed.",
}


@require_safe
@open_to(Audience.SIGNED_IN)
def inboxes(request: SignedInRequest) -> HttpResponse:
    """List the inboxes of this person's groups."""
    return render(request, "submissions/desk.html", {"inboxes": access.inboxes_of(request.person)})


@open_to(Audience.SIGNED_IN)
@require_safe
@never_cache
def inbox(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show an inbox to its group."""
    return _page(request, slug)


@open_to(Audience.SIGNED_IN)
@require_POST
def take_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Bring a signed list of keyholders into force."""
    inbox, form = access.inbox_worked_for(request.person, slug), ListForm(request.POST)
    if not form.is_valid():
        return _page(request, slug, form)
    try:
        row = take_manifest(inbox=inbox, signed=form.cleaned_data["signed"], by=request.person, now=request.now)
    except NotTheGroups:
        form.add_error("signed", NOT_THE_GROUPS)
        return _page(request, slug, form)
    except ManifestRefused as refused:
        form.add_error("signed", REFUSED[refused.reason])
        return _page(request, slug, form)
    messages.success(request, f"List {row.number} is in force. Everyone will see for 30 days that it has changed.")
    return redirect("submissions:inbox", slug=slug)


@open_to(Audience.SIGNED_IN)
@require_POST
def name(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let a member of the group fetch what is sealed."""
    inbox = access.inbox_worked_for(request.person, slug)
    form = KeyholderForm(request.POST, members=possible_keyholders(inbox))
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            name_keyholder(inbox=inbox, person=person, by=request.person, now=request.now)
            messages.success(request, f"{person} can now fetch sealed messages.")
        except (MayNotName, NotInTheGroup):
            messages.error(request, "Only a keyholder of this inbox can add another. Nothing was changed.")
    return redirect("submissions:inbox", slug=slug)


@open_to(Audience.SIGNED_IN)
@require_POST
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let a person fetch nothing any more."""
    inbox = access.inbox_worked_for(request.person, slug)
    keyholder = access.keyholder_for(inbox, pk)
    if access.may_name_keyholders(request.person, inbox) and not is_sure(request):
        says = "They can fetch nothing any more, and their program’s key stops working. Then sign a list without them."
        return ask_first(request, Question(f"Remove {keyholder.person}?", says, "Remove them", _back(slug)))
    try:
        remove_keyholder(keyholder=keyholder, by=request.person, now=request.now)
        messages.success(
            request, "They can no longer fetch messages. Now sign a list without their key, and publish it here."
        )
    except MayNotName:
        messages.error(request, "Only a keyholder of this inbox can remove another. Nothing was changed.")
    return redirect("submissions:inbox", slug=slug)


@open_to(Audience.SIGNED_IN)
@require_POST
@never_cache
def make_key(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make the key for a keyholder's own program, and show it this once."""
    keyholder = access.own_place(request.person, slug)
    if hasattr(keyholder, "access_key") and not is_sure(request):
        says = "The key that your program has now opens nothing any more. Put the new one into it."
        return ask_first(request, Question("Replace your program’s key?", says, "Replace the key", _back(slug)))
    secret = make_access_key(keyholder=keyholder, by=request.person, now=request.now)
    base = f"{settings.SEALED_URL or settings.PUBLIC_URL}/sealed/{slug}/"
    return render(request, "submissions/access_key.html", {"secret": secret, "base": base, "inbox": keyholder.inbox})


@open_to(Audience.SIGNED_IN)
@require_POST
def revoke_key(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let the keyholder's own program in no more."""
    keyholder = access.own_place(request.person, slug)
    if not is_sure(request):
        says = "Your program can fetch nothing with it any more. It cannot be made to work again; you can make another."
        return ask_first(request, Question("Revoke your program’s key?", says, "Revoke the key", _back(slug)))
    revoke_access_key(keyholder=keyholder, by=request.person, now=request.now)
    messages.success(request, "Your program’s key no longer works.")
    return redirect("submissions:inbox", slug=slug)


@open_to(Audience.SIGNED_IN)
@require_POST
def drop(request: SignedInRequest, slug: str) -> HttpResponse:
    """Drop the uploads that nobody finished."""
    inbox = access.inbox_held_by(request.person, slug)
    if not is_sure(request):
        says = (
            "This drops every upload in which nothing has arrived for an hour. Anyone whose connection was down for "
            "that long has to start again; their page keeps what they wrote."
        )
        return ask_first(request, Question("Drop unfinished uploads?", says, "Drop them", _back(slug)))
    count = drop_unfinished(inbox=inbox, by=request.person, now=request.now)
    if count:
        messages.success(request, f"Dropped: {count} unfinished upload{'' if count == 1 else 's'}.")
    else:
        messages.info(request, "Nothing was dropped: something arrived in each of them within the last hour.")
    return redirect("submissions:inbox", slug=slug)


@open_to(Audience.SIGNED_IN)
@require_POST
def exercise(request: SignedInRequest, slug: str) -> HttpResponse:
    """Record that a test was sent and seen to arrive."""
    inbox = access.inbox_held_by(request.person, slug)
    done = record_exercise(inbox=inbox, by=request.person, now=request.now)
    messages.success(request, f"Recorded: a test arrived and you opened it on {done.day:%-d %B %Y}.")
    return redirect("submissions:inbox", slug=slug)


def _back(slug: str) -> str:
    return reverse("submissions:inbox", args=[slug])


def _page(request: SignedInRequest, slug: str, form: ListForm | None = None) -> HttpResponse:
    inbox = access.inbox_worked_for(request.person, slug)
    page = inbox_page(inbox, request.person, day_of(request.now))
    naming = KeyholderForm(members=possible_keyholders(inbox)) if page.may_name else None
    source = f"{settings.SEALED_URL}/sealed/{slug}/"
    context = {"page": page, "form": form or ListForm(), "naming": naming, "source": source, "upload": UPLOAD}
    return render(request, "submissions/inbox.html", context, status=422 if form else 200)
