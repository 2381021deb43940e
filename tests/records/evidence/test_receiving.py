"""A file is received before it is read: its bytes, its origin and a line of custody, once however often it comes."""

import pytest
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.store import Kept
from dueregard.records.evidence.actions.label_document import label_giving
from dueregard.records.evidence.actions.receive_document import BytesMissing
from dueregard.records.evidence.models import CustodyLine, Document, Provenance, Reading
from dueregard.records.history.models import Entry
from tests.builders import make_body
from tests.people import Cast
from tests.records.evidence.arriving import receive, upload


def lines_of(document: Document) -> QuerySet[CustodyLine]:
    return CustodyLine.objects.filter(document=document)


def test_a_file_that_came_has_its_bytes_its_row_its_origin_and_a_line_of_custody(cast: Cast) -> None:
    body = make_body()
    document = receive(cast.northport, b"the minutes", body=body, by=cast.asha, title="Minutes", kind="minutes")
    assert store.get(document.sha256) == b"the minutes"
    assert (document.size, document.reading, document.body) == (11, Reading.WAITING, body)
    assert document.provenances.get().kind == Provenance.Kind.UPLOAD
    line = lines_of(document).get()
    assert (line.did, line.sha256, line.by) == ("received", document.sha256, str(cast.asha.pk))
    assert Act.objects.get(on_id=str(document.pk)).did == "document_received"
    assert Entry.objects.get(body=body).path == document.get_absolute_url()
    assert DBTaskResult.objects.ready().get().args_kwargs["args"] == [str(document.pk)]


def test_the_same_bytes_given_twice_are_one_document_with_two_origins(cast: Cast) -> None:
    first = receive(cast.northport, b"twice", name="a.txt")
    second = receive(cast.northport, b"twice", name="b.txt")
    assert first == second
    assert [one.name for one in first.provenances.all()] == ["a.txt", "b.txt"]
    assert second.name == "a.txt"
    assert [line.did for line in lines_of(first)] == ["received", "received_again"]


def test_the_same_giving_told_twice_is_one(cast: Cast) -> None:
    first = receive(cast.northport, b"once", giving=upload("upload-7"))
    receive(cast.northport, b"once", giving=upload("upload-7"))
    assert first.provenances.count() == 1
    assert lines_of(first).count() == 1


def test_two_groups_that_have_the_same_bytes_have_two_documents(cast: Cast) -> None:
    ours, theirs = receive(cast.northport, b"shared"), receive(cast.southmoor, b"shared")
    assert ours != theirs
    assert ours.sha256 == theirs.sha256


def test_bytes_that_were_never_kept_make_no_document(cast: Cast) -> None:
    with pytest.raises(BytesMissing):
        receive(cast.northport, kept=Kept("0" * 64, 3))
    assert not Document.objects.exists()


def test_a_name_is_never_a_path(cast: Cast) -> None:
    assert receive(cast.northport, name="../../etc/passwd").name == "passwd"


def test_what_is_known_of_a_file_is_known_of_the_files_inside_it(cast: Cast) -> None:
    archive = receive(cast.northport, giving=upload(part="foi", subject="7", labels={"case": ["c"]}))
    inside = receive(cast.northport, giving=upload(kind=Provenance.Kind.INSIDE, parent=archive))
    deeper = receive(cast.northport, giving=upload(kind=Provenance.Kind.INSIDE, parent=inside))
    assert (inside.depth, deeper.depth, deeper.root) == (1, 2, archive)
    assert deeper.labels == {"case": ["c"]}
    label_giving(part="foi", subject="7", labels={"case": ["c"], "exemption": ["section 24"]})
    for document in (archive, inside, deeper):
        document.refresh_from_db()
        assert document.labels == {"case": ["c"], "exemption": ["section 24"]}


def test_a_file_that_holds_itself_ends(cast: Cast) -> None:
    quine = receive(cast.northport, b"quine", giving=upload(labels={"case": ["c"]}))
    again = receive(cast.northport, b"quine", giving=upload(kind=Provenance.Kind.INSIDE, parent=quine))
    assert again == quine
    assert again.depth == 0
