"""A passage of a document stands as evidence under the pages of several parts, for whoever may open the document."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.records.evidence.models import Citation, Document, Passage
from tests.audiences import WORKERS, assert_only
from tests.builders import make_body
from tests.builders_evidence import RISK, make_passage, make_pdf_document, make_public_copy
from tests.builders_foi import make_campaign, make_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
WORDS = "Staff training was last renewed in 2022."


@pytest.fixture
def original(cast: Cast) -> Document:
    """A document of Northport, which only its group sees."""
    return make_pdf_document(cast.northport, RISK, title="Risk assessment", body=make_body())


@pytest.fixture
def copy(original: Document) -> Document:
    """The copy of it that everybody sees."""
    return make_public_copy(original, RISK, "For the public.")


def put_under(passage: Passage, address: str, person: Person, **more: str) -> str:
    """Put a passage under a page; return what the person sees then."""
    typed = {"address": address, "shows": "Training is four years old.", **more}
    return sign_in(person).post(f"/passages/{passage.pk}/under/", typed, follow=True).content.decode()


def test_a_passage_stands_under_any_page_that_makes_claims_for_whoever_may_open_it(
    cast: Cast, original: Document, copy: Document
) -> None:
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    take_up_sections(by=None, now=NOW)
    section = f"/guide/{PackText.objects.filter(kind='section').order_by('slug')[0].slug}/"
    private = make_passage(original.pages.get(number=1), WORDS, by=cast.asha)
    public = make_passage(copy.pages.get(number=1), WORDS, by=cast.asha)
    for path in (section, "/figures/"):
        assert "Training is four years old." not in Client().get(path).content.decode()
        put_under(private, path, cast.asha, shows="Only the group reads this.")
        page = put_under(public, f"{settings.PUBLIC_URL}{path}#here", cast.asha)
        assert "added to that page" in page
        shown = Client().get(path).content.decode()
        assert "Training is four years old." in shown
        assert f"/documents/{copy.pk}/pages/1/" in shown
        assert "Only the group reads this." not in shown
        assert "Only the group reads this." in sign_in(cast.ben).get(path).content.decode()
    assert "already there" in put_under(public, section, cast.asha)
    citation = Citation.objects.get(passage=public, path=section)
    sign_in(cast.asha).post(f"/passages/history/{citation.pk}/withdraw/")
    assert "Training is four years old." not in Client().get(section).content.decode()


def test_under_a_case_only_its_own_group_puts_passages(cast: Cast, original: Document, copy: Document) -> None:
    case = make_case(make_campaign(cast.southmoor))
    passage = make_passage(copy.pages.get(number=1), WORDS, by=cast.asha)
    put_under(passage, case.get_absolute_url(), cast.asha)
    assert "Training is four years old." not in sign_in(cast.carys).get(case.get_absolute_url()).content.decode()
    own = make_case(make_campaign(cast.northport))
    put_under(passage, own.get_absolute_url(), cast.asha)
    assert "Training is four years old." in sign_in(cast.ben).get(own.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/figures/", "/join/secret/", "//elsewhere.example/figures/", "http://[", "?"]
)
def test_a_page_that_makes_no_claim_is_refused_and_what_was_typed_stays(
    cast: Cast, original: Document, address: str
) -> None:
    passage = make_passage(original.pages.get(number=1), WORDS, by=cast.asha)
    page = put_under(passage, address, cast.asha)
    assert "Enter the address of a section" in page
    assert "Training is four years old." in page
    assert not Citation.objects.exists()


def test_only_a_caseworker_of_the_group_puts_a_passage_under_a_page(cast: Cast, original: Document) -> None:
    passage = make_passage(original.pages.get(number=1), WORDS, by=cast.ben)
    assert_only(f"/passages/{passage.pk}/under/", WORKERS, cast, "post", {"address": "/figures/", "shows": "Old."})
