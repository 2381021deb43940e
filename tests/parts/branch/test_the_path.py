"""A branch walks its whole path over months: reminders fall on the right days, and the body's page tells the story."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.branch.actions.read_response import SHAPE, add_asks, read_answer, stored_words
from dueregard.parts.branch.models import Ask, Path
from dueregard.records.bodies.models import Body
from dueregard.records.history.queries import history_of
from dueregard.rules.branch.steps import Code
from dueregard.rules.text.joining import Seen, as_texts
from tests.builders import make_body
from tests.parts.branch.builders import NOW, STARTED, adopted, start, write_down
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
LETTER = "1. On what legal basis do you refer?\n2. How many referrals were there?\n3. Who gave the training?\n"


@pytest.fixture
def body(settings: Any) -> Body:
    """A university, on a site that has the pack with the steps."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    return make_body("University of Northport")


def reminder(path: Path) -> tuple[str, date]:
    """Return the one step that has a day."""
    (step,) = path.steps.filter(done_on=None, due_on__isnull=False)
    return step.code, step.due_on


def test_a_branch_walks_the_whole_path_over_months(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    assert reminder(path) == (Code.NATIONAL, date(2026, 9, 14))
    # What was done when, and the day on which the next step is thought of: so many days later, never on a weekend.
    walk = [
        (Code.NATIONAL, date(2026, 9, 10), Code.POLICY, date(2026, 10, 1)),
        (Code.POLICY, date(2026, 9, 28), Code.MEMBERS, date(2026, 10, 5)),
        (Code.MEMBERS, date(2026, 10, 3), Code.MANAGEMENT, date(2026, 10, 19)),  # the 17th is a Saturday
        (Code.MANAGEMENT, date(2026, 10, 19), Code.STANDING, date(2026, 11, 16)),
        (Code.STANDING, date(2026, 11, 16), Code.RESPONSE, date(2026, 11, 23)),
        (Code.RESPONSE, date(2026, 12, 11), Code.OFFICIAL, date(2026, 12, 29)),  # Christmas, and a day in lieu
        (Code.OFFICIAL, date(2026, 12, 18), Code.CONSULT, date(2027, 1, 8)),
        (Code.CONSULT, date(2027, 1, 29), Code.DECIDE, date(2027, 2, 5)),
    ]
    for code, done_on, following, due_on in walk:
        write_down(cast, path, code, done_on=done_on)
        assert reminder(path) == (following, due_on), code
    write_down(cast, path, Code.DECIDE, done_on=date(2027, 2, 4))
    assert not path.steps.filter(done_on=None).exists()
    told = [line.says for line in reversed(history_of(body, cast.ben))]
    assert told == [
        "UCU Northport looked for national policy.",
        "UCU Northport adopted a policy.",
        "UCU Northport told its members.",
        "UCU Northport wrote to management.",
        "UCU Northport got a standing item at its meetings.",
        "UCU Northport read the response against what it had asked.",
        "UCU Northport took advice.",
        "UCU Northport consulted its members.",
        "UCU Northport decided what to do next.",
    ]
    assert history_of(body, None) == []  # a group's own path is private
    page = sign_in(cast.ben).get(body.get_absolute_url()).content.decode()
    assert page.index("decided what to do next") < page.index("wrote to management") < page.index("national policy.")
    assert "Your branch path here" in page
    assert "UCU Northport" not in Client().get(body.get_absolute_url()).content.decode()
    assert "UCU Northport" not in sign_in(cast.carys).get(body.get_absolute_url()).content.decode()


def test_the_gap_list_holds_each_thing_asked_against_the_response(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    first, second, _ = add_asks(path=path, lines=LETTER, by=cast.asha, now=NOW)
    answer(cast, first, "answered", "We rely on section 26 of the Act.")
    answer(cast, second, "partly", "Fewer than five.")
    client = sign_in(cast.ben)
    page = client.get(f"{path.get_absolute_url()}gaps/").content.decode()
    assert "3 asked: 1 answered, 1 partly, 0 not, 1 not read yet" in page
    answer(cast, path.asks.get(order=3), "not", "")
    page = client.get(f"{path.get_absolute_url()}gaps/").content.decode()
    assert "2 gaps" in page
    still = page[page.index("Still to be answered") :]
    assert "How many referrals were there?" in still
    assert "Who gave the training?" in still
    assert "On what legal basis" not in still
    where = f"/desk/branch/asked/{first.pk}/"
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(where).content.decode())
    assert seen
    typed = {"text": first.text, "answered": "answered", "answer_words": "", "answer_from": "Page 2", "seen": seen[1]}
    refused = client.post(where, typed)
    assert refused.status_code == 422
    assert "Copy the passage" in refused.content.decode()
    assert client.post(f"{path.get_absolute_url()}asked/", {"lines": LETTER}).status_code == 422  # all there already


def answer(cast: Cast, ask: Ask, answered: str, words: str) -> None:
    """Say how far one thing was answered, as somebody does who sees what is stored."""
    stored = stored_words(ask)
    wanted = {**stored, "answered": answered, "answer_words": words, "answer_from": "Letter of 7 December"}
    assert set(wanted) == set(SHAPE.words)
    read_answer(ask=ask, wanted=wanted, seen=Seen(NOW, as_texts(stored)), by=cast.asha, now=NOW)


def test_reminders_leave_as_a_calendar_and_a_meeting_comes_again(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    write_down(cast, path, Code.STANDING, due_on=date(2026, 10, 14), every_weeks=6)
    calendar = Calendar.from_ical(sign_in(cast.ben).get(f"{path.get_absolute_url()}dates.ics").content)
    events = calendar.walk("VEVENT")
    assert [(str(one["summary"]), one["dtstart"].dt) for one in events] == [
        ("UCU Northport: Find out whether your union has national policy", date(2026, 9, 14)),
        ("UCU Northport: Get the standing item", date(2026, 10, 14)),
    ]
    assert "rrule" not in events[0]
    assert events[1]["rrule"]["FREQ"] == ["WEEKLY"]
    assert events[1]["rrule"]["INTERVAL"] == [6]
    assert len(events[0].walk("VALARM")) == 1
    assert sign_in(cast.carys).get(f"{path.get_absolute_url()}dates.ics").status_code == 404


def test_a_day_that_a_person_chose_stays_until_they_take_it_back(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    write_down(cast, path, Code.NATIONAL, due_on=date(2026, 9, 12))  # a Saturday: their choice
    assert reminder(path) == (Code.NATIONAL, date(2026, 9, 12))
    write_down(cast, path, Code.NATIONAL, note="Asked the official.")
    assert reminder(path) == (Code.NATIONAL, date(2026, 9, 12))
    write_down(cast, path, Code.NATIONAL, due_on="")
    assert reminder(path) == (Code.NATIONAL, date(2026, 9, 14))


def test_a_step_written_down_by_mistake_leaves_the_history_again(cast: Cast, body: Body) -> None:
    path = start(cast, body)
    write_down(cast, path, Code.NATIONAL, done_on=date(2026, 9, 10))
    write_down(cast, path, Code.NATIONAL, done_on="")
    assert history_of(body, cast.asha) == []
    assert reminder(path) == (Code.NATIONAL, date(2026, 9, 14))


def test_a_path_is_started_taken_up_again_and_thrown_away_in_the_browser(cast: Cast, body: Body) -> None:
    client = sign_in(cast.ben)
    typed = {"group": cast.northport.pk, "kind": "student-union", "name": "Northport SU & friends",
             "body": "University of Northport", "started_on": STARTED.isoformat()}  # fmt: skip
    client.post("/desk/branch/new/", typed)
    path = Path.objects.get()
    page = client.get(path.get_absolute_url()).content.decode()
    assert "Pass a motion" in page
    assert f"/letters/student-union-motion/?body={body.pk}" in page
    assert "0 of 9 steps done" in page
    again = client.post("/desk/branch/new/", typed)
    assert again.status_code == 422
    assert "already has a path of this name" in again.content.decode()
    future = client.post(f"{path.get_absolute_url()}steps/policy/", {"done_on": "2126-01-01", "note": "Kept words"})
    assert "in the future" in future.content.decode()
    assert "Kept words" in future.content.decode()
    assert client.post(f"{path.get_absolute_url()}throw-away/").status_code == 404  # a volunteer
    asha = sign_in(cast.asha)
    assert "go for good" in asha.post(f"{path.get_absolute_url()}throw-away/").content.decode()
    asha.post(f"{path.get_absolute_url()}throw-away/", {"sure": "yes"})
    assert not Path.objects.exists()


@pytest.mark.parametrize(("kind", "words"), [("branch", "Ask your regional official"), ("student-union", "registrar")])
def test_anyone_can_read_and_print_the_path_without_an_account(
    body: Body, client: Client, kind: str, words: str
) -> None:
    page = client.get(f"/branch/{kind}/").content.decode()
    assert words in page
    assert "Step 9" in page
    assert "no legal force" in page
    assert "not legal advice" in page
    assert client.get("/branch/party/").status_code == 404


def test_pages_take_few_questions_however_much_there_is(
    cast: Cast, body: Body, django_assert_max_num_queries: object
) -> None:
    path = start(cast, body)
    add_asks(path=path, lines="\n".join(f"Question {at}?" for at in range(40)), by=cast.asha, now=timezone.now())
    for at in range(12):
        start(cast, body, name=f"Branch {at}")
        adopted(cast, title=f"Motion {at}", body=body)
    text = adopted(cast, title="One more")
    client = sign_in(cast.ben)
    for page in (
        "/desk/branch/", path.get_absolute_url(), f"{path.get_absolute_url()}gaps/", "/branch/branch/",
        "/branch/texts/", text.get_absolute_url(), f"{path.get_absolute_url()}steps/policy/",
    ):  # fmt: skip
        client.get(page)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("year", [1926, 9999])
def test_a_year_that_is_a_slip_of_the_finger_is_said(cast: Cast, body: Body, year: int) -> None:
    client = sign_in(cast.asha)
    typed = {"group": cast.northport.pk, "kind": "branch", "name": "UCU", "body": body.name}
    said = client.post("/desk/branch/new/", {**typed, "started_on": f"{year}-12-31"})
    assert said.status_code == 422
    assert "Check the year." in said.content.decode()
    where = f"{start(cast, body).get_absolute_url()}steps/national/"
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(where).content.decode())
    assert seen
    said = client.post(where, {"due_on": f"{year}-12-31", "seen": seen[1]})
    assert "Check the year." in said.content.decode()
