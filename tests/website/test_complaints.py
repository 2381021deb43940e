"""Anybody can complain about their data without an account; only administrators read it, and what they do is kept."""

from collections.abc import Callable

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.website.models import DataComplaint
from tests.people import Cast

SignIn = Callable[[Person], Client]
WORDS = {"says": "My name is in a letter of 3 May.", "about": "/requests/", "reply_to": "ann@northport.example"}


def complain(client: Client) -> DataComplaint:
    """Send a complaint through the form."""
    assert client.post("/complaint/", WORDS).status_code == 302
    return DataComplaint.objects.get()


@pytest.mark.django_db
def test_a_visitor_complains_and_is_told_what_happens_next(client: Client) -> None:
    answer = client.post("/complaint/", WORDS, follow=True)
    assert "within 30 days" in answer.content.decode()
    assert DataComplaint.objects.get().says == WORDS["says"]


@pytest.mark.django_db
def test_a_complaint_without_an_address_is_not_lost(client: Client) -> None:
    html = client.post("/complaint/", WORDS | {"reply_to": ""}).content.decode()
    assert WORDS["says"] in html
    assert "Please fill this in." in html
    assert not DataComplaint.objects.exists()


def test_only_administrators_read_complaints(client: Client, cast: Cast, signed_in: SignIn) -> None:
    path = f"/desk/complaints/{complain(client).pk}/"
    assert client.get(path).status_code == 404
    assert signed_in(cast.asha).get(path).status_code == 404
    assert WORDS["says"] in signed_in(cast.dana).get(path).content.decode()


def test_a_complaint_is_acknowledged_once_and_answered_once(client: Client, cast: Cast, signed_in: SignIn) -> None:
    path = f"/desk/complaints/{complain(client).pk}/"
    dana = signed_in(cast.dana)
    dana.post(f"{path}acknowledged/")
    first = DataComplaint.objects.get().acknowledged_at
    again = dana.post(f"{path}acknowledged/", follow=True).content.decode()
    assert "Someone else has already acknowledged this" in again
    assert DataComplaint.objects.get().acknowledged_at == first
    dana.post(path, {"outcome": "We removed the name."})
    again = dana.post(path, {"outcome": "We did nothing."}).content.decode()
    assert "Someone else has already answered this" in again
    assert "We removed the name." in again
    assert "We did nothing." in again, "what the second one typed is not lost"
    assert DataComplaint.objects.get().outcome == "We removed the name."


def test_the_audit_says_what_was_done_and_holds_no_words_of_the_complaint(
    client: Client, cast: Cast, signed_in: SignIn
) -> None:
    complaint = complain(client)
    signed_in(cast.dana).post(f"/desk/complaints/{complaint.pk}/", {"outcome": "Removed."})
    acts = list(Act.objects.filter(on_id=str(complaint.pk)).order_by("pk"))
    assert [act.did for act in acts] == ["file_data_complaint", "answer_data_complaint"]
    assert [act.by for act in acts] == [None, cast.dana]
    assert all(act.details == {} for act in acts)


@pytest.mark.django_db
def test_a_flood_of_complaints_is_stopped_and_the_words_stay_in_the_form(client: Client) -> None:
    answers = [client.post("/complaint/", WORDS) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert WORDS["says"] in answers[-1].content.decode()
    assert "Wait a minute" in answers[-1].content.decode()
    assert DataComplaint.objects.count() == 5
