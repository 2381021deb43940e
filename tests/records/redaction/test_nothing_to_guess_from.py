"""Nobody can try guesses against what is public: a commitment stands in the place of every original's hash."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse

from dueregard.foundation.files.gateways import store
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.evidence.actions.commit_to_original import commit_to_originals
from dueregard.records.evidence.actions.record_custody import record_custody
from dueregard.records.evidence.models import Document, Provenance
from dueregard.records.evidence.queries.custody_log import log_lines
from dueregard.records.evidence.queries.document_page import document_page
from dueregard.records.packages.queries.exported import as_data
from dueregard.records.redaction.actions.prepare_copy import prepare_copy
from dueregard.records.redaction.actions.publish_copy import publish_copy, withdraw_copy
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.redaction.queries.checking import still_there
from dueregard.records.redaction.queries.packaged import packaged
from dueregard.rules.documents.commitment import commitment, how_to_open
from dueregard.rules.documents.custody import verify_log
from dueregard.rules.redaction.forms import Form
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page, make_pdf_document, make_provenance, make_public_copy
from tests.builders_redaction import made, marks_of, published, ready
from tests.older_sites import empty_database, migrate_to_before
from tests.people import Cast
from tests.records.evidence.arriving import NOW, read, receive, upload
from tests.searching import hits, index_now
from tests.sessions import sign_in

NAME = "Marigold Tansy"
TABLE = f"Name,Role,Since\r\n{NAME},Prevent lead,2019\r\nAisha Sample,Governor,2021\r\n".encode()
GUESSES = ("Robin Sample", "Jo Example", NAME, "Sam Other")


@pytest.fixture
def csv(cast: Cast) -> PublicCopy:
    """Return the published copy of an uploaded table in which one name was taken out."""
    original = read(receive(cast.northport, TABLE, name="staff.csv", body=make_body()))
    mark_words(document=original, phrases=[NAME], reason="person", by=cast.asha, now=NOW)
    seen = marks_of(original)
    asked = made(prepare_copy(document=original, seen=seen, form=Form.TABLE, title="Staff", by=cast.asha, now=NOW))
    assert asked.copy is not None
    publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=cast.ben, now=NOW)
    asked.refresh_from_db()
    return asked


def read_all(answer: Any) -> bytes:
    """Return what was answered, to its end."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def public_answers(copy: Document, client: Client) -> str:
    """Return everything a visitor is answered about a public copy, headers included."""
    mark_changed(kind="document", keys=[str(copy.pk)])
    index_now()
    home = copy.get_absolute_url()
    page, file = reverse("evidence:page", args=[copy.pk, 1]), reverse("evidence:original", args=[copy.pk])
    paths = [home, reverse("evidence:document_json", args=[copy.pk]), page, file, "/search/?q=governor"]
    said = []
    for path in paths:
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        said.append(f"{answer.headers}\n{read_all(answer).decode('utf-8', 'replace')}")
    return "\n".join(said)


def test_no_guess_at_a_table_is_confirmed_by_anything_public(csv: PublicCopy, own_index: None) -> None:
    copy = csv.copy
    assert copy is not None
    published_bytes = store.get(copy.sha256)
    assert b"[name removed by us]" in published_bytes
    said = public_answers(copy, Client())
    assert copy.commitment in said
    for guess in GUESSES:
        filled = published_bytes.replace(b"[name removed by us]", guess.encode())
        for tried in (filled, TABLE, filled.replace(b"\r\n", b"\n")):
            assert hashlib.sha256(tried).hexdigest() not in said
    assert copy.salt not in said
    assert csv.document.sha256 not in said


def test_whoever_searches_and_cites_learns_that_we_took_a_name_out(csv: PublicCopy, own_index: None) -> None:
    copy = csv.copy
    assert copy is not None
    mark_changed(kind="document", keys=[str(copy.pk)])
    index_now()
    (hit,) = hits('"name removed by us"')
    assert "[name removed by us]" in "".join(piece.text for piece in hit.passage)
    assert hits(NAME) == ()
    feed = Client().get("/search/feed.xml", {"q": "prevent lead"}).content.decode()
    assert "[name removed by us]" in feed
    assert "T10:00" not in feed


def test_no_package_of_the_copy_alone_names_its_original(cast: Cast, csv: PublicCopy) -> None:
    alone, both = (Document.objects.filter(pk__in=keys) for keys in ([csv.copy_id], [csv.copy_id, csv.document_id]))
    copy = csv.copy
    assert copy is not None
    about = json.dumps(as_data(copy, is_whole=True, held={copy.pk}))
    said = b"".join(packaged(alone, cast.northport)).decode() + "\n".join(log_lines(shown=alone)) + about
    assert csv.document.sha256 not in said
    assert copy.salt not in said
    assert copy.commitment in said
    assert copy.salt in b"".join(packaged(both, cast.northport)).decode()


def test_older_lines_of_the_log_that_name_an_original_go_nowhere_and_the_log_still_holds(cast: Cast) -> None:
    original = receive(cast.northport, TABLE, name="staff.csv")
    copy = make_public_copy(original, "Staff")
    record_custody(document=copy, did="published", by=cast.ben, now=NOW, details={"original": original.sha256})
    lines = list(log_lines(shown=Document.objects.filter(pk=copy.pk)))
    assert original.sha256 not in "".join(lines)
    assert verify_log(lines).holds
    whole = list(log_lines(shown=Document.objects.filter(pk__in=[copy.pk, original.pk])))
    assert original.sha256 in "".join(whole)


@pytest.mark.parametrize("program", ["sha256sum", "openssl dgst -sha256 -r"])
def test_the_group_opens_a_commitment_by_hand(csv: PublicCopy, tmp_path: Path, program: str) -> None:
    copy = csv.copy
    assert copy is not None
    (tmp_path / "FILE").write_bytes(TABLE)
    command = how_to_open(copy.salt).replace("sha256sum", program)
    ran = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.split()[0] == copy.commitment
    assert commitment(copy.salt, [TABLE[:10], TABLE[10:]]) == copy.commitment


def test_only_the_group_is_told_how_to_open_it(cast: Cast, csv: PublicCopy) -> None:
    assert csv.copy is not None
    path = csv.copy.get_absolute_url()
    mine = sign_in(cast.ben).get(path).content.decode()
    theirs = sign_in(cast.carys).get(path).content.decode()
    assert csv.copy.salt in mine
    assert csv.document.sha256 in mine
    assert csv.copy.salt not in theirs
    assert csv.document.sha256 not in theirs


def test_two_copies_of_one_file_cannot_be_told_to_be_of_the_same(cast: Cast) -> None:
    original = receive(cast.northport, TABLE, name="staff.csv")
    for number in range(2):
        make_document(cast.northport, copy_of=original, name=f"{number}.csv")
    assert commit_to_originals(now=NOW) == 2
    one, other = Document.objects.filter(copy_of=original)
    assert one.commitment != other.commitment
    assert commitment(one.salt, [TABLE]) == one.commitment
    assert commit_to_originals(now=NOW) == 0


def test_a_copy_whose_original_is_away_waits_for_its_commitment(cast: Cast) -> None:
    original = make_document(cast.northport, name="gone.txt", sha256="0" * 64)
    make_document(cast.northport, copy_of=original)
    assert commit_to_originals(now=NOW) == 0


@pytest.fixture
def older(db: None, tmp_path: Path) -> Iterator[tuple[BaseDatabaseWrapper, Apps]]:
    """A site as it was before there were commitments."""
    assert connections["default"].is_usable()
    with empty_database(tmp_path) as own:
        yield own, migrate_to_before(own, ("evidence", "0010_commitments_and_replies"))


def test_copies_of_an_older_site_get_their_commitment_and_documents_learn_whether_a_body_sent_them(
    older: tuple[BaseDatabaseWrapper, Apps],
) -> None:
    _, apps = older
    group = apps.get_model("groups", "Group").objects.create(name="Northport", slug="northport", created_at=NOW)
    documents, ways = apps.get_model("evidence", "Document"), apps.get_model("evidence", "Provenance")

    def make(content: bytes, kind: str, **known: object) -> object:
        parent = known.pop("parent", None)
        made = documents.objects.create(
            group=group, sha256=store.put(content), size=len(content), name="a.csv", received_at=NOW, **known
        )
        ways.objects.create(document=made, kind=kind, key="1", at=NOW, name="a.csv", says="", parent=parent)
        return made

    reply = make(b"a reply", "correspondence")
    inside = make(b"in it", "inside", parent=reply)
    copy = make(b"a copy", "copy", parent=inside, copy_of=inside, is_public=True)
    leak = make(TABLE, "upload")
    of_leak = make(b"of the leak", "copy", parent=leak, copy_of=leak, is_public=True)
    call_command("migrate", verbosity=0)
    came = dict(Document.objects.values_list("pk", "came_in_reply"))
    assert [came[one.pk] for one in (reply, inside, copy, leak, of_leak)] == [  # type: ignore[attr-defined]
        True, True, True, False, False,
    ]  # fmt: skip
    assert commit_to_originals(now=NOW) == 2
    now = Document.objects.get(pk=of_leak.pk)  # type: ignore[attr-defined]
    assert now.commitment == commitment(now.salt, [TABLE])
    assert hashlib.sha256(TABLE).hexdigest() not in Client().get(now.get_absolute_url()).content.decode()


def test_a_copy_that_was_taken_back_is_shown_by_no_cache(cast: Cast) -> None:
    original = make_pdf_document(cast.northport, "A plan.", body=make_body())
    asked = published(original, prepared_by=cast.asha, by=cast.ben)
    copy = asked.copy
    assert copy is not None
    home = copy.get_absolute_url()
    visitor, tags = Client(), {}
    file = reverse("evidence:original", args=[copy.pk])
    for path in (home, reverse("evidence:page", args=[copy.pk, 1]), file):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-cache"
        assert "Last-Modified" not in answer
        assert "Expires" not in answer
        tags[path] = answer.get("ETag", "")
        assert read_all(answer)
    held = tags[file]
    assert held
    assert copy.sha256 not in held
    assert visitor.get(file, headers={"If-None-Match": held}).status_code == 304
    withdraw_copy(asked=asked, why="A name was missed", by=cast.asha, now=NOW)
    for path, tag in tags.items():
        assert visitor.get(path, headers={"If-None-Match": tag or "*"}).status_code == 404
        assert visitor.get(path, headers={"If-Modified-Since": "Mon, 30 Nov 2026 10:00:00 GMT"}).status_code == 404


def test_public_times_are_days(cast: Cast, csv: PublicCopy) -> None:
    assert csv.copy is not None
    theirs = json.loads(Client().get(reverse("evidence:document_json", args=[csv.copy.pk])).content)
    assert theirs["received_on"] == "2026-11-23"
    assert {len(one["on"]) for one in theirs["provenance"]} == {10}
    assert "received_at" not in theirs
    assert "10:00" not in Client().get(csv.copy.get_absolute_url()).content.decode()


def test_only_what_a_body_sent_is_called_released_by_it(cast: Cast) -> None:
    body = make_body()
    sent, leaked = (make_pdf_document(cast.northport, f"A plan {n}.", title="Plan", body=body) for n in (1, 2))
    Document.objects.filter(pk=leaked.pk).update(came_in_reply=False)
    leaked.refresh_from_db()
    make_provenance(sent)
    for original, says, author in ((sent, "Released by", True), (leaked, "About", False)):
        copy = make_public_copy(original, f"What is left: {says}")
        page = Client().get(copy.get_absolute_url()).content.decode()
        assert f"{says}<br>" in page
        told = document_page(copy, None, typed="", number="1", today=NOW.date())
        assert (body.name in told.citations[0].text) is author
        said = json.loads(Client().get(reverse("evidence:document_json", args=[copy.pk])).content)
        assert said["body"]["as"] == ("released_by" if author else "about")


def test_what_is_uploaded_is_about_a_body_until_the_body_sends_it_too(cast: Cast) -> None:
    body = make_body()
    document = receive(cast.northport, TABLE, name="staff.csv", body=body)
    inner = receive(cast.northport, b"in it", giving=upload(kind=Provenance.Kind.INSIDE, parent=document), body=body)
    assert (document.came_in_reply, inner.came_in_reply) == (False, False)
    reply = upload(kind=Provenance.Kind.CORRESPONDENCE, at=NOW + timedelta(days=1))
    receive(cast.northport, TABLE, name="staff.csv", giving=reply, body=body)
    for one in (document, inner):
        one.refresh_from_db()
        assert one.came_in_reply


def test_a_finished_copy_is_not_warned_against_itself(cast: Cast) -> None:
    original = make_pdf_document(cast.northport, "A plan.", body=make_body())
    copy = make_public_copy(original, "What is left of it.")
    copy.hidden_data.create(position=1, channel="text_under_box", where="page 1", sample="[name removed by us]")
    page = document_page(copy, cast.ben, typed="", number="1", today=NOW.date())
    assert page.is_own
    assert page.hidden == ()


def test_the_second_persons_list_starts_from_what_the_original_says_and_is_not_marked(cast: Cast) -> None:
    original = make_document(cast.northport, name="contacts.pdf", media_type="application/pdf")
    make_page(original, "Write to robin.sample@northport.example or jo.example@northport.example.")
    make_page(original, "Or ring 020 7946 0123.")
    asked = ready(original, by=cast.asha, words=["robin.sample@northport.example"])
    assert asked.copy is not None
    words = {one.words: one.where for one in still_there(asked, asked.copy)}
    assert words == {"jo.example@northport.example": "page 1", "020 7946 0123": "page 2"}
