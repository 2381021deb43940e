"""One answer for each reader who is wanted, for the test of the list of everything."""

from datetime import timedelta

from dueregard.records.findings.actions.ask_question import ask_question
from dueregard.records.findings.models import Answer, ReplyLink, Statement
from dueregard.rules.findings.answers import AnswerKind
from tests.builders import make_body
from tests.people import LONG_AGO, Cast, make_person
from tests.records.findings.claims import ask, claim


def second_reader(cast: Cast) -> str:
    """Ben has answered."""
    _answered(cast, "Read Once Trust", "yes")
    return "Read a second time: Read Once Trust"


def third_reader(cast: Cast) -> str:
    """Two have answered differently."""
    _answered(cast, "Disputed Trust", "yes", "no")
    return "Decide between two answers: Disputed Trust"


def _answered(cast: Cast, body: str, *values: str) -> None:
    question = ask_question(
        group=cast.northport, text=f"Does {body} say who?", guidance="", kind=AnswerKind.YES_NO, by=cast.asha,
        now=LONG_AGO,
    )  # fmt: skip
    made = make_body(body)
    readers = [cast.ben, *(make_person(f"reader{at}") for at in range(len(values) - 1))]
    for order, (value, by) in enumerate(zip(values, readers, strict=True), start=1):
        Answer.objects.create(question=question, body=made, order=order, value=value, by=by, at=LONG_AGO)


def right_of_reply(cast: Cast) -> str:
    """A body said something about a claim."""
    body = make_body("Answering Trust")
    finding = claim(ask(cast, "Does Answering Trust say who?"), body, "no", cast.asha, cast.ben)
    link = ReplyLink.objects.create(
        body=body,
        group=cast.northport,
        digest="d" * 64,
        sent_to="foi@answering.example",
        made_by=cast.asha,
        made_at=LONG_AGO,
        ends_at=LONG_AGO + timedelta(days=60),
    )
    Statement.objects.create(
        link=link, body=body, finding=finding, claim=str(finding), stance="disputes", says="It does.", at=LONG_AGO
    )
    return "Right of reply answered: Answering Trust"


MAKE = {"right-of-reply": right_of_reply, "second-reader": second_reader, "third-reader": third_reader}
