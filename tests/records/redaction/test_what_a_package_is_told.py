"""What is taken out of a copy is told to whoever opens a package, but never what lies under a mark."""

import json

import pytest

from dueregard.records.evidence.models import Document
from dueregard.records.redaction.queries.packaged import packaged
from tests.builders import make_body
from tests.builders_evidence import make_pdf_document
from tests.builders_redaction import published
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_what_a_mark_covers_is_in_no_package_without_its_original(cast: Cast) -> None:
    document = make_pdf_document(cast.northport, "Jo Example wrote this.", body=make_body())
    made = published(document, prepared_by=cast.asha, by=cast.ben, words=["Jo Example"])
    said = b"".join(packaged(Document.objects.filter(pk=made.copy_id), cast.northport)).decode()
    assert "Jo Example" not in said
    (told_of,) = json.loads(said)
    assert told_of["original"] == {"id": str(document.pk), "sha256": "", "is_in_package": False}
    assert told_of["marks"] == []
    assert document.sha256 not in said
    assert told_of["copies"][0]["salt"] == ""
    assert told_of["copies"][0]["marks"] == [{"kind": "words", "reason": "person", "page": None}]
