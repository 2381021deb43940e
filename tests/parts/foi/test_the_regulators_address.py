"""A complaint starts with the regulator's address from the site's own checked contacts, or says why it has none."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.packs.models import PackText
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.queries.regulator import UNKNOWN, regulator_for
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law, Nation
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_event
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]
ICO, OSIC = "information-commissioner", "scottish-information-commissioner"


def email_of(slug: str, **changes: object) -> str:
    """Change what the pack's contact says of its e-mail address, and return the address."""
    text = PackText.objects.get(kind="contact", slug=slug)
    channels = text.meta["channels"]
    email = next(one for one in channels if one["kind"] == "email")
    email.update(changes)
    PackText.objects.filter(pk=text.pk).update(meta={**text.meta, "channels": channels})
    return str(email["value"])


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def complaint(cast: Cast, law: Law = Law.FOIA) -> tuple[Client, str]:
    """Return Asha's browser and the page on which she complains about a silent body, on a live site."""
    set_mode(mode=Mode.LIVE, by=None, now=NOW)
    nation = Nation.SCOTLAND if law.is_scottish else Nation.ENGLAND
    case: Case = make_case(make_campaign(cast.northport), make_body(nation=nation), law=law.value)
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 7, 1))
    return sign_in(cast.asha), f"/desk/cases/{case.pk}/write/complaint/"


@pytest.mark.parametrize(("law", "slug"), [(Law.FOIA, ICO), (Law.EIR, ICO), (Law.FOISA, OSIC), (Law.EISR, OSIC)])
def test_each_law_has_its_regulator_with_the_day_of_the_check(cast: Cast, law: Law, slug: str, today: date) -> None:
    address = email_of(slug, status="active", checked_on=today.isoformat())
    client, url = complaint(cast, law)
    page = client.get(url)
    assert page.context["form"]["to"].value() == address
    assert "From your help contacts: checked on" in page.content.decode()
    client.post(url, {"to": address, "subject": "Complaint", "text": "They are silent."})
    assert OutgoingMessage.objects.get().to == address


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": "unconfirmed"}, "has not been confirmed"),
        ({"checked_on": "2020-01-01"}, "was last checked on Wed 1 January 2020, which is too long ago"),
        ({"status": "historic"}, "is no longer used"),
    ],
)
def test_an_address_that_nobody_checked_is_said_and_not_filled_in(
    cast: Cast, changes: dict[str, object], says: str
) -> None:
    address = email_of(ICO, **changes)
    client, url = complaint(cast)
    page = client.get(url)
    assert page.context["form"]["to"].value() == ""
    assert f"{address}, {says}." in page.content.decode()
    assert "https://ico.org.uk/make-a-complaint/" in page.content.decode()


def test_an_address_that_a_colleague_found_dead_is_not_filled_in(cast: Cast, today: date) -> None:
    address = email_of(ICO, status="active", checked_on=(today - timedelta(days=3)).isoformat())
    reference = PackText.objects.get(kind="contact", slug=ICO).reference
    apps.get_model("signposts", "ChannelCheck")._default_manager.create(
        contact=reference, channel=f"email:{address}", checked_on=today, works=False, by=cast.asha, at=NOW
    )
    found = regulator_for(Law.FOIA, today)
    assert found.address == ""
    assert "did not work on" in found.says


def test_a_site_without_the_part_that_helps_goes_by_the_pack_alone(settings: Settings, today: date) -> None:
    settings.REACH = ""
    address = email_of(ICO, status="active", checked_on=today.isoformat())
    assert regulator_for(Law.FOIA, today).address == address


def test_a_pack_without_a_regulator_says_so(today: date) -> None:
    PackText.objects.filter(kind="contact").delete()
    assert regulator_for(Law.FOIA, today).says == UNKNOWN
