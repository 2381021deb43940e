"""The page of a published case lists the public copies of what came with its letters, and nothing that is private."""

from datetime import date

import pytest
from django.test import Client

from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Case
from dueregard.records.evidence.models import Document, Label
from dueregard.records.redaction.actions.publish_copy import withdraw_copy
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_evidence import make_pdf_document
from tests.builders_foi import NOW, make_campaign, make_event, make_letter, make_waiting_case
from tests.builders_redaction import published
from tests.people import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    """A published case."""
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    letter = make_letter(case, text="Please send the risk assessment.")
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=letter)
    publish_case(case=case, by=cast.asha, now=NOW)
    return case


def labelled(document: Document, case: Case) -> Document:
    """Say that a document came by a case."""
    Label.objects.create(document=document, facet="case", word=str(case.pk))
    return document


def test_a_public_copy_is_listed_while_it_is_public_and_its_original_never(
    client: Client, case: Case, cast: Cast
) -> None:
    plan = labelled(make_pdf_document(cast.northport, "The plan", name="sample-robin.pdf"), case)
    asked = published(plan, prepared_by=cast.asha, by=cast.ben)
    assert asked.copy is not None
    labelled(asked.copy, case)
    page = client.get(f"/requests/{case.pk}/").content.decode()
    assert f'href="/documents/{asked.copy.pk}/"' in page
    assert "sample-robin" not in page
    assert str(plan.pk) not in page
    assert client.get(f"/requests/{case.pk}.json").json()["documents"][0]["path"] == f"/documents/{asked.copy.pk}/"
    withdraw_copy(asked=asked, why="A name", by=cast.asha, now=NOW)
    assert f"/documents/{asked.copy.pk}/" not in client.get(f"/requests/{case.pk}/").content.decode()


def test_a_copy_of_another_group_or_case_is_not_listed(client: Client, case: Case, cast: Cast) -> None:
    theirs = labelled(make_pdf_document(cast.southmoor, "Theirs", is_public=False), case)
    Document.objects.filter(pk=theirs.pk).update(copy_of=make_pdf_document(cast.southmoor, "Original"), is_public=True)
    assert f"/documents/{theirs.pk}/" not in client.get(f"/requests/{case.pk}/").content.decode()
