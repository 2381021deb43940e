"""A document's whole life with its bytes in a bucket of a real S3 server: received, read, checked, copied, packed."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import bagit
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from dueregard.records.evidence.actions.check_fixity import check_fixity
from dueregard.records.evidence.models import Document, Fixity, Reading
from dueregard.records.packages.models import Export
from dueregard.records.redaction.models import PublicCopy
from tests.builders_evidence import sound_of
from tests.builders_redaction import copied
from tests.foundation.files.s3_server import Line, S3Server, line_to, running_s3
from tests.people import Cast
from tests.records.evidence.arriving import NOW, read, receive
from tests.records.evidence.papers import pdf
from tests.sessions import sign_in
from tests.work import run_all_tasks

pytestmark = [pytest.mark.servers, pytest.mark.django_db]
LATER = NOW + timedelta(days=2)


@pytest.fixture
def line() -> Iterator[Line]:
    """The site's files lie in a bucket behind a line that can be cut."""
    with (
        running_s3() as server,
        line_to(server) as line,
        override_settings(STORAGES=S3Server(line.address).storages(tries=2)),
    ):
        yield line


def test_a_document_lives_in_a_bucket_and_a_cut_line_costs_nothing(line: Line, cast: Cast, tmp_path: Path) -> None:
    original = read(receive(cast.northport, pdf(1, sentence="Robin Sample wrote this."), name="plan.pdf"))
    assert original.reading == Reading.READ
    assert "Robin Sample" in original.pages.get().text
    assert_fixity(original, line)
    asked = copied(original, by=cast.asha, words=["Robin Sample"])
    assert (asked.state, asked.faults) == (PublicCopy.State.READY, [])
    assert asked.copy is not None
    assert "Robin" not in asked.copy.pages.get().text
    recording = receive(cast.northport, sound_of(2), name="call.wav", kind="audio")
    assert_plays(cast, recording)
    assert_packs(cast, tmp_path)
    assert_a_cut_upload_is_said_and_comes_again(line, cast)


def assert_fixity(document: Document, line: Line) -> None:
    """Bytes that changed are seen; a server that is away is not damage."""
    name = f"{document.sha256[:2]}/{document.sha256[2:4]}/{document.sha256}"
    with default_storage.open(name) as file:
        content = file.read()
    line.cut_after = 0
    with pytest.raises(OSError, match="cannot be reached"):
        check_fixity(most_bytes=10**9, now=LATER)
    line.cut_after = None
    document.refresh_from_db()
    assert (document.fixity, document.checked_at) == (Fixity.KEPT, NOW)
    default_storage.save(name, ContentFile(b"X" + content[1:]))
    assert check_fixity(most_bytes=10**9, now=LATER) == (1, 1)
    default_storage.save(name, ContentFile(content))
    assert check_fixity(most_bytes=10**9, now=LATER + timedelta(days=2)) == (1, 0)


def assert_plays(cast: Cast, recording: Document) -> None:
    """A player gets the stretch it asks for."""
    Document.objects.filter(pk=recording.pk).update(media_type="audio/wav")
    answer = sign_in(cast.ben).get(f"/documents/{recording.pk}/sound/", headers={"Range": "bytes=40-149"})
    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == sound_of(2)[40:150]  # type: ignore[attr-defined]


def assert_packs(cast: Cast, folder: Path) -> None:
    """The package is made, kept in the bucket, and whole."""
    client = sign_in(cast.ben)
    client.post("/desk/documents/exports/", {"group": str(cast.northport.pk), "title": "All"})
    run_all_tasks()
    export = Export.objects.get()
    assert (export.state, export.trouble) == (Export.State.DONE, "")
    answer = client.get(f"/desk/documents/exports/{export.pk}/file/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as file:  # type: ignore[attr-defined]
        file.extractall(folder)
    (bag,) = folder.iterdir()
    bagit.Bag(str(bag)).validate()


def assert_a_cut_upload_is_said_and_comes_again(line: Line, cast: Cast) -> None:
    """An upload during which the line is cut makes no document; sent again it is there once."""
    client, before = sign_in(cast.asha), Document.objects.count()
    content = b"The risk is low.\n" * 40_000

    def send() -> str:
        file = SimpleUploadedFile("again.txt", content, "text/plain")
        typed = {"group": str(cast.northport.pk), "uploads": file}
        return client.post("/desk/documents/upload/", typed, follow=True).content.decode()

    line.cut_after = 200_000
    assert "could not save again.txt" in send()
    assert Document.objects.count() == before
    line.cut_after = None
    send()
    assert Document.objects.count() == before + 1
