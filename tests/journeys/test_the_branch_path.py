"""A visitor reads the path; a branch writes a step down, reads the response line by line, and shares its motion."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.branch.actions.keep_text import share_text
from tests.builders import make_body
from tests.journeys.test_the_look import wider_than_its_window
from tests.parts.branch.builders import NOW, adopted, start
from tests.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_branch_walks_and_reads_the_response(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[Page], None],
    sign_in: Callable[[Page, Person], None],
    tmp_path: Path,
    transactional_db: None,
) -> None:
    cast = make_cast()
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    body = make_body("University of Northport")

    def look(name: str) -> None:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
            assert wider_than_its_window(page) == 0, f"{name} is wider than {width} pixels"
        axe(page)

    page.goto(f"{live_server.url}/branch/")
    look("index")
    page.get_by_role("link", name="For a union branch").click()
    look("read")
    path = start(cast, body)
    sign_in(page, cast.ben)
    page.goto(f"{live_server.url}{path.get_absolute_url()}")
    page.locator("#step-national").get_by_role("link", name="Record it").click()
    page.get_by_label("Done on").fill("2026-09-10")
    look("step")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 of 9 steps done")).to_be_visible()
    page.get_by_role("link", name="Add what you asked").click()
    page.get_by_label("What did you ask").fill(
        "1. On what legal basis do you refer?\n2. How many referrals were there?"
    )
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_role("link", name="On what legal basis do you refer?").click()
    page.get_by_role("radio", name="Partly answered").check()
    page.get_by_label("The passage that answers it").fill("We have regard to the Act.")
    look("answer")
    page.get_by_role("button", name="Save").click()
    look("path")
    page.get_by_role("link", name="List of gaps to print").click()
    expect(page.get_by_text("1 gap.")).to_be_visible()
    look("gaps")
    share_text(text=adopted(cast, body=body), by=cast.asha, now=NOW)
    page.goto(f"{live_server.url}/branch/texts/")
    look("texts")
    page.get_by_role("link", name="Ask management about Prevent").click()
    look("text")
    page.get_by_role("link", name="Use it, with credit").click()
    look("use")
    page.goto(f"{live_server.url}{body.get_absolute_url()}")
    look("body")
