"""A member opens the square of a slip on a phone, votes, and later reads the result; a caseworker sees the desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.consultations.actions.count_votes import count_votes
from dueregard.parts.consultations.models import Code
from dueregard.rules.votes.papers import Asked
from tests.journeys.test_the_look import wider_than_its_window
from tests.parts.consultations.builders import AFTER, RANK, cast_all, opened, write
from tests.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_members_are_asked_vote_on_a_phone_and_read_the_result(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[Page], None],
    sign_in: Callable[[Page, Person], None],
    tmp_path: Path,
    settings: object,
    transactional_db: None,
) -> None:
    settings.VOTE_KEYS = tmp_path / "vote-keys"  # type: ignore[attr-defined]
    cast = make_cast()
    made, codes = opened(cast, question=RANK)

    def look(name: str) -> None:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
            assert wider_than_its_window(page) == 0, f"{name} is wider than {width} pixels"
        axe(page)

    address = f"{live_server.url}{made.get_absolute_url()}"
    page.goto(f"{live_server.url}/votes/{made.pk}/#{codes[0]}")
    expect(page.get_by_label("The code on your slip")).to_have_value(
        " ".join(codes[0][at : at + 4] for at in range(0, 16, 4))
    )
    assert codes[0] not in page.url
    look("vote")
    page.get_by_role("button", name="Check my vote").click()
    look("refused")
    page.get_by_role("spinbutton", name="Bo").fill("1")
    page.get_by_role("spinbutton", name="Ada").fill("2")
    page.get_by_role("button", name="Check my vote").click()
    look("check")
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your vote is in")
    assert Code.objects.filter(consultation=made, is_used=True).count() == 1
    cast_all(made, codes[1:], ["1>2"] * 11 + ["2>3>1"] * 8 + ["3>2"] * 6)
    assert count_votes(consultation=made, by=cast.asha, now=AFTER) is None
    page.goto(f"{live_server.url}/votes/{made.pk}/")
    expect(page.get_by_text("26 of 30 voted")).to_be_visible()
    look("result")
    sign_in(page, cast.asha)
    page.goto(f"{live_server.url}/desk/votes/new/")
    look("new")
    page.goto(f"{live_server.url}{write(cast).get_absolute_url()}")
    look("desk")
    page.get_by_role("link", name="Change the question, the times").click()
    page.get_by_label("What do you ask?").fill("Should we ask for the slides?")
    look("change")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a question").click()
    page.get_by_label("What else do you ask?").fill("Who speaks for us?")
    page.get_by_role("radio", name="Put in order").check()
    page.get_by_label("Options, one on each line").fill("Ada\nBo\nCy")
    look("question")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("2. Who speaks for us?")).to_be_visible()
    look("desk-of-two")
    several, slips = opened(cast, further=[Asked("Who speaks for us?", RANK)])
    page.goto(f"{live_server.url}/votes/{several.pk}/#{slips[0]}")
    page.get_by_role("button", name="Check my vote").click()
    expect(page.get_by_role("link", name="Question 1: your answer")).to_be_visible()
    look("two-refused")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("spinbutton", name="Bo").fill("1")
    look("two")
    page.get_by_role("button", name="Check my vote").click()
    look("two-check")
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your vote is in")
    page.goto(address)
    look("counted")
