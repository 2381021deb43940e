"""What is public of a finding leads to the words of a public copy, and to nothing that was left out or kept private."""

import pytest

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.queries.kinds import loaded
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.ask_question import show_findings
from dueregard.records.findings.actions.follow_documents import follow_document
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.records.findings.actions.read_anew import read_anew
from dueregard.records.findings.models import Finding, Question
from dueregard.records.findings.queries import findable
from dueregard.records.redaction.actions.publish_copy import publish_copy, withdraw_copy
from tests.audiences import EVERYBODY, MEMBERS, assert_only
from tests.builders_evidence import PLAN, RISK, make_passage, make_pdf_document, make_public_copy
from tests.builders_redaction import ready
from tests.people import Cast
from tests.records.findings.asking import NOW, WORDS, answer, read
from tests.searching import differences, hits, index_now

pytestmark = pytest.mark.django_db


def test_a_public_finding_leads_everybody_to_the_same_words_in_the_public_copy(
    cast: Cast, question: Question, document: Document, body: Body
) -> None:
    answer(question, document, cast.ben, "no")
    answer(question, document, cast.asha, "no")
    finding = Finding.objects.get()
    assert_only(f"/findings/{finding.pk}/", MEMBERS, cast)
    assert_only(f"/questions/{question.pk}/", set(), cast)
    show_findings(question=question, is_public=True, by=cast.asha, now=NOW)
    assert_only(f"/questions/{question.pk}/", EVERYBODY, cast)
    assert_only(f"/findings/{finding.pk}/", MEMBERS, cast)  # nobody else could follow it yet
    assert "1 more finding comes from documents" in read(None, f"/questions/{question.pk}/")
    assert WORDS not in read(None, f"/questions/{question.pk}/")
    make_public_copy(document, "Cover", PLAN, WORDS)  # other than the same words elsewhere, page 2 counts
    copy = document.copies.get()
    follow_document(pk=copy.pk)
    assert_only(f"/findings/{finding.pk}/", EVERYBODY, cast)
    for url in (f"/findings/{finding.pk}/", f"/questions/{question.pk}/"):
        page = read(None, url)
        assert f"/documents/{copy.pk}/pages/2/?from=0" in page
        assert str(document.pk) not in page
    show_findings(question=question, is_public=False, by=cast.asha, now=NOW)
    assert_only(f"/findings/{finding.pk}/", MEMBERS, cast)


@pytest.mark.usefixtures("own_index")
def test_a_finding_is_found_by_those_who_may_follow_it(cast: Cast, question: Question, document: Document) -> None:
    title = f"{question.text} no"

    def found(person: Person | None) -> list[str]:
        return [hit.title for hit in hits("owner", person) if hit.kind == "finding"]

    answer(question, document, cast.ben, "no")
    index_now()
    assert found(cast.ben) == []
    answer(question, document, cast.asha, "no")
    index_now()
    assert found(cast.ben) == [title]
    assert found(cast.carys) == found(None) == []
    show_findings(question=question, is_public=True, by=cast.asha, now=NOW)
    index_now()
    assert found(None) == []
    asked = ready(document, by=cast.ben)
    assert asked.copy
    asked.copy.pages.update(number=2, text=WORDS)
    publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=cast.asha, now=NOW)
    index_now()
    assert found(None) == [title]
    withdraw_copy(asked=asked, why="A name was left in.", by=cast.asha, now=NOW)
    index_now()
    assert found(None) == []
    assert differences() == []
    read_anew(question=question, body=Body.objects.get(), by=cast.asha, now=NOW)
    index_now()
    assert found(cast.ben) == []


def test_everybody_finds_the_words_of_the_public_copy_and_never_what_it_leaves_out(
    cast: Cast, question: Question, body: Body
) -> None:
    plan = "The action plan names Morwenna Example as its owner, and the board reviews it in March 2025."
    document = make_pdf_document(cast.northport, RISK, plan, title="Plan", body=body)
    for by in (cast.ben, cast.asha):
        passage = make_passage(document.pages.get(number=2), plan, by=by)
        give_answer(question=question, body=body, value="yes", passage=passage, by=by, now=NOW)
    show_findings(question=question, is_public=True, by=cast.asha, now=NOW)
    (own,) = loaded(findable, [str(Finding.objects.get().pk)])  # type: ignore[arg-type]
    assert "Morwenna" in own.text
    assert not own.is_public
    left = plan.replace("Morwenna Example", "(left out)")
    copy = make_public_copy(document, RISK, f"{left} The rest of the page is about something else.")
    follow_document(pk=copy.pk)
    (shown,) = loaded(findable, [str(Finding.objects.get().pk)])  # type: ignore[arg-type]
    assert shown.is_public
    assert "names (left out) as its owner" in " ".join(shown.text.split())
    assert "Morwenna" not in f"{shown.title} {shown.text}"


def test_a_private_question_answered_from_a_public_document_stays_private(
    cast: Cast, question: Question, body: Body
) -> None:
    document = make_public_copy(make_pdf_document(cast.northport, RISK, PLAN, title="Risk assessment", body=body))
    for by in (cast.ben, cast.asha):
        answer(question, document, by, "no")
    assert Finding.objects.get().passage
    assert question.text in read(cast.ben, body.get_absolute_url())
    for person in (None, cast.carys):
        assert question.text not in read(person, body.get_absolute_url())
        assert question.text not in read(person, "/")
