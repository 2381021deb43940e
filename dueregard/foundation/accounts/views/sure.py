"""Asks before an act that cannot be undone: a page that says what will happen, with the one button that does it.

A view asks `is_sure`, and answers with `ask_first` until it is. What was sent comes along, so nothing is typed twice.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.requests import SignedInRequest

NOT_SENT_ON = {"csrfmiddlewaretoken", "sure"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a question, what will happen and what cannot be brought back, the button, and the way back."""

    title: str
    says: str
    verb: str
    back: str
    stay: str = "Go back, and change nothing"


def is_sure(request: SignedInRequest) -> bool:
    """Tell whether the person pressed the button of the page that asked them."""
    return request.method == "POST" and request.POST.get("sure") == "yes"


def ask_first(request: SignedInRequest, question: Question) -> HttpResponse:
    """Show the page that asks. Nothing has been done."""
    sent = [(name, value) for name in request.POST if name not in NOT_SENT_ON for value in request.POST.getlist(name)]
    return render(request, "accounts/sure.html", {"question": question, "sent": sent})
