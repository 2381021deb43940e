"""Questions of Northport as tests ask, answer and read them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.ask_question import ask_question
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.records.findings.models import Answer, Question
from dueregard.rules.findings.answers import AnswerKind
from tests.builders_evidence import make_passage
from tests.people import Cast
from tests.sessions import sign_in

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
WORDS = "The action plan names no owner."


def ask(cast: Cast, text: str, kind: AnswerKind = AnswerKind.YES_NO, **more: Any) -> Question:
    """Ask a question of Northport, later than the one before."""
    now = NOW + timedelta(minutes=Question.objects.count())
    return ask_question(group=cast.northport, text=text, kind=kind, by=cast.asha, now=now, **more)


def answer(
    question: Question, document: Document, by: Person, value: str, *, how: Callable[..., Answer] = give_answer
) -> Answer:
    """Answer from the words about the owner."""
    passage = make_passage(document.pages.get(number=2), WORDS, by=by)
    return how(question=question, body=document.body, value=value, passage=passage, by=by, now=NOW)


def address(question: Question, body: Body, rest: str = "") -> str:
    """Return the address of a cell."""
    return f"/desk/questions/{question.pk}/bodies/{body.slug}/{rest}"


def read(person: Person | None, url: str) -> str:
    """Return a page as a person sees it."""
    answer = (sign_in(person) if person else Client()).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()
