"""Each table is read page by page while its rows are added: every row comes once, whichever table it is.

A table without a line in `NEW` fails: whoever adds a table says here how one of its rows becomes public.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import models
from django.test import Client

from dueregard.foundation.opendata.queries.offer import offers
from dueregard.foundation.opendata.views.answers import COUNTER
from dueregard.foundation.packs.models import PackText
from dueregard.parts.branch.models import AdoptedText
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision
from dueregard.parts.letters.queries.open_data import OFFER as LETTERS
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.parts.training.models import Session
from dueregard.records.areas.models import Area
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.ask_question import show_findings
from dueregard.records.findings.models import Finding
from dueregard.records.groups.models import Group
from dueregard.records.rights.actions.log_take_down import log_take_down
from dueregard.rules.opendata.asking import place_pattern
from dueregard.rules.privacy.taking_down import Became, Thing, Why
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case
from tests.people import Cast
from tests.records.rights.rows import made

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
THERE, ADDED = 7, 5


def claim(cast: Cast, at: datetime) -> models.Model:
    """Return a claim that was agreed long ago, and that everybody is shown only now."""
    kept = made(Finding, value="not stated", found_at=BEGIN - timedelta(days=90))
    assert isinstance(kept, Finding)
    show_findings(question=kept.question, is_public=True, by=cast.asha, now=at)
    return kept


def body(cast: Cast, at: datetime) -> models.Model:
    """Return one more body of the register."""
    kept = make_body(f"Body {Body.objects.count()}")
    Body.objects.filter(pk=kept.pk).update(added_at=at)
    return kept


def training(cast: Cast, at: datetime) -> models.Model:
    """Return a record that two people have published."""
    two = {"proposed_by": cast.asha, "published_by": cast.ben}
    return made(Session, is_public=True, proposed_at=at, published_at=at, **two)


def take_down(cast: Cast, at: datetime) -> models.Model:
    """Return a line of the log."""
    return log_take_down(thing=Thing.TEXT, why=Why.WRONG, became=Became.CORRECTED, by=cast.dana, now=at)


def another_text(rows: models.QuerySet[PackText]) -> PackText:
    """Return one more text of the pack, as an edition that adds it would bring it."""
    text = rows.latest("pk")
    text.pk, text.slug = None, f"{text.slug[:30]}-{rows.count()}"
    text.save(force_insert=True)
    return text


def section(cast: Cast, at: datetime) -> models.Model:
    """Return one more section of the guide."""
    current = Revision.objects.current().filter(section__pack="together-against-prevent").latest("section_id")
    current.section = another_text(PackText.objects.filter(pk=current.section_id))
    current.pk = None
    current.save(force_insert=True)
    return current.section


NEW: dict[str, Callable[[Cast, datetime], models.Model]] = {
    "bodies": body,
    "areas": lambda cast, at: made(Area),
    "groups": lambda cast, at: made(Group, is_public=True, public_since=at),
    "documents": lambda cast, at: made(Document, is_public=True, public_since=at, copy_of=made(Document)),
    "claims": claim,
    "cases": lambda cast, at: make_case(make_campaign(cast.northport), is_public=True, published_at=at),
    "training": training,
    "demands": lambda cast, at: made(Demand, is_public=True, published_at=at, body=body(cast, BEGIN)),
    "decisions": lambda cast, at: made(Decision, is_public=True, published_at=at, scopes=""),
    "adopted-texts": lambda cast, at: made(AdoptedText, shared_at=at),
    "take-downs": take_down,
    "letters": lambda cast, at: another_text(LETTERS.rows()),
    "guide": section,
}


@pytest.mark.usefixtures("shipped_pack")
@pytest.mark.parametrize("name", [one.table.name for one in offers()])
def test_whatever_is_added_while_somebody_reads_comes_once_and_nothing_is_missed(cast: Cast, name: str) -> None:
    COUNTER.__init__()  # type: ignore[misc]
    take_up_sections(by=None, now=BEGIN)
    offer, one_more = next(one for one in offers() if one.table.name == name), NEW[name]
    for number in range(THERE):  # some at the same instant
        one_more(cast, BEGIN + timedelta(days=number // 3))
    seen: list[str] = []
    address, added = f"/api/v1/{name}?limit=3", 0
    while address:
        told = Client().get(address).json()
        seen += [row[offer.table.key.name] for row in told["rows"]]
        parts = urlsplit(told["next"] or "")
        address = f"{parts.path}?{parts.query}" if told["next"] else ""
        if address and added < ADDED:
            added += 1
            one_more(cast, BEGIN + timedelta(days=THERE + added))
    there = {str(key) for key in offer.rows().values_list(offer.key, flat=True)}
    assert (len(seen), set(seen)) == (len(set(seen)), there)
    assert len(there) >= THERE + 2


@pytest.mark.parametrize("name", [one.table.name for one in offers()])
@pytest.mark.parametrize("key", ["1", "999999999999999999", "54aabc01-38a3-9468-a5ab-7b61ac5a55ab"])
def test_whatever_is_described_as_a_place_is_one(name: str, key: str) -> None:
    """A program that reads the description may ask for any such place; behind all rows there is nothing, said so."""
    COUNTER.__init__()  # type: ignore[misc]
    offer = next(one for one in offers() if one.table.name == name)
    place = f"1~{key}" if offer.table.since else key
    fits = re.fullmatch(place_pattern(offer.table), place) is not None
    assert Client().get(f"/api/v1/{name}", {"after": place}).status_code == (200 if fits else 400)
