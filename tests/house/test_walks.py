"""Every walk that ARCHITECTURE.md tells is walked here, through the modules it names, in the order it names them."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms.guarded import sealed
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways import parser
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.choose_bodies import choose_bodies
from dueregard.parts.foi.actions.start_campaign import start_campaign
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.submissions.gateways import bucket
from dueregard.records.evidence.gateways import reader
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.casework.reply_address import reply_address
from tests.builders import make_body
from tests.builders_foi import REPLY_PATTERN
from tests.builders_inbox import Sender, make_inbox, message
from tests.editing import checked
from tests.house.footprints import Footprints, following
from tests.house.sources import PACKAGE, ROOT
from tests.people import Cast
from tests.records.evidence.papers import pdf
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db(transaction=True)

WALK = re.compile(r"^\*\*(.+?)\.\*\* (.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"`((?:config|website|parts|records|foundation|rules)/[\w/.]+)`")
SignedIn = Callable[[Person], Client]


def walks() -> dict[str, list[str]]:
    """Return each walk of the page with the places it names, in order."""
    told = (ROOT / "ARCHITECTURE.md").read_text().split("\n## Walks\n")[1].split("\n## ")[0]
    return {name: PLACE.findall(text) for name, text in WALK.findall(told)}


def astray(name: str, prints: Footprints) -> list[str]:
    """Return where the page's account of a walk differs from the walk."""
    return wrong(walks()[name], prints)


def wrong(places: list[str], prints: Footprints) -> list[str]:
    """Return which of these places nobody passed, and which came in another order."""
    met = {place: prints.first(place) for place in places}
    found = [f"nobody passed {place}" for place, at in met.items() if at is None]
    passed = [(place, at) for place, at in met.items() if at is not None]
    return found + [f"{later} comes before {earlier}" for (earlier, one), (later, two) in pairwise(passed) if two < one]


def a_question_goes_out(cast: Cast, signed_in: SignedIn) -> Case:
    """Ask one university, as a caseworker does."""
    now = timezone.now()
    campaign = start_campaign(
        group=cast.northport,
        title="Risk assessments",
        subject="Prevent risk assessment",
        questions="Please send the current Prevent risk assessment.",
        is_environmental=False,
        template="",
        by=cast.asha,
        now=now,
    )
    choose_bodies(campaign=campaign, bodies=[make_body()], by=cast.asha, now=now)
    client = signed_in(cast.asha)
    client.post(f"/desk/campaigns/{campaign.pk}/check/", {"seen": sealed(checked(campaign), on=campaign)})
    client.post(f"/desk/campaigns/{campaign.pk}/leave-now/")
    run_all_tasks()
    return Campaign.objects.get().cases.get()


def a_reply_comes_in(case: Case) -> None:
    """Let the body refuse."""
    raw = (
        f"From: {case.address}\r\nTo: {reply_address(REPLY_PATTERN, case.token)}\r\nSubject: Your request\r\n"
        f"Message-ID: <one@body.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\n"
        "We refuse your request under section 24.\r\n"
    ).encode()
    store_email(
        raw=raw,
        arrived_by=StoredEmail.Arrival.LMTP,
        envelope_from=case.address,
        envelope_to=[],
        now=timezone.now(),
    )
    run_all_tasks()
    assert case.correspondence.filter(direction="in").exists()


def a_file_becomes_a_document(cast: Cast, signed_in: SignedIn) -> Document:
    """Upload a file of one page and have it read."""
    client = signed_in(cast.asha)
    answer = client.post(
        "/desk/documents/upload/",
        {"group": str(cast.northport.pk), "uploads": SimpleUploadedFile("minutes.pdf", pdf(1))},
    )
    assert answer.status_code == 302
    run_all_tasks()
    document = Document.objects.get()
    assert document.pages_read == 1
    return document


def a_document_goes_public(cast: Cast, signed_in: SignedIn, document: Document) -> None:
    """Mark a word, have a copy made, and let a second person publish it."""
    first, second = signed_in(cast.asha), signed_in(cast.ben)
    first.post(f"/desk/documents/{document.pk}/marks/", {"words": "referrals", "reason": "person"})
    publication = f"/desk/documents/{document.pk}/publication/"
    seen = first.get(publication).context["seen"]
    first.post(f"{publication}make/", {"form": "pages", "title": "Minutes", "seen": seen})
    run_all_tasks()
    asked = PublicCopy.objects.get()
    assert asked.copy is not None, asked.faults
    address = f"/desk/documents/{document.pk}/publication/check/"
    seen = re.findall(r'name="seen" value="([^"]+)"', second.get(address).content.decode())
    second.post(address, {"seen": seen, "sha256": asked.copy.sha256})
    asked.copy.refresh_from_db()
    assert asked.copy.is_public


def test_a_question_goes_out(cast: Cast, signed_in: SignedIn, shipped_pack: None, tmp_path: Path) -> None:
    with following(tmp_path) as prints:
        a_question_goes_out(cast, signed_in)
    assert astray("A question goes out", prints) == []


def test_a_reply_comes_in(cast: Cast, signed_in: SignedIn, shipped_pack: None, tmp_path: Path) -> None:
    case = a_question_goes_out(cast, signed_in)
    parser.close_child()
    with following(tmp_path) as prints:
        a_reply_comes_in(case)
        parser.close_child()
    assert astray("A reply comes in", prints) == []


def test_a_file_becomes_a_document_and_goes_public(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    reader.close_reader()
    with following(tmp_path) as prints:
        document = a_file_becomes_a_document(cast, signed_in)
        reader.close_reader()
    assert astray("A file becomes a document", prints) == []
    (tmp_path / "public").mkdir()
    with following(tmp_path / "public") as prints:
        a_document_goes_public(cast, signed_in, document)
        reader.close_reader()
    assert astray("A document goes public", prints) == []


def test_a_sealed_submission(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.SEALED_STORE = tmp_path / "sealed"
    bucket.forget()
    make_inbox(cast)
    with following(tmp_path) as prints:
        assert Sender().send(message()).status_code == 201
    assert astray("A sealed submission", prints) == []


def test_a_date_is_asked_for(db: None, tmp_path: Path) -> None:
    with following(tmp_path) as prints:
        asked = {"event": "response", "received": "2026-11-23", "nation": "england", "body_kind": "university"}
        page = Client().get("/dates/", asked).content.decode()
    assert "22 December 2026" in page  # St Andrew’s Day does not count, wherever in the UK the body is
    assert astray("A date is asked for", prints) == []


def test_a_walk_that_names_a_place_nobody_passes_or_another_order_is_noticed() -> None:
    prints = Footprints(["rules/law/deadlines.py", "rules/law/words.py"])
    assert wrong(["rules/law/deadlines", "rules/law/words"], prints) == []
    assert wrong(["rules/law/words", "rules/law/deadlines"], prints) == [
        "rules/law/deadlines comes before rules/law/words"
    ]
    assert wrong(["rules/law"], prints) == []
    assert wrong(["records/bodies"], prints) == ["nobody passed records/bodies"]


def test_every_walk_of_the_page_is_walked_here() -> None:
    tests = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    told = walks()
    assert len(told) >= 6
    assert all(len(places) >= 3 for places in told.values())
    assert [name for name in told if not any(_slug(name) in test for test in tests)] == []


def test_every_place_that_the_page_names_is_there() -> None:
    named = PLACE.findall((ROOT / "ARCHITECTURE.md").read_text())
    missing = [one for one in named if not (PACKAGE / one).exists() and not (PACKAGE / f"{one}.py").exists()]
    assert missing == []


def _slug(name: str) -> str:
    slug = name.lower().replace(" ", "_")
    return "goes_public" if slug == "a_document_goes_public" else slug
