"""The pages on which a document is marked, copied, looked at and let out, asked by everybody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.records.redaction.models import Mark, PublicCopy
from dueregard.rules.documents.reading import Word
from tests.audiences import MEMBERS, WORKERS, assert_only
from tests.builders_evidence import make_document, make_hidden, make_page, make_pdf_document
from tests.builders_redaction import published, ready
from tests.people import Cast
from tests.records.evidence.arriving import NOW

TEXT = "Robin Sample wrote the plan. Call 07700 900123. The risk is low."
SignedIn = Callable[[Person], Client]


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Return a PDF of two pages that hides something."""
    document = make_pdf_document(cast.northport, TEXT, "Signed by Robin Sample.")
    make_hidden(document)
    return document


def url(name: str, document: Document, *more: object) -> str:
    """Return an address of the way to the public."""
    return reverse(f"redaction:{name}", args=[document.pk, *more])


def test_only_its_group_sees_the_way_of_a_document_to_the_public(cast: Cast, plan: Document) -> None:
    (mark,) = mark_words(document=plan, phrases=["low"], reason="person", by=cast.asha, now=NOW)
    assert_only(url("publication", plan), MEMBERS, cast)
    assert_only(url("find_words", plan), MEMBERS, cast)
    assert_only(url("mark_page", plan, 1), MEMBERS, cast)
    assert_only(url("find_words", plan), MEMBERS, cast, "post", {"words": "plan", "reason": "person"})
    assert_only(url("mark_page", plan, 1), MEMBERS, cast, "post", {"word": "0", "reason": "person"})
    assert_only(url("mark_proposed", plan), MEMBERS, cast, "post", {"detail": "07700 900123", "reason": "contact"})
    assert_only(url("remove_mark", plan, mark.pk), MEMBERS, cast, "post")
    assert_only(url("mark_span", plan), MEMBERS, cast, "post", {"start": 1, "end": 2, "reason": "person"})
    assert_only(url("prepare_copy", plan), WORKERS, cast, "post", {"form": "pages"})


def test_only_its_group_looks_at_a_copy_and_decides(cast: Cast, plan: Document) -> None:
    asked = ready(plan, by=cast.asha)
    assert_only(url("check_copy", plan), MEMBERS, cast)
    assert_only(url("check_copy", plan), MEMBERS, cast, "post")
    assert_only(url("drop_copy", plan), MEMBERS, cast, "post")
    PublicCopy.objects.filter(pk=asked.pk).update(state=PublicCopy.State.PUBLISHED)
    assert_only(url("withdraw_copy", plan), WORKERS, cast, "post", {"why": "A name"})
    assert_only(url("publication", asked.copy or plan), set(), cast)  # a copy has no copies
    assert_only(url("mark_page", plan, 99), set(), cast)
    assert_only(url("check_copy", plan), set(), cast)  # nothing waits


def test_the_page_says_what_is_hidden_what_is_marked_and_what_looks_personal(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    mark_words(document=plan, phrases=["Robin Sample"], reason="person", by=cast.ben, now=NOW)
    page = signed_in(cast.ben).get(url("publication", plan)).content.decode()
    assert "Hidden sheet" in page
    assert "sheet 2, “Referrals” (90)" in page
    assert "Robin Sample" in page
    assert "07700 900123" in page
    assert "a caseworker in your group can make the copy" in page


def test_what_is_hidden_is_shown_as_it_begins_without_addresses_and_numbers(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    make_hidden(plan, channel="comment", where="page 1", count=1, sample="Ask Jo, jo@northport.example, 01632 960123")
    ready(plan, by=cast.asha)
    ben = signed_in(cast.ben)
    for address in (url("publication", plan), url("check_copy", plan), plan.get_absolute_url()):
        page = ben.get(address).content.decode()
        assert "page 1: <q>Ask Jo, [e-mail address left out], [telephone number left out]</q>" in page
        assert "jo@northport" not in page


def test_the_number_of_queries_does_not_grow_with_marks_and_finds(
    cast: Cast, plan: Document, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.asha)
    for number in range(30):
        make_hidden(plan, channel=f"comment{number}")
        make_page(plan, f"Write to a{number}@northport.example")
    mark_words(document=plan, phrases=[f"word{n}" for n in range(40)], reason="person", by=cast.asha, now=NOW)
    for name, more in (("publication", ()), ("mark_page", (1,)), ("find_words", ())):
        with django_assert_max_num_queries(24):
            client.get(url(name, plan, *more) + "?words=northport")
    ready(plan, by=cast.asha)
    with django_assert_max_num_queries(24):
        client.get(url("check_copy", plan))


def test_words_are_shown_where_they_stand_and_then_marked_everywhere(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    client = signed_in(cast.ben)
    page = client.get(url("find_words", plan), {"words": "robin sample"}).content.decode()
    assert "appears 2 times on 2 pages" in page
    assert page.count("<mark>Robin Sample") == 2
    client.post(url("find_words", plan), {"words": "Robin Sample", "reason": "junior_staff"})
    assert [(one.words, one.page, one.reason) for one in Mark.objects.all()] == [("Robin Sample", None, "junior_staff")]


def test_ticked_words_become_rectangles_and_what_was_ticked_is_not_lost_with_a_wrong_reason(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    client = signed_in(cast.ben)
    answer = client.post(url("mark_page", plan, 1), {"word": ["0", "1"], "reason": "because"})
    assert answer.content.decode().count("checked") == 2
    assert not Mark.objects.exists()
    client.post(url("mark_page", plan, 1), {"word": ["0", "1", "4"], "reason": "person"})
    assert sorted(Mark.objects.values_list("words", flat=True)) == ["Robin Sample", "plan."]
    page = client.get(url("mark_page", plan, 1)).content.decode()
    assert page.count('class="covered"') == 2


def test_words_that_were_selected_on_the_documents_page_come_ticked_and_nothing_is_marked_yet(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    client, text = signed_in(cast.ben), plan.pages.get(number=1).text
    first = text.index("Sample") + 2  # half of a word is the whole word
    asked = {"from": first, "to": text.index("wrote") + 1}
    own = client.get(reverse("evidence:page", args=[plan.pk, 1]), asked).content.decode()
    assert f'href="{url("mark_page", plan, 1)}?from={asked["from"]}&amp;to={asked["to"]}">Black out these words' in own
    page = client.get(url("mark_page", plan, 1), asked).content.decode()
    ticked = [one.partition("</label>")[0].partition("checked>")[2] for one in page.split("<label class")[1:]]
    assert [word for word in ticked if word] == ["Sample", "wrote"]
    assert not Mark.objects.exists()
    for wrong in ({"from": "x", "to": "3"}, {"from": "9" * 30, "to": "1"}, {"from": "5"}):
        assert "checked" not in client.get(url("mark_page", plan, 1), wrong).content.decode()


@pytest.mark.parametrize(
    ("sides", "made"),
    [
        ({"left": "10", "top": "10", "right": "60", "bottom": "30"}, 1),
        ({"left": "60", "top": "30", "right": "10", "bottom": "10"}, 1),
        ({"left": "10", "top": "10"}, 0),
        ({"left": "9000", "top": "10", "right": "9900", "bottom": "40"}, 0),
        ({"left": "nan", "top": "10", "right": "60", "bottom": "30"}, 0),
        ({}, 0),
    ],
)
def test_a_rectangle_is_typed_as_well_as_drawn(
    cast: Cast, plan: Document, signed_in: SignedIn, sides: dict[str, str], made: int
) -> None:
    answer = signed_in(cast.ben).post(url("mark_page", plan, 1), {**sides, "reason": "person"}, follow=True)
    assert Mark.objects.count() == made
    assert answer.status_code == 200


def test_sentences_of_a_transcript_are_ticked_and_seconds_typed(cast: Cast, signed_in: SignedIn) -> None:
    talk = make_document(cast.northport, name="talk.wav", media_type="audio/wav")
    said = (Word("Robin is here.", 1000, 0, 2500, 0), Word("The risk is low.", 2600, 0, 4000, 0))
    make_page(talk, "Robin is here. The risk is low.", source="transcript", words=said, start_ms=0, end_ms=4000)
    client = signed_in(cast.ben)
    client.post(url("mark_page", talk, 1), {"word": ["0"], "reason": "person"})
    client.post(url("mark_span", talk), {"start": "3", "end": "3.5", "reason": "safety"})
    client.post(url("mark_span", talk), {"start": "3", "end": "1", "reason": "safety"})
    spans = [(mark.start_ms, mark.end_ms, mark.words) for mark in Mark.objects.order_by("start_ms")]
    assert spans == [(1000, 2500, "Robin is here."), (3000, 3500, "")]
    page = client.get(url("mark_page", talk, 1)).content.decode()
    assert page.count("word-tick covered") == 2
    assert "0:01.0 to 0:02.5" in client.get(url("publication", talk)).content.decode()


def test_a_copy_goes_public_only_when_everything_was_ticked_by_a_second_person(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    asked = ready(plan, by=cast.asha)
    assert asked.copy is not None
    make_page(asked.copy, "Call 07700 900123.")
    every = ["hidden:hidden_sheet", "detail:phone:07700 900123", "difference"]
    given = {"sha256": asked.copy.sha256, "seen": every}
    assert "You made this copy" in signed_in(cast.asha).post(url("check_copy", plan), given).content.decode()
    second = signed_in(cast.ben)
    page = second.get(url("check_copy", plan)).content.decode()
    assert all(f'value="{key}"' in page for key in every)
    assert "<del>" in page
    lacking = second.post(url("check_copy", plan), {**given, "seen": every[:2]}).content.decode()
    assert "Not everything was ticked" in lacking
    assert lacking.count("checked") == 2
    stale = second.post(url("check_copy", plan), {**given, "sha256": "0" * 64}).content.decode()
    assert "Another copy has been made" in stale
    assert not Document.objects.filter(is_public=True).exists()
    assert second.post(url("check_copy", plan), given)["Location"] == asked.copy.get_absolute_url()
    assert Client().get(asked.copy.get_absolute_url()).status_code == 200


def test_a_copy_is_taken_back_with_one_act_and_is_gone_for_visitors(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    asked = published(plan, prepared_by=cast.asha, by=cast.ben)
    assert asked.copy is not None
    client = signed_in(cast.asha)
    client.post(url("withdraw_copy", plan), {"why": "", "public_why": "personal"})
    assert Client().get(asked.copy.get_absolute_url()).status_code == 200
    client.post(url("withdraw_copy", plan), {"why": "A name was missed", "public_why": "personal"})
    assert Client().get(asked.copy.get_absolute_url()).status_code == 404


def test_what_survived_is_said_with_where_and_a_file_of_another_kind_with_what_to_do(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    asked = ready(plan, by=cast.asha)
    faults = [{"words": "Robin", "where": "the text of page 2"}, {"words": "", "where": "annotation: page 1"}]
    PublicCopy.objects.filter(pk=asked.pk).update(state=PublicCopy.State.REFUSED, copy=None, faults=faults)
    page = signed_in(cast.asha).get(url("publication", plan)).content.decode()
    assert "Nothing was published" in page
    assert "the text of page 2" in page
    for number in (1, 2):
        assert (
            f'href="{reverse("redaction:mark_page", args=[plan.pk, number])}">draw a box on page {number}</a>' in page
        )
    zipped = make_document(cast.northport, name="all.zip", media_type="application/zip")
    page = signed_in(cast.asha).get(url("publication", zipped)).content.decode()
    assert "Each file inside it is a document of its own: publish those." in page
