"""A claim rests on a passage, a web page or a minute; it says since when it is true, fades, and leads to its source."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body, Succession
from dueregard.records.evidence.models import Document
from dueregard.records.findings.access import shown_findings
from dueregard.records.findings.actions.ask_question import show_findings
from dueregard.records.findings.models import Answer, Finding, Question
from dueregard.records.findings.queries.alike import alike
from dueregard.rules.findings.ageing import Confidence
from dueregard.rules.findings.answers import NOT_STATED, AnswerKind
from dueregard.rules.findings.sources import SourceKind, SourceSaid
from dueregard.rules.law.laws import BodyKind, Nation
from tests.atom_rules import faults
from tests.builders import make_body
from tests.people import Cast, make_person
from tests.records.findings.claims import NOW, TODAY, ask, claim, kept_copy
from tests.searching import hits, index_now
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
COUNCIL = BodyKind.LOCAL_AUTHORITY


@pytest.fixture
def body() -> Body:
    """A council of which no group has a document."""
    return make_body("Northport City Council", kind=COUNCIL, home_page="https://northport.example")


def page(url: str, person: Person | None = None) -> str:
    """Return a page as a person sees it."""
    answer = (sign_in(person) if person else Client()).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def typed(**more: str) -> dict[str, str]:
    """Return the answer form as a volunteer fills it in for a web page."""
    return {
        "value": "no",
        "passage": "web",
        "url": "https://northport.example/prevent",
        "seen_on": "2026-11-02",
        "confidence": "plain",
        **more,
    }


def test_a_volunteer_answers_from_a_web_page_in_three_taps_from_the_bodys_page(cast: Cast, body: Body) -> None:
    question = ask(cast, for_kinds=[COUNCIL.value], nations=["england"])
    copy = kept_copy(cast, body)
    address = f"/desk/questions/{question.pk}/bodies/{body.slug}/?from=body"
    assert address in page(body.get_absolute_url(), cast.ben), "the first tap"
    assert "https://northport.example" in page(address, cast.ben), "its own website, to look there"
    done = sign_in(cast.ben).post(address, typed(kept=str(copy.pk)))  # the second is the answer, the third saves it
    assert done["Location"] == body.get_absolute_url()
    answer = Answer.objects.get()
    assert answer.source
    assert (answer.value, answer.source.copy, answer.true_on) == ("no", copy, date(2026, 11, 2))
    assert address not in page(body.get_absolute_url(), cast.ben), "answered by them"
    assert "wants a second reader" in page(body.get_absolute_url(), cast.asha)


def test_a_question_is_not_put_to_bodies_for_which_it_makes_no_sense(cast: Cast, body: Body) -> None:
    question = ask(cast, for_kinds=["university"])
    assert f"/desk/questions/{question.pk}/" not in page(body.get_absolute_url(), cast.ben)
    address = f"/desk/questions/{question.pk}/bodies/{body.slug}/"
    assert sign_in(cast.ben).get(address).status_code == 404


def test_the_second_reader_sees_neither_page_nor_copy_of_the_first(cast: Cast, body: Body) -> None:
    question = ask(cast)
    address = f"/desk/questions/{question.pk}/bodies/{body.slug}/"
    sign_in(cast.ben).post(address, typed(url="https://northport.example/hidden-away"))
    assert Answer.objects.count() == 1
    for url in (address, body.get_absolute_url(), f"/desk/questions/{question.pk}/"):
        assert "hidden-away" not in page(url, cast.asha)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"url": ""}, "Copy the address of the page"),
        ({"url": "northport"}, "is not a web address"),
        ({"seen_on": ""}, "Say on which day you read the page"),
        ({"passage": "minute", "url": ""}, "Say which body or committee met"),
        ({"passage": "none"}, "Choose what shows this"),
        ({"true_on": "2099-01-01"}, "is in the future"),
    ],
)
def test_a_source_that_nobody_can_find_is_refused_and_nothing_typed_is_lost(
    cast: Cast, body: Body, wrong: dict[str, str], says: str
) -> None:
    question = ask(cast)
    address = f"/desk/questions/{question.pk}/bodies/{body.slug}/"
    shown = sign_in(cast.ben).post(address, typed(note="See the second paragraph.", **wrong)).content.decode()
    assert says in shown
    assert "See the second paragraph." in shown
    assert not Answer.objects.exists()


def test_a_copy_that_was_added_is_kept_even_if_the_form_was_wrong(cast: Cast, body: Body) -> None:
    question = ask(cast)
    address = f"/desk/questions/{question.pk}/bodies/{body.slug}/"
    file = SimpleUploadedFile("page.txt", b"Northport has no policy of its own.")
    shown = sign_in(cast.ben).post(address, typed(value="", note="") | {"copy": file}).content.decode()
    copy = Document.objects.get()
    assert f'value="{copy.pk}" selected' in shown, "chosen already: it need not be sent again"
    sign_in(cast.ben).post(address, typed(kept=str(copy.pk)))
    answer = Answer.objects.get()
    assert answer.source
    assert answer.source.copy == copy


def test_a_claim_from_a_page_without_a_kept_copy_stays_with_the_group(cast: Cast, body: Body) -> None:
    without = SourceSaid(SourceKind.WEB, "https://northport.example/prevent", date(2026, 11, 2))
    finding = claim(ask(cast), body, "no", cast.asha, cast.ben, source=without)
    assert not shown_findings().exists()
    assert Client().get(finding.get_absolute_url()).status_code == 404
    assert "Only your group sees this" in page(body.get_absolute_url(), cast.ben)
    source = finding.source
    assert source
    source.copy = kept_copy(cast, body)
    source.save()
    assert shown_findings().get() == finding
    assert "northport.example, read on 2 November 2026" in page(body.get_absolute_url())


def test_a_minute_is_a_source(cast: Cast, body: Body) -> None:
    minute = SourceSaid(SourceKind.MINUTE, "https://northport.example/m/4", None, "Cabinet", date(2026, 3, 3), "item 4")
    claim(ask(cast), body, "yes", cast.asha, cast.ben, source=minute)
    shown = page(body.get_absolute_url())
    assert "Cabinet, minutes of 3 March 2026, item 4" in shown
    assert "As of" in shown
    assert "3 March 2026" in shown


def test_of_two_readers_the_earlier_day_and_the_lower_confidence_stand(cast: Cast, body: Body) -> None:
    question = ask(cast)
    claim_by_one = {"copy": kept_copy(cast, body)}
    with pytest.raises(Finding.DoesNotExist):
        claim(question, body, "no", cast.ben, true_on=date(2026, 5, 1), **claim_by_one)  # type: ignore[arg-type]
    finding = claim(
        question, body, "no", cast.asha, true_on=date(2026, 2, 1), confidence=Confidence.LIKELY, **claim_by_one
    )  # type: ignore[arg-type]
    assert (finding.true_on, finding.confidence) == (date(2026, 2, 1), Confidence.LIKELY)


@pytest.mark.parametrize(
    ("true_on", "says", "not_said"),
    [
        (date(2026, 1, 5), "the source says so", "May have changed"),
        (date(2025, 6, 1), "May have changed", "Out of date"),
        (date(2022, 6, 1), "Out of date", "May have changed"),
    ],
)
def test_an_answer_fades_and_says_so(cast: Cast, body: Body, true_on: date, says: str, not_said: str) -> None:
    question = ask(cast, allowed_months=12)
    claim(question, body, "no", cast.asha, cast.ben, true_on=true_on)
    shown = page(body.get_absolute_url())
    assert says in shown
    assert not_said not in shown


def test_only_like_is_compared_with_like(cast: Cast, body: Body) -> None:
    question = ask(cast, allowed_months=12, key="pack.policy.1")
    finding = claim(question, body, "no", cast.asha, cast.ben)
    for name, value, columns, true_on in (
        ("Southmoor Council", "yes", {}, None),
        ("Westhaven Council", "no", {}, None),
        ("Aged Council", "yes", {}, date(2022, 1, 1)),
        ("Ended Council", "yes", {"closed_on": date(2026, 1, 1)}, None),
        ("Inverport Council", "yes", {"nation": Nation.SCOTLAND}, None),
        ("University of Northport", "yes", {"kind": BodyKind.UNIVERSITY}, None),
    ):
        other = make_body(name, **{"kind": COUNCIL, **columns})  # type: ignore[arg-type]
        claim(question, other, value, cast.asha, cast.ben, true_on=true_on)
    later_version = ask(cast, "Is there a policy at all?", key="pack.policy.2")
    claim(later_version, make_body("Third Council", kind=COUNCIL), "yes", cast.asha, cast.ben)
    assert alike(finding, TODAY).counts == (("no", 2), ("yes", 1))
    assert "Council, England" in page(finding.get_absolute_url())


def test_what_was_known_of_a_body_goes_forward_under_its_own_name_from_that_day(cast: Cast, body: Body) -> None:
    old = make_body("Old Northport Borough", kind=COUNCIL, closed_on=TODAY)
    claim(ask(cast), old, "yes", cast.asha, cast.ben)
    step = Succession.objects.create(from_body=old, to_body=body, on=date(2099, 4, 1))
    assert "What was known about Old Northport Borough" not in page(body.get_absolute_url()), "not before the day"
    step.on = TODAY - timedelta(days=1)
    step.save()
    shown = page(body.get_absolute_url())
    assert "What was known about Old Northport Borough" in shown
    assert "These answers are about the earlier body." in shown


def test_claims_leave_as_table_json_and_feed_with_their_sources(cast: Cast, body: Body) -> None:
    question = ask(cast, key="pack.policy.1", allowed_months=12)
    finding = claim(question, body, "no", cast.asha, cast.ben)
    claim(ask(cast, "Secret question?", public=False), body, "yes", cast.asha, cast.ben)
    claim(ask(cast, "Does it say?"), body, NOT_STATED, cast.asha, cast.ben)
    table = b"".join(Client().get("/claims.csv?question=pack.policy.1")).decode()  # type: ignore[arg-type]
    assert table.startswith("\ufeffquestion,")
    assert "https://northport.example/prevent" in table
    assert len(table.strip().splitlines()) == 2
    told = json.loads(b"".join(Client().get(f"/claims.json?body={body.slug}")))  # type: ignore[arg-type]
    assert {one["question"] for one in told["claims"]} == {"Is there a policy?", "Does it say?"}
    first = next(one for one in told["claims"] if one["answer"] == "no")
    assert first["as_of"] == "2026-11-02"
    assert first["page"].endswith(finding.get_absolute_url())
    feed = Client().get("/claims.atom")
    assert faults(feed.content) == []
    assert "Secret question" not in feed.content.decode() + table
    assert Client().get("/claims.csv?body=nobody").status_code == 404
    assert Client().get(f"/claims.csv?body={body.slug}%00").status_code == 200, (
        "a sign that no database takes is no word"
    )


def test_the_days_in_the_data_are_those_of_clocks_in_the_uk(cast: Cast, body: Body) -> None:
    finding = claim(ask(cast), body, "no", cast.asha, cast.ben)
    Finding.objects.filter(pk=finding.pk).update(found_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    (told,) = json.loads(b"".join(Client().get("/claims.json")))["claims"]  # type: ignore[arg-type]
    assert told["found_on"] == "2026-07-01"


def test_search_finds_a_claim_and_never_a_private_one(cast: Cast, body: Body) -> None:
    question = ask(cast, "Is there a lighthouse policy?")
    claim(question, body, "no", cast.asha, cast.ben)
    index_now()
    assert "Is there a lighthouse policy? no" in str(hits("lighthouse"))
    show_findings(question=question, is_public=False, by=cast.asha, now=NOW)
    index_now()
    assert "lighthouse policy" not in str(hits("lighthouse"))


def test_the_fifteen_shipped_questions_are_taken_up_once(cast: Cast) -> None:
    call_command("pack", "install")
    client = sign_in(cast.asha)
    shown = page("/desk/findings/northport/ready-made/", cast.asha)
    assert shown.count('name="question"') == 15
    ticked = [line.split('"')[0] for line in shown.split('name="question" value="')[1:]]
    client.post("/desk/findings/northport/ready-made/", {"question": ticked})
    client.post("/desk/findings/northport/ready-made/", {"question": ticked})
    assert Question.objects.count() == 15
    for question in Question.objects.all():
        assert question.guidance
        assert question.allowed_months
        assert question.for_kinds
        assert question.key.endswith(".1")
        assert (question.answer_kind is AnswerKind.CHOICE) == bool(question.choices)
    assert sign_in(cast.ben).get("/desk/findings/northport/ready-made/").status_code == 404


def test_a_bodys_page_costs_the_same_with_many_claims(cast: Cast, body: Body) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(body.get_absolute_url())
        return len(caught)

    claim(ask(cast), body, "no", cast.asha, cast.ben)
    queries()  # what a process asks once
    few = queries()
    for number in range(12):
        claim(ask(cast, f"Question {number}?"), body, "no", cast.asha, cast.ben)
        claim(
            ask(cast, f"About another {number}?"),
            make_body(f"Body {number}"),
            "no",
            cast.asha,
            make_person(f"p{number}"),
        )
    assert queries() == few
