"""A person's own page: the name colleagues see, the digest, the way to their keys.

Groups are records/groups; keys are `keys.py` and allauth's.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dueregard.foundation.accounts.actions.change_person import change_person
from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.forms import PersonForm
from dueregard.foundation.accounts.queries import keys_of
from dueregard.foundation.accounts.requests import SignedInRequest


@open_to(Audience.SIGNED_IN)
def me(request: SignedInRequest) -> HttpResponse:
    """Show a person their own account, and write down what they change."""
    person = request.person
    known = {"name": person.name, "email": person.email, "wants_digest": person.wants_digest}
    form = PersonForm(request.POST or None, initial=known)
    if form.is_valid():
        change_person(person=person, **form.cleaned_data, by=person, now=request.now)
        messages.success(request, "Saved.")
        return redirect("me")
    return render(request, "accounts/me.html", {"form": form, "keys": keys_of(person)})
