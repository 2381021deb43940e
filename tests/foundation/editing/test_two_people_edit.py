"""Two people open one thing at once: what does not clash is joined, what clashes is asked, and both are told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.forms.guarded import SALT
from dueregard.foundation.editing.models import EditNotice
from dueregard.records.bodies.models import Body
from tests.builders import make_body
from tests.editing import opened, save, sends
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
EDIT = "/desk/register/university-of-northport/edit/"


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def pair(cast: Cast, body: Body) -> tuple[Client, Client]:
    return sign_in(cast.asha), sign_in(cast.carys)


def both_open(pair: tuple[Client, Client], **hers: str) -> tuple[Client, dict[str, Any]]:
    """Let both open the page; Asha saves her changes. Return Carys, and what her page would send."""
    asha, carys = pair
    page = opened(carys, EDIT)
    assert save(asha, EDIT, **hers).status_code == 302
    return carys, page


def test_changes_to_different_fields_are_joined_and_who_saves_last_is_told(
    pair: tuple[Client, Client], body: Body
) -> None:
    carys, page = both_open(pair, town="Westhaven")
    answer = carys.post(EDIT, {**page, "short_name": "UNP"}, follow=True)
    body.refresh_from_db()
    assert (body.town, body.short_name) == ("Westhaven", "UNP")
    assert "Asha saved a change too, on " in answer.content.decode()


def test_whoever_saved_first_is_told_on_their_next_page_until_they_put_it_away(
    pair: tuple[Client, Client], cast: Cast
) -> None:
    carys, page = both_open(pair, town="Westhaven")
    carys.post(EDIT, {**page, "short_name": "UNP"})
    asha = pair[0]
    assert [(one.to, one.by) for one in EditNotice.objects.all()] == [(cast.asha, cast.carys)]
    shown = asha.get("/bodies/").content.decode()
    assert "Carys changed" in shown
    assert "UNP" in shown
    notice = EditNotice.objects.get()
    answer = asha.post(f"/desk/notices/{notice.pk}/away/", {"back": "/bodies/?q=x"})
    assert answer.headers["Location"] == "/bodies/?q=x"
    assert "Carys changed" not in asha.get("/bodies/").content.decode()
    assert "UNP" not in str(EditNotice.objects.get().lines)
    asha.post(f"/desk/notices/{notice.pk}/away/")  # from another window
    assert carys.post(f"/desk/notices/{notice.pk}/away/").status_code == 404


def test_a_clash_saves_nothing_and_shows_both(pair: tuple[Client, Client], body: Body) -> None:
    carys, page = both_open(pair, town="Westhaven")
    answer = carys.post(EDIT, {**page, "town": "Southmoor", "short_name": "UNP"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Westhaven" in shown
    assert 'value="Southmoor"' in shown
    assert 'class="errors"' in shown
    assert "Asha changed this on " in shown
    assert "while you were writing: town" in shown
    body.refresh_from_db()
    assert (body.town, body.short_name) == ("Westhaven", "")


@pytest.mark.parametrize(
    ("chosen", "written", "stands"),
    [("theirs", "Southmoor", "Westhaven"), ("yours", "ignored", "Southmoor"), ("written", "Eastford", "Eastford")],
)
def test_a_clash_is_settled_by_the_person_who_saves(
    pair: tuple[Client, Client], body: Body, chosen: str, written: str, stands: str
) -> None:
    carys, page = both_open(pair, town="Westhaven")
    asked = sends(carys.post(EDIT, {**page, "town": "Southmoor", "short_name": "UNP"}).context["form"])
    assert "settle-town" not in asked
    assert carys.post(EDIT, asked).status_code == 422  # no answer is no choice
    assert carys.post(EDIT, {**asked, "settle-town": chosen, "town": written}).status_code == 302
    body.refresh_from_db()
    assert (body.town, body.short_name) == (stands, "UNP")


def test_the_words_that_gave_way_are_kept_for_whoever_wrote_them(pair: tuple[Client, Client], cast: Cast) -> None:
    carys, page = both_open(pair, town="Westhaven")
    asked = sends(carys.post(EDIT, {**page, "town": "Southmoor"}).context["form"])
    carys.post(EDIT, {**asked, "settle-town": "yours"})
    assert EditNotice.objects.get(to=cast.asha).lines == [{"field": "town", "was": "Westhaven", "now": "Southmoor"}]


def test_a_third_change_while_a_clash_waits_is_asked_again(pair: tuple[Client, Client], body: Body, cast: Cast) -> None:
    carys, page = both_open(pair, town="Westhaven")
    asked = sends(carys.post(EDIT, {**page, "town": "Southmoor"}).context["form"])
    save(sign_in(cast.dana), EDIT, town="Eastford")
    answer = carys.post(EDIT, {**asked, "settle-town": "theirs"})
    assert answer.status_code == 422
    assert "Eastford" in answer.content.decode()
    body.refresh_from_db()
    assert body.town == "Eastford"


def test_fields_that_hang_together_are_asked_together(pair: tuple[Client, Client]) -> None:
    carys, page = both_open(pair, prevent_duty="no")
    shown = carys.post(EDIT, {**page, "prevent_because": "It teaches adults."}).content.decode()
    assert shown.count("Two people changed “") == 2 * 2, "each in the summary, and at its field"


def test_a_joined_pair_that_cannot_be_is_refused_with_both_halves_shown(
    pair: tuple[Client, Client], body: Body
) -> None:
    """One closes it in 2019; what the other types beside it stays on the page."""
    carys, page = both_open(pair, closed_on="2019-01-01")
    answer = carys.post(EDIT, {**page, "opened_on": "2020-01-01", "town": "Southmoor"})
    assert answer.status_code == 422
    assert 'value="Southmoor"' in answer.content.decode()
    body.refresh_from_db()
    assert (str(body.closed_on), body.opened_on) == ("2019-01-01", None)


def test_what_was_seen_cannot_be_made_up(pair: tuple[Client, Client], body: Body) -> None:
    carys, page = both_open(pair, town="Westhaven")
    forged = signing.dumps({"on": f"bodies.body:{body.pk}", "values": {"town": "Westhaven"}}, salt="another")
    for seen in ("", "nonsense", forged, signing.dumps({"on": "bodies.body:another"}, salt=SALT)):
        answer = carys.post(EDIT, {**page, "town": "Southmoor", "seen": seen})
        assert answer.status_code == 422
        assert "Two people changed “" in answer.content.decode()
    body.refresh_from_db()
    assert body.town == "Westhaven"


def test_what_was_seen_outlives_the_session(pair: tuple[Client, Client], body: Body, cast: Cast) -> None:
    _, page = both_open(pair, town="Westhaven")
    assert sign_in(cast.carys).post(EDIT, {**page, "short_name": "UNP"}).status_code == 302
    body.refresh_from_db()
    assert (body.town, body.short_name) == ("Westhaven", "UNP")


def test_an_edit_that_nobody_else_touched_tells_nobody(pair: tuple[Client, Client]) -> None:
    asha, carys = pair
    save(asha, EDIT, town="Westhaven")
    answer = carys.post(EDIT, {**opened(carys, EDIT), "town": "Southmoor"}, follow=True)
    assert "while you were writing" not in answer.content.decode()
    assert not EditNotice.objects.exists()


def test_the_audit_names_the_fields_and_not_their_words(pair: tuple[Client, Client]) -> None:
    carys, page = both_open(pair, town="Westhaven")
    carys.post(EDIT, {**page, "short_name": "UNP"})
    assert [act.details for act in Act.objects.filter(did="body.changed")] == [
        {"fields": ["short_name"]},
        {"fields": ["town"]},
    ]
