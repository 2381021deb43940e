"""A caseworker writes a demand down and what was answered, looks through it twice, and everybody reads it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.rules.law.laws import BodyKind
from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.journeys.test_the_look import wider_than_its_window
from tests.parts.tracker.builders import make_decision, make_demand, make_public, say
from tests.people import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _won_elsewhere(cast: Cast) -> None:
    """A demand that another council met, and one of this council that was promised and taken back."""
    now = timezone.now()
    today = timezone.localdate(now)
    other = make_body("Eastmere District Council", kind=BodyKind.LOCAL_AUTHORITY)
    demand = make_demand(
        cast.northport, other, cast.asha, title="Publish who sits on the Prevent board", now=now,
        demanded_on=today - timedelta(days=300), reuse_url="https://branch.example/motion",
    )  # fmt: skip
    say(demand, Kind.ACTION, "council_motion", today - timedelta(days=250), cast.asha, now=now)
    say(demand, Kind.OUTCOME, "full", today - timedelta(days=200), cast.asha, now=now)
    make_public(demand, cast.asha, now=now)
    council = make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY)
    lost = make_demand(
        cast.northport, council, cast.asha, title="No questions about faith at youth centres", now=now,
        demanded_on=today - timedelta(days=200), asked_by="a parents’ circle",
    )  # fmt: skip
    say(lost, Kind.ACTION, "deputation", today - timedelta(days=150), cast.asha, now=now)
    say(
        lost,
        Kind.RESPONSE,
        "agreed",
        today - timedelta(days=140),
        cast.asha,
        now=now,
        words="The form will be changed.",
    )
    say(lost, Kind.OUTCOME, "full", today - timedelta(days=100), cast.asha, now=now)
    say(lost, Kind.OUTCOME, "reversed", today - timedelta(days=30), cast.asha, now=now, words="The old form is back.")
    make_public(lost, cast.asha, now=now)
    decision = make_decision(
        cast.northport, cast.asha, council, decided_on=today - timedelta(days=90), review_on=today + timedelta(days=20),
        now=now,
    )  # fmt: skip
    make_public(decision, cast.asha, now=now)


def test_a_demand_is_written_down_looked_through_and_read_by_everybody(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[Page], None],
    sign_in: Callable[[Page, Person], None],
    tmp_path: Path,
    settings: object,
    transactional_db: None,
) -> None:
    cast, site = make_cast(), live_server.url
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=timezone.now())  # type: ignore[attr-defined]
    _won_elsewhere(cast)
    sign_in(page, cast.asha)

    def look(name: str) -> None:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
            assert wider_than_its_window(page) == 0, f"{name} is wider than {width} pixels"
        axe(page)

    today = timezone.localdate()
    page.goto(f"{site}/desk/demands/")
    page.get_by_role("link", name="Record a demand").click()
    page.get_by_label("Of which public body?").fill("Northport City Council")
    page.get_by_label("What do you demand?").fill("Publish the equality impact assessment")
    page.get_by_label("When was it demanded?").fill((today - timedelta(days=90)).isoformat())
    page.get_by_label("Who demands it?").fill("a school staff branch")
    look("new-demand")
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="Record their answer").click()
    page.get_by_label("Agreed", exact=True).check()
    page.get_by_label("What did they say? Quote it").fill("The head of legal agreed to publish it.")
    look("answer")
    page.get_by_role("button", name="Record it").click()
    look("demand")
    page.get_by_role("link", name="Look through it and publish").click()
    look("publish")
    page.get_by_label("I have read it as everyone will").check()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("These words may lead to a single person")).to_be_visible()
    look("refused")
    demand = Demand.objects.get(title="Publish the equality impact assessment")
    line = demand.lines.get()
    page.goto(f"{site}/desk/demand-lines/{line.pk}/cross-out/")
    page.get_by_label("What is wrong with it?").fill("It says who agreed")
    page.get_by_role("button", name="Cross it out").click()
    page.goto(f"{site}{demand.get_absolute_url()}publish/")
    page.get_by_label("I have read it as everyone will").check()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("For ten minutes you can undo this")).to_be_visible()
    look("published")
    page.goto(f"{site}/desk/decisions/new/")
    look("new-decision")
    page.context.clear_cookies()
    for name, address in (
        ("public-list", "/demands/"),
        ("public-demand", demand.public_path()),
        ("lost-demand", Demand.objects.get(title__startswith="No questions").public_path()),
        ("worked", "/demands/worked/?body=northport-city-council"),
        ("decisions", "/decisions/"),
        ("decision", Decision.objects.get().public_path()),
        ("body", "/bodies/northport-city-council/"),
    ):
        page.goto(f"{site}{address}")
        look(name)
    assert "head of legal" not in page.content()
