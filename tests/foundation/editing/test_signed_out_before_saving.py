"""Whose sign-in ran out before they saved loses nothing: the page keeps what they typed, and it is sent again."""

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from tests.builders import make_body
from tests.editing import opened
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
EDIT = "/desk/register/university-of-northport/edit/"
OURS = {"sec-fetch-site": "same-origin"}


def strict(person: Person) -> Client:
    """Return a client that is signed in and whose forms need their token, as in a browser."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(person).cookies
    return client


def test_what_was_typed_is_kept_when_the_session_has_run_out(cast: Cast) -> None:
    body = make_body()
    typed = {**opened(sign_in(cast.asha), EDIT), "town": "Westhaven"}
    answer = Client().post(EDIT, typed, headers=OURS)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You were signed out before you saved" in page
    assert '<input type="hidden" name="town" value="Westhaven">' in page
    kept = dict(answer.context["fields"])
    assert sign_in(cast.asha).post(answer.context["address"], kept).status_code == 302
    body.refresh_from_db()
    assert body.town == "Westhaven"


def test_a_form_from_before_signing_in_again_is_kept_and_sent_once_more(cast: Cast) -> None:
    make_body()
    client = strict(cast.asha)
    typed = {**opened(client, EDIT), "town": "Westhaven", "csrfmiddlewaretoken": "of another session"}
    page = client.post(EDIT, typed, headers=OURS).content.decode()
    assert "You have signed in again since you opened that page" in page
    assert 'value="Westhaven"' in page


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {}])
def test_what_another_site_sends_is_not_shown(cast: Cast, headers: dict[str, str]) -> None:
    make_body()
    typed = {**opened(sign_in(cast.asha), EDIT), "town": "Westhaven"}
    page = strict(cast.asha).post(EDIT, typed, headers=headers).content.decode()
    assert "Westhaven" not in page
    assert "Westhaven" not in Client().post(EDIT, typed, headers=headers).content.decode()


def test_a_form_with_a_password_is_never_kept(cast: Cast) -> None:
    typed = {"login": "asha", "password": "correct horse battery"}
    page = Client(enforce_csrf_checks=True).post("/account/login/", typed, headers=OURS)
    assert page.status_code == 403
    assert "correct horse" not in page.content.decode()
