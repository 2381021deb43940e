"""Brings the findings of the example county: questions that two people answer, claims, and what bodies said of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.records.bodies.models import Body, Contact, Purpose
from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.evidence.actions.mark_passage import mark_passage
from dueregard.records.evidence.models import Document, Page, Passage
from dueregard.records.findings.access import claims_of
from dueregard.records.findings.actions.ask_for_reply import ask_for_reply
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.give_answer import Basis, give_answer
from dueregard.records.findings.actions.say_about_claim import say_about_claim
from dueregard.records.findings.actions.see_statement import show_statement
from dueregard.records.findings.models import Question
from dueregard.records.groups.queries.example import Cast, example_cast
from dueregard.rules.documents.passages import find_words
from dueregard.rules.findings.answers import AnswerKind
from dueregard.rules.findings.sources import SourceKind, SourceSaid
from dueregard.rules.findings.statements import Stance

COUNCIL = "Exampleshire County Council"


@dataclass(frozen=True, slots=True)
class _Asks:
    text: str
    kind: AnswerKind
    answers: dict[str, Sequence[str]]  # body -> what the first, and the second, reader answered
    is_public: bool = True


ASKED = (
    _Asks(
        "Has an equality impact assessment of the Prevent duty been carried out?",
        AnswerKind.YES_NO,
        {
            COUNCIL: ("no", "no"),
            "Sampleford City Council": ("yes", "yes"),
            "Mockton Borough Council": ("no", "no"),
            "Fictley District Council": ("no", "no"),
            "Inventham District Council": ("unclear", "unclear"),
            "Sampleford Primary School": ("no", "no"),
            "Mockton Primary School": ("no", "no"),
            "Pretend-on-Sea Primary School": ("yes", "no"),
            "Fictley High School": ("no",),
        },
    ),
    _Asks(
        "Is a named post responsible for the Prevent duty?",
        AnswerKind.YES_NO,
        {
            COUNCIL: ("yes", "yes"),
            "Sampleford City Council": ("yes", "yes"),
            "Fictley District Council": ("no", "no"),
            "Fictley High School": ("no", "no"),
            "Sampleford Primary School": ("yes",),
        },
    ),
    _Asks(
        "How many concerns were passed on to Channel in 2025/26?",
        AnswerKind.NUMBER,
        {"University of Sampleford": ("2", "2"), "Sampleford City College": ("0", "0"), "Mockton College": ("1",)},
        is_public=False,
    ),
)


def bring(*, now: datetime) -> Iterator[None]:
    """Ask, answer as two readers do, publish, and let the council answer the claims about it."""
    cast, bodies = example_cast(), example_bodies()
    for asked in ASKED:
        by, second = (cast.ada, cast.bilal) if asked.is_public else (cast.dev, cast.esi)
        at = now - timedelta(days=80 if asked.is_public else 15)
        group = cast.schools if asked.is_public else cast.campus
        question = ask_question(group=group, text=asked.text, kind=asked.kind, by=by, now=at)
        for name, answers in asked.answers.items():
            for day, (reader, value) in enumerate(zip((by, second), answers, strict=False)):
                _answer(question, bodies[name], value, reader, at + timedelta(days=2 + 3 * day))
            yield
        if asked.is_public:
            show_findings(question=question, is_public=True, by=by, now=at + timedelta(days=10))
    if Document.objects.filter(body=bodies[COUNCIL], is_public=True).exists():  # where the copy could be drawn
        _reply(cast, bodies[COUNCIL], now)
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with findings."""
    words = "Answer a question about a body as its second reader"
    hint = "What the first reader answered stays hidden until you have answered, too."
    return (ToTry(55, words, reverse("findings:questions"), hint),)


def _answer(question: Question, body: Body, value: str, by: Person, at: datetime) -> None:
    """Answer from a page of what the body sent, where it has these words; else from its website."""
    passage = _passage(question, body, by, at) if value == "no" else None
    source = None
    if passage is None:
        source = SourceSaid(SourceKind.WEB, url=f"{body.home_page}prevent", seen_on=localdate(at))
    give_answer(question=question, body=body, value=value, passage=passage, by=by, now=at, basis=Basis(source=source))


def _passage(question: Question, body: Body, by: Person, at: datetime) -> Passage | None:
    words = "An equality impact assessment has not been carried out."
    if "equality" not in question.text:
        return None
    for page in Page.objects.filter(document__group=question.group, document__body=body).select_related("document"):
        if span := find_words(page.text, words):
            return mark_passage(page=page, start=span.start, end=span.end, by=by, now=at)
    return None


def _reply(cast: Cast, body: Body, now: datetime) -> None:
    """Ask the council what it says of the claims about it, and show its answer beside the first."""
    at = now - timedelta(days=30)
    contact = Contact.objects.get(body=body, purpose=Purpose.INFORMATION_REQUEST)
    link = ask_for_reply(body=body, group=cast.schools, contact=contact, by=cast.ada, now=at).link
    claim = claims_of(link)[0]
    says = "The assessment was begun in September and is due before the board in January."
    said = say_about_claim(link=link, claim=claim.pk, stance=Stance.CHANGED, says=says, by=None, now=at + timedelta(6))
    show_statement(statement=said, seen=said.state, by=cast.bilal, now=at + timedelta(days=7))
