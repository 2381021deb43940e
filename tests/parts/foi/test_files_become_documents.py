"""Every file that a reply brings is a document of the case's group, and is known by what the case knows of it."""

import pytest
from django.utils import timezone

from dueregard.parts.foi.actions.file_documents import GONE, file_documents, sweep_files
from dueregard.parts.foi.actions.record_event import strike_event
from dueregard.parts.foi.actions.record_post import Scan, record_post
from dueregard.parts.foi.models.correspondence import Means
from dueregard.records.evidence.models import CustodyLine, Document, Provenance
from dueregard.rules.casework.events import EventKind
from tests.builders_foi import ASKED_AT, NOW, make_attachment, make_campaign, make_event, make_reply, make_waiting_case
from tests.people import Cast


@pytest.fixture(autouse=True)
def people(cast: Cast) -> Cast:
    return cast


def test_a_scan_that_came_by_post_is_a_document_of_the_group(cast: Cast) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    scan = Scan("letter.pdf", "application/pdf", b"%PDF-scan")
    reply = record_post(case=case, means=Means.POST, at=NOW, text="", scans=[scan], by=cast.asha, now=NOW)
    document = reply.attachments.get().document
    assert document is not None
    assert (document.group, document.body, document.name) == (cast.northport, case.body, "letter.pdf")
    assert document.labels["case"] == [str(case.pk)]
    given = document.provenances.get()
    assert (given.kind, given.path) == (Provenance.Kind.CORRESPONDENCE, f"/desk/messages/{reply.pk}/")
    assert given.says.startswith(f"With a letter from {case.body.name}")


def test_the_same_file_in_two_replies_is_one_document_of_two_cases(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    cases = [make_waiting_case(campaign), make_waiting_case(campaign)]
    for case in cases:
        message = make_reply(case)
        make_attachment(message)
        file_documents(message=message, now=NOW)
    document = Document.objects.get()
    assert document.labels["case"] == [str(case.pk) for case in cases]
    assert document.provenances.count() == 2
    assert document.body == cases[0].body


def test_files_of_earlier_replies_are_taken_over_once(cast: Cast) -> None:
    attachment = make_attachment(make_reply(make_waiting_case(make_campaign(cast.northport))))
    assert [sweep_files(now=NOW), sweep_files(now=NOW)] == [1, 0]
    attachment.refresh_from_db()
    assert attachment.document is not None
    assert attachment.document.received_at == attachment.correspondence.at


def test_a_file_whose_bytes_are_gone_is_named_and_the_next_one_goes_on(cast: Cast) -> None:
    message = make_reply(make_waiting_case(make_campaign(cast.northport)))
    lost, found = make_attachment(message, sha256="0" * 64), make_attachment(message, name="found.pdf")
    assert [sweep_files(now=NOW), sweep_files(now=NOW)] == [1, 0]
    lost.refresh_from_db()
    found.refresh_from_db()
    assert (lost.document, lost.trouble) == (None, GONE)
    assert found.document is not None


def test_the_sections_of_a_refusal_are_said_of_its_files_and_taken_back_with_it(cast: Cast) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    message = make_reply(case)
    make_attachment(message)
    file_documents(message=message, now=NOW)
    sections = ("section 24", "section 31")
    event = make_event(case, EventKind.REFUSED, ASKED_AT.date(), correspondence=message, sections=sections)
    assert Document.objects.get().labels["exemption"] == [*sections]
    assert Document.objects.filter(label_rows__facet="exemption", label_rows__word="section 24").exists()
    strike_event(event=event, by=cast.asha, now=timezone.now())
    assert "exemption" not in Document.objects.get().labels


def test_a_reply_that_moves_to_another_groups_case_takes_its_files_along(cast: Cast) -> None:
    ours, theirs = (make_waiting_case(make_campaign(group)) for group in (cast.northport, cast.southmoor))
    message = make_reply(ours)
    attachment = make_attachment(message)
    file_documents(message=message, now=NOW)
    left = Document.objects.get()
    message.case = theirs
    message.save(update_fields=["case"])
    assert [sweep_files(now=NOW), sweep_files(now=NOW)] == [1, 0]
    attachment.refresh_from_db()
    assert attachment.document is not None
    assert attachment.document.group == cast.southmoor
    left.refresh_from_db()
    assert (left.provenances.count(), left.labels) == (0, {})
    assert CustodyLine.objects.filter(document=left).latest("number").did == "giving_withdrawn"
