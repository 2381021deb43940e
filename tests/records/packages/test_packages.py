"""A case or a collection leaves as a package that a stranger can check, for its own group alone."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import bagit
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import CustodyLine, Document
from dueregard.records.findings.actions.ask_question import ask_question
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.records.findings.models import Finding, Question
from dueregard.records.packages.actions.build_export import KEPT_FOR, build_export, sweep_exports
from dueregard.records.packages.models import Export
from dueregard.rules.documents.custody import verify_log
from dueregard.rules.findings.answers import NOT_STATED, AnswerKind
from tests.audiences import MEMBERS, SIGNED_IN, assert_only
from tests.builders import make_body
from tests.builders_evidence import PLAN, make_document, make_passage, make_pdf_document
from tests.builders_redaction import published
from tests.people import Cast
from tests.records.evidence.arriving import NOW, read, receive, upload
from tests.work import run_all_tasks

OWNER = "The action plan names no owner."
EXPORTS = "/desk/documents/exports/"
SignedIn = Callable[[Person], Client]


def ask(client: Client, cast: Cast, **typed: Any) -> Export:
    """Ask for a package, and have it made."""
    client.post(EXPORTS, {"group": str(cast.northport.pk), "title": "Prevent, 2026", **typed})
    run_all_tasks()
    return Export.objects.latest("asked_at")


def unpacked(client: Client, export: Export, folder: Path) -> Path:
    """Fetch a package and unpack it; return the bag."""
    answer = client.get(f"{EXPORTS}{export.pk}/file/")
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as file:  # type: ignore[attr-defined]
        file.extractall(folder)
    (bag,) = folder.iterdir()
    return bag


def told(bag: Path) -> list[dict[str, Any]]:
    """Return what a package says of its documents."""
    return [json.loads(line) for line in (bag / "documents.jsonl").read_text().splitlines()]


def test_a_package_holds_the_files_their_origin_their_text_and_the_log_and_can_be_checked(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    read(receive(cast.northport, b"Risk is low.", name="100% “risk”.txt", by=cast.asha))
    read(receive(cast.northport, b"Another file", name="100% “risk”.txt"))
    theirs = receive(cast.southmoor, b"theirs")
    export = ask(signed_in(cast.ben), cast)
    assert (export.state, export.done, export.total, export.trouble) == (Export.State.DONE, 2, 2, "")
    bag = unpacked(signed_in(cast.ben), export, tmp_path)
    bagit.Bag(str(bag)).validate()
    documents = told(bag)
    assert [one["sha256"] for one in documents] == [one.sha256 for one in Document.objects.filter(group=cast.northport)]
    assert {(bag / one["file"]).read_bytes() for one in documents} == {b"Risk is low.", b"Another file"}
    assert "Risk is low." in (bag / documents[0]["text"]).read_text() + (bag / documents[1]["text"]).read_text()
    assert documents[0]["came"][0]["says"] == "Asha uploaded it"
    verdict = verify_log((bag / "custody.jsonl").read_text().splitlines())
    assert verdict.holds
    assert verdict.hashes == {one["sha256"] for one in documents}
    everything = "".join(path.read_text() for path in bag.rglob("*") if path.is_file())
    assert theirs.sha256 not in everything


def test_a_package_that_was_touched_is_seen(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    read(receive(cast.northport, b"Risk is low."))
    bag = unpacked(signed_in(cast.ben), ask(signed_in(cast.ben), cast), tmp_path)
    (bag / told(bag)[0]["file"]).write_bytes(b"Risk is high")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_a_package_holds_what_the_filter_gives(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    receive(cast.northport, name="in.txt", giving=upload(labels={"case": ["case-7"]}))
    receive(cast.northport, name="out.txt")
    export = ask(signed_in(cast.ben), cast, case="case-7")
    assert [one["name"] for one in told(unpacked(signed_in(cast.ben), export, tmp_path))] == ["in.txt"]


def test_a_file_whose_bytes_are_gone_is_left_out_and_named(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    receive(cast.northport, b"kept")
    lost = receive(cast.northport)
    Document.objects.filter(pk=lost.pk).update(sha256="0" * 64)
    export = ask(signed_in(cast.ben), cast)
    assert "1 files are left out" in export.trouble
    bag = unpacked(signed_in(cast.ben), export, tmp_path)
    bagit.Bag(str(bag)).validate()
    assert sorted(bool(one["file"]) for one in told(bag)) == [False, True]


def test_only_its_group_opens_a_package(cast: Cast, signed_in: SignedIn) -> None:
    receive(cast.northport)
    export = ask(signed_in(cast.ben), cast)
    for url in (f"{EXPORTS}{export.pk}/", f"{EXPORTS}{export.pk}/file/"):
        assert_only(url, MEMBERS, cast)
    assert_only(EXPORTS, SIGNED_IN, cast)
    assert export.title not in signed_in(cast.carys).get(EXPORTS).content.decode()


def test_nobody_exports_for_another_group_or_nothing(cast: Cast, signed_in: SignedIn) -> None:
    receive(cast.northport)
    signed_in(cast.carys).post(EXPORTS, {"group": str(cast.northport.pk), "title": "Stolen"})
    signed_in(cast.carys).post(EXPORTS, {"group": str(cast.southmoor.pk), "title": "Nothing"})
    assert not Export.objects.exists()


def test_its_making_is_shown_and_its_hash_is_in_the_log(cast: Cast, signed_in: SignedIn) -> None:
    receive(cast.northport)
    ben = signed_in(cast.ben)
    ben.post(EXPORTS, {"group": str(cast.northport.pk), "title": "Prevent"})
    export = Export.objects.get()
    page = ben.get(f"{EXPORTS}{export.pk}/").content.decode()
    assert "data-live" in page
    assert "Packed: 0 of 1" in page
    assert ben.get(f"{EXPORTS}{export.pk}/file/").status_code == 404
    run_all_tasks()
    export.refresh_from_db()
    page = ben.get(f"{EXPORTS}{export.pk}/").content.decode()
    assert "Download the package" in page
    assert export.sha256 in page
    assert CustodyLine.objects.latest("number").details["package"] == export.sha256


def test_a_full_disk_is_said(cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    receive(cast.northport)

    def full(file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dueregard.records.packages.actions.build_export.hash_and_size", full)
    export = ask(signed_in(cast.ben), cast)
    assert export.state == Export.State.FAILED
    assert "No space left on device" in signed_in(cast.ben).get(f"{EXPORTS}{export.pk}/").content.decode()
    left = [name for name in default_storage.listdir("exports")[1] if name.startswith(str(export.pk))]
    assert left == []


def test_a_package_of_a_dead_worker_is_made_by_the_next(cast: Cast, signed_in: SignedIn) -> None:
    receive(cast.northport)
    signed_in(cast.ben).post(EXPORTS, {"group": str(cast.northport.pk), "title": "Prevent"})
    Export.objects.update(state=Export.State.RUNNING, claimed_by="dead", claimed_until=timezone.now())
    assert sweep_exports(now=timezone.now()) == 1
    run_all_tasks()
    export = Export.objects.get()
    assert export.state == Export.State.DONE
    build_export(pk=export.pk, worker="late", clock=timezone.now)  # a task that runs twice
    assert CustodyLine.objects.filter(did="exported").count() == 1


def test_a_package_is_removed_after_its_time(cast: Cast, signed_in: SignedIn) -> None:
    receive(cast.northport)
    export = ask(signed_in(cast.ben), cast)
    assert sweep_exports(now=timezone.now() + KEPT_FOR - timedelta(minutes=1)) == 0
    assert sweep_exports(now=timezone.now() + KEPT_FOR + timedelta(minutes=1)) == 1
    assert signed_in(cast.ben).get(f"{EXPORTS}{export.pk}/file/").status_code == 404
    assert not default_storage.exists(f"exports/{export.pk}.zip")


def test_packages_are_listed_with_the_same_queries_however_many(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    receive(cast.northport)
    ben = signed_in(cast.ben)
    for number in range(12):
        ben.post(EXPORTS, {"group": str(cast.northport.pk), "title": f"Package {number}"})
    with django_assert_max_num_queries(8):
        assert ben.get(EXPORTS).content.decode().count("waiting to be made") == 12


def test_a_package_holds_what_its_group_found_with_a_link_for_each(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    document = make_pdf_document(cast.northport, PLAN, body=make_body())
    make_document(cast.northport, name="Elsewhere.pdf", body=make_body("University of Southmoor"))
    found = settled(cast, "Does the plan name an owner?", document, "no")
    silent = settled(cast, "Was it consulted on?", document, NOT_STATED)
    once = ask_question(group=cast.northport, text="Read once", kind=AnswerKind.YES_NO, by=cast.asha, now=NOW)
    answered(once, document, "yes", cast.asha)
    export = ask(signed_in(cast.ben), cast)
    bag = unpacked(signed_in(cast.ben), export, tmp_path)
    bagit.Bag(str(bag)).validate()
    lines = list(csv.DictReader(io.StringIO((bag / "findings.csv").read_text())))
    assert [(line["Question"], line["Answer"]) for line in lines] == [
        ("Does the plan name an owner?", "no"),
        ("Was it consulted on?", NOT_STATED),
    ]
    assert lines[0]["Words"] == OWNER
    assert (bag / lines[0]["File"]).read_bytes().startswith(b"%PDF")
    assert [line["Link"].partition("/findings/")[2] for line in lines] == [f"{found.pk}/", f"{silent.pk}/"]
    assert signed_in(cast.ben).get(lines[0]["Link to the words"].partition("8000")[2]).status_code == 200


def test_findings_of_other_documents_and_other_groups_stay_where_they_are(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    settled(cast, "In another file?", make_pdf_document(cast.northport, PLAN, body=make_body()), "no")
    receive(cast.northport, name="in.txt", giving=upload(labels={"case": ["case-7"]}))
    bag = unpacked(signed_in(cast.ben), ask(signed_in(cast.ben), cast, case="case-7"), tmp_path)
    assert len((bag / "findings.csv").read_text().splitlines()) == 1
    assert json.loads((bag / "redactions.json").read_text()) == []


def test_a_package_says_what_was_taken_out_of_a_copy_and_why(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    document = make_pdf_document(cast.northport, "Jo Example wrote this.", body=make_body())
    made = published(document, prepared_by=cast.asha, by=cast.ben, words=["Jo Example"])
    assert made.copy is not None
    bag = unpacked(signed_in(cast.ben), ask(signed_in(cast.ben), cast), tmp_path)
    bagit.Bag(str(bag)).validate()
    (told_of,) = json.loads((bag / "redactions.json").read_text())
    (copy,) = told_of["copies"]
    assert told_of["original"] == {"id": str(document.pk), "sha256": document.sha256, "is_in_package": True}
    assert (copy["sha256"], copy["state"]) == (made.copy.sha256, "published")
    assert copy["marks"] == [{"kind": "words", "reason": "person", "page": None, "words": "Jo Example"}]
    assert "redactions.json" in (bag / "README.txt").read_text()


def answered(question: Question, document: Document, value: str, by: Person) -> None:
    """Answer as one person, from the words about the owner."""
    passage = None if value == NOT_STATED else make_passage(document.pages.get(number=1), OWNER, by=by)
    assert document.body is not None
    give_answer(question=question, body=document.body, value=value, passage=passage, by=by, now=NOW)


def settled(cast: Cast, text: str, document: Document, value: str) -> Finding:
    """Have two people answer alike."""
    now = NOW + timedelta(minutes=Question.objects.count())
    question = ask_question(group=cast.northport, text=text, kind=AnswerKind.YES_NO, by=cast.asha, now=now)
    for person in (cast.asha, cast.ben):
        answered(question, document, value, person)
    return question.findings.get()
