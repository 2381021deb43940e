"""Who may open an address, asked of everybody: one line of a test names those who may, all others must be refused."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from dueregard.foundation.accounts.models import Person
from tests.people import Cast
from tests.sessions import sign_in

EVERYBODY = {"visitor", "volunteer", "caseworker", "outsider", "administrator"}
MEMBERS = {"volunteer", "caseworker", "administrator"}
WORKERS = {"caseworker", "administrator"}
SIGNED_IN = {"volunteer", "caseworker", "outsider", "administrator"}
ADMINISTRATORS = {"administrator"}


def everybody(cast: Cast) -> dict[str, Person | None]:
    """Return one of each kind, as seen from the Northport group; the outsider is a caseworker of another group."""
    return {
        "visitor": None,
        "volunteer": cast.ben,
        "caseworker": cast.asha,
        "outsider": cast.carys,
        "administrator": cast.dana,
    }


def assert_only(
    url: str, allowed: set[str], cast: Cast, method: str = "get", data: dict[str, Any] | None = None
) -> None:
    """Fail unless exactly these may open the address. What an answer wrote is taken back before the next one asks.

    Refused means: told that nothing is there, or (a visitor) led to the sign-in page.
    """
    assert allowed <= EVERYBODY, f"nobody is called {allowed - EVERYBODY}"
    for who, person in everybody(cast).items():
        client = sign_in(person) if person else Client()
        with transaction.atomic():
            answer = getattr(client, method)(url, data)
            if answer.streaming:
                b"".join(answer.streaming_content)  # a file that is not read to its end stays open
            transaction.set_rollback(True)
        where = f"{method.upper()} {url} as {who}: {answer.status_code} {answer.get('Location', '')}"
        if who in allowed:
            assert _opened(answer), f"{where}: should be let in"
        else:
            assert _refused(answer, visitor=person is None), f"{where}: should be refused"


def _opened(answer: HttpResponse) -> bool:
    leads_away = answer.get("Location", "").startswith("/account/")
    return answer.status_code in {200, 422} or (answer.status_code in {302, 303} and not leads_away)


def _refused(answer: HttpResponse, *, visitor: bool) -> bool:
    asked_to_sign_in = answer.status_code == 302 and answer.get("Location", "").startswith("/account/login/?next=")
    return answer.status_code == 404 or (visitor and asked_to_sign_in)
