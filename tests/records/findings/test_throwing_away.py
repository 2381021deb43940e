"""A question that nobody has answered can be thrown away; what a person read cannot."""

from datetime import UTC, datetime

import pytest

from dueregard.foundation.audit.models import Act
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.records.findings.actions.read_anew import read_anew
from dueregard.records.findings.actions.throw_question_away import AlreadyAnswered, throw_question_away
from dueregard.records.findings.models import Question
from dueregard.rules.findings.answers import NOT_STATED, AnswerKind, NotAnAnswer
from tests.builders import make_body
from tests.builders_evidence import PLAN, RISK, make_pdf_document
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
TEXT = "Does the action plan name an owner?"


@pytest.fixture
def document(cast: Cast) -> Document:
    """A document of Northport about a body."""
    return make_pdf_document(cast.northport, RISK, PLAN, title="Risk assessment", body=make_body())


@pytest.fixture
def question(cast: Cast) -> Question:
    """A question that nobody has answered."""
    return ask_question(
        group=cast.northport, text=TEXT, guidance="A post, not a team.", kind=AnswerKind.YES_NO, by=cast.asha, now=NOW
    )


def answer(question: Question, document: Document, cast: Cast) -> None:
    """Let Ben read that the documents do not say."""
    assert document.body is not None
    give_answer(question=question, body=document.body, value=NOT_STATED, passage=None, by=cast.ben, now=NOW)


def test_a_page_says_what_goes_and_the_log_keeps_the_words(cast: Cast, question: Question, document: Document) -> None:
    show_findings(question=question, is_public=True, by=cast.asha, now=NOW)
    client = sign_in(cast.asha)
    away = f"{question.get_absolute_url()}throw-away/"
    assert away in client.get(question.get_absolute_url()).content.decode()
    page = client.get(away).content.decode()
    for said in ("what readers are told", "its column in the table", "its public page", "your documents stay"):
        assert said in page.lower()
    assert Question.objects.exists()  # looking is not throwing away
    assert client.post(away, {"sure": "yes"})["Location"] == "/desk/questions/"
    assert not Question.objects.exists()
    act = Act.objects.get(did="throw_away")
    assert (act.by, act.details["text"], act.details["guidance"]) == (cast.asha, TEXT, "A post, not a team.")
    assert Document.objects.filter(pk=document.pk).exists()


def test_an_answered_question_stays_and_says_why(cast: Cast, question: Question, document: Document) -> None:
    answer(question, document, cast)
    client = sign_in(cast.asha)
    away = f"{question.get_absolute_url()}throw-away/"
    assert away not in client.get(question.get_absolute_url()).content.decode()
    for page in (client.get(away), client.post(away, {"sure": "yes"})):
        assert "Someone has answered this question, so it stays" in page.content.decode()
        assert "button danger" not in page.content.decode()
    with pytest.raises(AlreadyAnswered):
        throw_question_away(question=question, by=cast.asha, now=NOW)
    assert Question.objects.exists()


def test_once_its_answers_are_taken_back_it_can_go(cast: Cast, question: Question, document: Document) -> None:
    answer(question, document, cast)
    assert document.body is not None
    read_anew(question=question, body=document.body, by=cast.asha, now=NOW)
    throw_question_away(question=question, by=cast.asha, now=NOW)
    assert not Question.objects.exists()


def test_who_answers_a_question_that_has_just_gone_is_told(cast: Cast, question: Question, document: Document) -> None:
    throw_question_away(question=question, by=cast.asha, now=NOW)
    with pytest.raises(NotAnAnswer, match="thrown away while you were reading"):
        answer(question, document, cast)
