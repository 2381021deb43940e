"""A colleague quotes what was said, hears it at its second, compares sessions; two people publish the record."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.training.actions.add_material import add_material
from dueregard.parts.training.actions.publish_session import ask_to_publish
from tests.builders import make_body
from tests.builders_evidence import make_public_copy, sound_of
from tests.journeys.test_the_look import wider_than_its_window
from tests.parts.training.builders import NOW, quote, record, recording, slides
from tests.people import make_cast
from tests.records.evidence.test_straightening import shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_session_is_recorded_quoted_heard_and_published(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[Page], None],
    sign_in: Callable[[Page, Person], None],
    tmp_path: Path,
    transactional_db: None,
) -> None:
    cast = make_cast()
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)

    def look(name: str) -> None:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
            assert wider_than_its_window(page) == 0, f"{name} is wider than {width} pixels"
        axe(page)

    page.goto(f"{live_server.url}/training/before/")
    look("before")
    body = make_body("University of Northport")
    session = record(cast, body=body)
    shown = slides(cast, session)
    sound = recording(cast, session, content=sound_of(70))
    quote(cast, session, "growing a beard", shown, claim="Looks are a sign")
    quote(cast, session, "Nobody checks this afterwards.")
    sign_in(page, cast.asha)
    page.goto(f"{live_server.url}/desk/training/new/")
    look("new")
    page.goto(f"{live_server.url}{session.get_absolute_url()}")
    page.get_by_role("link", name="Quote a sentence").click()
    page.get_by_label("What was said or shown, word for word?").fill("tick the box that says concern")
    page.get_by_label("Where is it from?").select_option(str(sound.pk))
    page.get_by_label("What does it claim").fill("Refer in any case")
    look("quote")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The words were found in the source")).to_be_visible()
    look("record")
    page.get_by_role("link", name="training.wav, at 1:03").click()
    expect(page).to_have_url(f"{live_server.url}/documents/{sound.pk}/pages/1/?from=20&to=50#sound")
    page.wait_for_function("() => document.querySelector('audio').currentTime === 63.5")
    seen = add_material(session=session, files=[], documents=[shot(cast)], by=cast.asha, now=NOW)
    page.goto(f"{live_server.url}/desk/training/material/{seen[0].pk}/straighten/")
    expect(page.get_by_text("We think that the slide is here")).to_be_visible()
    look("straighten")
    across = page.get_by_label("Top left: from the left edge")
    before = float(across.input_value())
    box = page.locator(".corner-handle").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 50, box["y"] + 20)
    page.mouse.up()
    assert float(across.input_value()) > before + 2
    page.get_by_role("button", name="Show it straightened").click()
    look("straighten-again")
    page.get_by_role("button", name="Keep the straightened picture").click()
    expect(page.get_by_text("Kept beside the photograph")).to_be_visible()
    assert session.material.count() == 4
    page.goto(f"{live_server.url}/desk/training/claims/")
    look("claims")
    page.get_by_role("link", name="Looks are a sign").click()
    look("claim")
    make_public_copy(shown)
    ask_to_publish(session=session, has_looked=True, by=cast.asha, now=NOW)
    sign_in(page, cast.ben)
    page.goto(f"{live_server.url}{session.get_absolute_url()}")
    page.get_by_role("link", name="Check and publish").click()
    look("check")
    page.get_by_label("I have read all of this").check()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Everyone can read this record now.")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}{session.public_path}")
    expect(page.get_by_text("growing a beard")).to_be_visible()
    expect(page.get_by_text("Nobody checks this afterwards.")).to_have_count(0)
    look("public")
