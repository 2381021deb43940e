"""A person's own page: the name colleagues see, the digest, the way to their keys.

Groups are records/groups; keys are `keys.py` and allauth's.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dueregard.foundation.accounts.actions.change_person import SHAPE, change_person, stored_person
from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.forms import PersonForm
from dueregard.foundation.accounts.queries import keys_of
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile


@open_to(Audience.SIGNED_IN)
def me(request: SignedInRequest) -> HttpResponse:
    """Show a person their own account, and write down what they change."""
    person = request.person
    form = PersonForm(
        request.POST or None, on=person, stored=stored_person(person), shape=SHAPE, person=person, now=request.now
    )
    if form.is_valid():
        try:
            change_person(person=person, wanted=form.typed, seen=form.seen, by=person, now=request.now)
            messages.success(request, form.saved("Saved."))
            return redirect("me")
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    context = {"form": form, "keys": keys_of(person)}
    return render(request, "accounts/me.html", context, status=422 if form.errors else 200)
