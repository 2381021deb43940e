"""A table of answers is tried before anything is saved; every row gets its sentence, and none is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dueregard.records.bodies.models import Body
from dueregard.records.findings.models import Answer, Finding, Question
from dueregard.rules.law.laws import BodyKind
from tests.audiences import MEMBERS, assert_only
from tests.builders import make_body
from tests.people import Cast
from tests.records.findings.claims import ask
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
COUNCIL = BodyKind.LOCAL_AUTHORITY
HEAD = "Body;Answer;Address;Read on;Note\n"
AT = "https://northport.example/p;2026-11-02"


@pytest.fixture
def councils() -> list[Body]:
    """Three councils and a school."""
    make_body("Northport School", kind=BodyKind.ACADEMY)
    return [make_body(f"{name} Council", kind=COUNCIL) for name in ("Northport", "Southmoor", "Westhaven")]


@pytest.fixture
def question(cast: Cast) -> Question:
    """A question for councils."""
    return ask(cast, for_kinds=[COUNCIL.value])


def send(cast: Cast, question: Question, rows: str, *, make: str = "check") -> str:
    """Bring a table with Ben; return the page."""
    data = {"text": HEAD + rows, "make": make}
    answer = sign_in(cast.ben).post(f"/desk/questions/{question.pk}/table/", data, follow=True)
    return answer.content.decode()


def test_every_row_gets_a_sentence_and_nothing_is_saved_before_it_is_asked_for(
    cast: Cast, question: Question, councils: list[Body]
) -> None:
    shown = send(
        cast,
        question,
        f"Northport Council;No;{AT};first\n"
        f"Northport Council;no;{AT};again\n"
        f"Southmoor Council;yes;{AT};one\n"
        f"Southmoor Council;no;{AT};other\n"
        f"Nowhere Council;yes;{AT};\n"
        f"Westhaven Council;perhaps;{AT};\n"
        f"Northport School;yes;{AT};\n"
        "Westhaven Council;yes;;;\n"
        "Westhaven Council;yes;https://w.example/;31/31/2026;\n"
        f";yes;{AT};\n",
    )
    assert not Answer.objects.exists()
    for words in (
        "Will be saved as your answer.",
        "The same as row 2. It is saved once.",
        "gives another answer for Southmoor Council",
        "“Nowhere Council” is not in the register.",
        "“perhaps” is not an answer to this question. Write one of these: yes, no, unclear, not stated.",
        "This question is not for bodies like Northport School.",
        "Copy the address of the page",
        "is not a date",
        "No body is named.",
    ):
        assert words in shown.replace("&#x27;", "'"), words
    assert "Save 1 answer<" in shown
    for typed in ("Nowhere Council", "perhaps", "again", "other"):
        assert typed in shown.split("<textarea")[1], "what was typed stays on the page"


def test_the_ready_rows_are_saved_as_first_answers_and_the_rest_stays(
    cast: Cast, question: Question, councils: list[Body]
) -> None:
    rows = f"Northport Council;no;{AT};seen\nSouthmoor Council;yes;{AT};\nNowhere Council;yes;{AT};mine\n"
    shown = send(cast, question, rows, make="save")
    assert "2 answers saved" in shown
    assert {(one.body.name, one.value, one.by, one.order) for one in Answer.objects.all()} == {
        ("Northport Council", "no", cast.ben, 1),
        ("Southmoor Council", "yes", cast.ben, 1),
    }
    assert not Finding.objects.exists(), "one person alone makes no finding"
    left = shown.split("<textarea")[1].split("</textarea>")[0]
    assert "Nowhere Council" in left
    assert "Southmoor Council" not in left
    again = send(cast, question, rows, make="save")
    assert "No row is ready" in again
    assert Answer.objects.count() == 2


def test_a_file_with_a_mark_is_read_and_a_file_beside_pasted_words_is_asked_about(
    cast: Cast, question: Question, councils: list[Body]
) -> None:
    client, url = sign_in(cast.ben), f"/desk/questions/{question.pk}/table/"
    file = SimpleUploadedFile("a.csv", f"\ufeff{HEAD}Northport Council;no;{AT};\n".encode())
    assert "Save 1 answer<" in client.post(url, {"file": file}).content.decode()
    file = SimpleUploadedFile("a.csv", b"nothing")
    assert "Import one at a time" in client.post(url, {"file": file, "text": HEAD}).content.decode()
    assert client.post(url, {"text": "Body,Reply\nA,b"}).status_code == 422


def test_who_may_bring_a_table(cast: Cast, question: Question) -> None:
    assert_only(f"/desk/questions/{question.pk}/table/", MEMBERS, cast)


def test_a_copy_is_added_later_and_the_claim_can_be_published(
    cast: Cast, question: Question, councils: list[Body]
) -> None:
    send(cast, question, f"Northport Council;no;{AT};\n", make="save")
    source = Answer.objects.get().source
    assert source
    url = f"/desk/sources/{source.pk}/copy/"
    assert sign_in(cast.asha).get(url).status_code == 404, "a second reader does not see it"
    client = sign_in(cast.ben)
    assert url in client.get(f"/desk/questions/{question.pk}/bodies/northport-council/").content.decode()
    assert "Choose a document, or add a file." in client.post(url, {"kept": ""}).content.decode()
    client.post(url, {"copy": SimpleUploadedFile("page.txt", b"There is no policy.")})
    source.refresh_from_db()
    assert source.copy
    assert source.copy.group == cast.northport
    assert "already" in client.get(url).content.decode()
