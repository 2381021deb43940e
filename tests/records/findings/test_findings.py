"""Two people answer blind, a third decides, and what stands can be followed to its words by whoever may read it."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Citation, Document
from dueregard.records.findings.actions.ask_question import show_findings
from dueregard.records.findings.actions.give_answer import AlreadyAnswered, NotYoursToDecide, decide_answer, give_answer
from dueregard.records.findings.actions.read_anew import NothingAnswered, read_anew
from dueregard.records.findings.models import Answer, Finding, Question
from dueregard.records.findings.queries.question_page import agreement_on
from dueregard.records.history.queries import history_of
from dueregard.rules.findings.answers import NOT_STATED, AnswerKind, NotAnAnswer
from tests.audiences import MEMBERS, SIGNED_IN, WORKERS, assert_only
from tests.builders import make_body
from tests.builders_evidence import PLAN, RISK, make_passage, make_pdf_document, make_public_copy
from tests.people import Cast
from tests.records.findings.asking import NOW, WORDS, address, answer, ask, read
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_two_who_agree_make_a_finding_that_holds_its_passage(
    cast: Cast, question: Question, document: Document
) -> None:
    answer(question, document, cast.ben, "no")
    assert not Finding.objects.exists()
    answer(question, document, cast.asha, "no")
    finding = Finding.objects.get()
    assert (finding.value, finding.was_decided, finding.passage and finding.passage.quote) == ("no", False, WORDS)
    citation = Citation.objects.get()
    assert (citation.part, citation.subject) == ("finding", str(finding.pk))
    assert [line.says for line in history_of(finding.body, cast.ben)] == ["Does the action plan name an owner? no"]
    assert history_of(finding.body, None) == []


def test_a_third_decides_where_two_differ_and_nobody_else(
    cast: Cast, question: Question, document: Document, eve: Person
) -> None:
    answer(question, document, cast.ben, "no")
    answer(question, document, cast.asha, "unclear")
    assert not Finding.objects.exists()
    for reader in (cast.ben, cast.asha):
        with pytest.raises(NotYoursToDecide):
            answer(question, document, reader, "no", how=decide_answer)
    answer(question, document, eve, "no", how=decide_answer)
    finding = Finding.objects.get()
    assert (finding.value, finding.was_decided) == ("no", True)
    with pytest.raises(NotYoursToDecide):
        answer(question, document, cast.dana, "yes", how=decide_answer)


def test_nobody_answers_twice_and_a_third_does_not_answer(
    cast: Cast, question: Question, document: Document, eve: Person
) -> None:
    answer(question, document, cast.ben, "no")
    with pytest.raises(AlreadyAnswered):
        answer(question, document, cast.ben, "yes")
    with pytest.raises(NotYoursToDecide):
        answer(question, document, cast.asha, "no", how=decide_answer)
    answer(question, document, cast.asha, "yes")
    with pytest.raises(AlreadyAnswered):
        answer(question, document, eve, "yes")
    assert Answer.objects.count() == 2


def test_an_answer_rests_on_a_passage_unless_nothing_says_so(
    cast: Cast, question: Question, document: Document, body: Body
) -> None:
    known: dict[str, Any] = {"question": question, "body": body, "passage": None, "by": cast.ben, "now": NOW}
    with pytest.raises(NotAnAnswer, match="passage"):
        give_answer(value="no", **known)
    with pytest.raises(NotAnAnswer):
        give_answer(value="perhaps", **known)
    give_answer(value=NOT_STATED, **known)
    give_answer(value=NOT_STATED, **{**known, "by": cast.asha})
    assert Finding.objects.get().passage is None


def test_the_second_reader_sees_nothing_of_the_first_anywhere(cast: Cast, document: Document, body: Body) -> None:
    question = ask(cast, "How many were trained?", AnswerKind.NUMBER)
    answer(question, document, cast.ben, "48613")
    pages = [
        address(question, body),
        f"/desk/questions/{question.pk}/",
        f"/desk/questions/{question.pk}/?view=all",
        "/desk/questions/",
        "/desk/findings/northport/",
        body.get_absolute_url(),
        document.get_absolute_url(),
        f"{document.get_absolute_url()}pages/2/",
    ]
    for url in pages:
        assert "48613" not in read(cast.asha, url), url
        assert "48613" not in read(cast.dana, url), url
    assert "names no owner" not in read(cast.asha, pages[0])
    assert "48613" not in text_of(sign_in(cast.asha).get("/desk/findings/northport.csv"))
    assert "48613" in read(cast.ben, pages[0])
    answer(question, document, cast.asha, "7")
    assert "48613" in read(cast.asha, pages[0])
    assert "48613" not in "".join(str(act.details) for act in Act.objects.all())


def text_of(response: Any) -> str:
    """Return a streamed answer."""
    return b"".join(response.streaming_content).decode()


def test_a_volunteer_answers_on_the_page_from_a_passage_they_kept(
    cast: Cast, question: Question, document: Document, body: Body
) -> None:
    passage = make_passage(document.pages.get(number=2), WORDS, by=cast.ben)
    other = make_passage(document.pages.get(number=1), "Staff training", by=cast.asha)
    client = sign_in(cast.ben)
    offer = read(cast.ben, f"/desk/passages/{passage.pk}/questions/")
    assert f"{address(question, body)}?passage={passage.pk}" in offer
    page = read(cast.ben, address(question, body))
    assert WORDS in page
    assert "Staff training" not in page
    missing = client.post(address(question, body), {"value": "no", "passage": "none", "note": "Page 2."})
    assert "Choose what shows this." in missing.content.decode()
    assert "Page 2." in missing.content.decode()
    stolen = client.post(address(question, body), {"value": "no", "passage": str(other.pk)})
    assert stolen.status_code == 200
    assert not Answer.objects.exists()
    done = client.post(address(question, body), {"value": "no", "passage": str(passage.pk), "note": "Page 2."})
    assert done["Location"] == f"/desk/questions/{question.pk}/"
    kept = Answer.objects.get()
    assert (kept.value, kept.by, kept.order, kept.note) == ("no", cast.ben, Answer.Order.FIRST, "Page 2.")


def test_both_readers_are_offered_the_same_words_when_each_kept_them(
    cast: Cast, question: Question, document: Document, body: Body
) -> None:
    first = answer(question, document, cast.ben, "no").passage
    make_passage(document.pages.get(number=2), WORDS, by=cast.asha)
    assert WORDS in read(cast.asha, address(question, body))
    assert first
    refused = sign_in(cast.ben).post(f"/passages/{first.pk}/drop/", {"sure": "yes"}, follow=True).content.decode()
    assert "This passage is in use" in refused


def test_a_third_decides_on_the_page_from_the_passages_of_the_two(
    cast: Cast, question: Question, document: Document, body: Body, eve: Person
) -> None:
    answer(question, document, cast.ben, "no")
    answer(question, document, cast.asha, "yes")
    assert body.name in read(eve, f"/desk/questions/{question.pk}/?view=decide")
    page = read(eve, address(question, body))
    assert "Two readers disagree: you decide" in page
    assert "Ben" in page
    assert page.count('name="passage"') == 4, "the same words once, a web page, a minute, none"
    passage = Answer.objects.get(by=cast.ben).passage_id
    sign_in(eve).post(address(question, body), {"value": "no", "passage": str(passage)})
    assert Finding.objects.get().was_decided


def test_words_and_numbers_have_a_tick_for_silence(cast: Cast, document: Document, body: Body) -> None:
    question = ask(cast, "How often?", AnswerKind.TEXT)
    sign_in(cast.ben).post(address(question, body), {"value": "", "is_silent": "on", "passage": "none"})
    assert Answer.objects.get().value == NOT_STATED


def test_read_anew_takes_back_answers_finding_and_history(
    cast: Cast, question: Question, document: Document, body: Body
) -> None:
    with pytest.raises(NothingAnswered):
        read_anew(question=question, body=body, by=cast.asha, now=NOW)
    answer(question, document, cast.ben, "no")
    answer(question, document, cast.asha, "no")
    asked = sign_in(cast.asha).post(address(question, body, "anew/"))
    assert "cannot be undone" in asked.content.decode()
    assert Finding.objects.exists(), "nothing goes before somebody said so"
    assert sign_in(cast.asha).post(address(question, body, "anew/"), {"sure": "yes"}).status_code == 302
    assert not Finding.objects.exists()
    assert not Answer.objects.exists()
    assert history_of(body, cast.ben) == []
    answer(question, document, cast.ben, "yes")


def test_who_opens_what(cast: Cast, question: Question, document: Document, body: Body) -> None:
    passage = make_passage(document.pages.get(number=2), WORDS, by=cast.ben)
    assert_only("/desk/questions/", SIGNED_IN, cast)
    assert_only("/desk/questions/new/", SIGNED_IN, cast)
    for url in (
        f"/desk/questions/{question.pk}/",
        address(question, body),
        "/desk/findings/northport/",
        "/desk/findings/northport.csv",
        f"/desk/passages/{passage.pk}/questions/",
    ):
        assert_only(url, MEMBERS, cast)
    assert_only(address(question, body), MEMBERS, cast, "post", {"value": "no"})
    assert_only(address(question, body, "anew/"), WORKERS, cast, "post")
    assert_only(f"/desk/questions/{question.pk}/publish/", WORKERS, cast, "post", {"make": "public"})
    assert_only(f"/desk/questions/{question.pk}/bodies/nowhere/", set(), cast)


def test_only_a_caseworker_asks(cast: Cast) -> None:
    asked = {
        "group": str(cast.northport.pk),
        "text": "Who trains?",
        "kind": "choice",
        "choices": "workshop\ne-learning",
    }
    sign_in(cast.ben).post("/desk/questions/new/", asked)
    sign_in(cast.carys).post("/desk/questions/new/", asked)
    assert not Question.objects.exists()
    poor = sign_in(cast.asha).post("/desk/questions/new/", {**asked, "choices": "workshop"})
    assert "Give at least two answers" in poor.content.decode()
    sign_in(cast.asha).post("/desk/questions/new/", asked)
    assert Question.objects.get().choices == ["workshop", "e-learning"]


def test_the_table_holds_what_stands_with_a_link_for_each_cell_and_nothing_that_runs(
    cast: Cast, document: Document, body: Body
) -> None:
    question = ask(cast, "=How often?", AnswerKind.TEXT)
    ask(cast, "Unread?")
    for reader in (cast.ben, cast.asha):
        answer(question, document, reader, '=HYPERLINK("http://elsewhere.example")')
    make_pdf_document(cast.northport, "Nothing", body=make_body("@Council", slug="council"))
    make_pdf_document(cast.southmoor, "Theirs", body=make_body("Southmoor Council"))
    text = text_of(sign_in(cast.ben).get("/desk/findings/northport.csv"))
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    council, university = sorted(rows)
    assert head[:5] == ["Body", "Link", "'=How often?", "'=How often? (link)", "'=How often? (how)"]
    assert council[0] == "'@Council"
    assert university[2:5] == [
        '\'=HYPERLINK("http://elsewhere.example")',
        f"http://localhost:8000/findings/{Finding.objects.get().pk}/",
        "two readers agreed",
    ]
    assert university[5:] == ["", "", ""]


def test_agreement_counts_the_two_readers_and_not_the_third(
    cast: Cast, question: Question, document: Document, eve: Person
) -> None:
    answers = [("no", "no"), ("no", "yes"), ("yes", "yes"), ("no", "no")]
    for number, (one, other) in enumerate(answers):
        paper = make_pdf_document(cast.northport, RISK, PLAN, str(number), body=make_body(f"Body {number}"))
        answer(question, paper, cast.ben, one)
        answer(question, paper, cast.asha, other)
    answer(question, Document.objects.get(body__name="Body 1"), eve, "no", how=decide_answer)
    found = agreement_on(question)
    assert (found.pairs, found.same) == (4, 3)
    assert found.kappa == pytest.approx(0.5)
    page = read(cast.ben, f"/desk/questions/{question.pk}/")
    assert "0.50" in page
    assert "too few answers" in page


def test_no_page_asks_the_database_more_for_many_bodies_than_for_few(cast: Cast, question: Question) -> None:
    more = ask(cast, "And is it public?")
    read(cast.ben, "/about/")
    counts = []
    urls = ["/desk/questions/", f"/desk/questions/{question.pk}/?view=all", "/desk/findings/northport/"]
    urls += [f"/questions/{question.pk}/", f"/desk/questions/{question.pk}/"]
    show_findings(question=question, is_public=True, by=cast.asha, now=NOW)
    for many in (2, 12):
        for number in range(many):
            about = make_body(f"B {many} {number}")
            paper = make_pdf_document(cast.northport, PLAN, PLAN, about.name, body=about)
            make_public_copy(paper)
            for asked in (question, more):
                answer(asked, paper, cast.ben, "no")
                answer(asked, paper, cast.asha, "no" if number else "yes")
        for url in urls:
            client = sign_in(cast.ben)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get("/desk/findings/northport.csv"))
        counts.append(len(queries))
    assert counts[:6] == counts[6:]
    assert max(counts) <= 13
