"""A person uploads files: bytes first, nothing typed or added is lost to a mistake, and each is kept once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.models import Document, Provenance
from tests.builders import make_body
from tests.people import Cast

UPLOAD = "/desk/documents/upload/"
SignedIn = Callable[[Person], Client]


def file(content: bytes = b"the minutes", name: str = "minutes.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, cast: Cast, *files: SimpleUploadedFile, **typed: Any) -> Any:
    return client.post(UPLOAD, {"group": str(cast.northport.pk), "uploads": list(files), **typed}, follow=True)


def test_several_files_become_documents_of_the_group(cast: Cast, signed_in: SignedIn) -> None:
    body = make_body()
    answer = send(signed_in(cast.ben), cast, file(b"a", "a.txt"), file(b"b", "b.txt"), body=body.name, kind="minutes")
    assert "2 files are safe and will be read now." in answer.content.decode()
    assert sorted((one.name, one.body, one.kind) for one in Document.objects.all()) == [
        ("a.txt", body, "minutes"),
        ("b.txt", body, "minutes"),
    ]
    given = Provenance.objects.first()
    assert given is not None
    assert (given.kind, given.says, given.by) == (Provenance.Kind.UPLOAD, "Ben uploaded it", cast.ben)


def test_a_single_file_leads_to_its_page(cast: Cast, signed_in: SignedIn) -> None:
    answer = send(signed_in(cast.ben), cast, file(), title="Minutes of March", dated_on="2026-03-02")
    document = Document.objects.get()
    assert answer.redirect_chain[-1][0] == document.get_absolute_url()
    assert (document.title, str(document.dated_on)) == ("Minutes of March", "2026-03-02")


def test_a_mistake_beside_them_loses_no_file(cast: Cast, signed_in: SignedIn) -> None:
    ben = signed_in(cast.ben)
    page = send(ben, cast, file(), body="Nowhere at all", kind="minutes").content.decode()
    assert not Document.objects.exists()
    assert "These files are safe" in page
    assert 'value="minutes"' in page
    kept = page.split('name="kept" value="')[1].split('"')[0]
    send(ben, cast, kept=kept, kind="minutes")
    document = Document.objects.get()
    assert (document.name, store.get(document.sha256)) == ("minutes.txt", b"the minutes")


@pytest.mark.parametrize("who", ["asha", "carys"])
def test_what_was_kept_for_one_person_is_not_taken_by_another(cast: Cast, signed_in: SignedIn, who: str) -> None:
    page = send(signed_in(cast.ben), cast, file(), body="Nowhere at all").content.decode()
    kept = page.split('name="kept" value="')[1].split('"')[0]
    answer = send(signed_in(getattr(cast, who)), cast, kept=kept)
    assert "Add at least one file" in answer.content.decode()
    assert not Document.objects.exists()


def test_nobody_adds_to_another_group(cast: Cast, signed_in: SignedIn) -> None:
    send(signed_in(cast.carys), cast, file())
    assert not Document.objects.exists()


def test_a_file_saved_from_the_web_is_kept_with_its_address_and_day(cast: Cast, signed_in: SignedIn) -> None:
    url = "https://northport.example/policies/prevent.pdf"
    send(signed_in(cast.ben), cast, file(), url=url, seen_on="2026-03-02")
    given = Provenance.objects.get()
    assert (given.kind, given.url) == (Provenance.Kind.LINK, url)
    assert given.says == "Ben saved it from the web on 2 March 2026"


def test_a_day_needs_its_address_and_cannot_be_to_come(cast: Cast, signed_in: SignedIn) -> None:
    page = send(signed_in(cast.ben), cast, file(), seen_on="2999-01-01").content.decode()
    assert "That date is in the future." in page
    page = send(signed_in(cast.ben), cast, file(), seen_on="2026-01-01").content.decode()
    assert "Enter the address, or leave the date empty." in page


def test_the_same_file_again_is_said_to_be_there(cast: Cast, signed_in: SignedIn) -> None:
    send(signed_in(cast.ben), cast, file())
    page = send(signed_in(cast.asha), cast, file(name="copy.txt")).content.decode()
    assert "Your group already had this" in page
    assert Document.objects.get().provenances.count() == 2


def test_the_same_form_sent_twice_gives_once(cast: Cast, signed_in: SignedIn) -> None:
    for _ in range(2):
        send(signed_in(cast.ben), cast, file())
    assert Provenance.objects.count() == 1


def test_several_bodies_of_that_name_are_asked_about(cast: Cast, signed_in: SignedIn) -> None:
    make_body("Northport College")
    make_body("Northport Council")
    page = send(signed_in(cast.ben), cast, file(), body="Northport").content.decode()
    assert "More than one body matches" in page
    assert "Northport College" in page


def test_a_full_disk_is_said_and_files_nothing(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(chunks: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "put_chunks", full)
    page = send(signed_in(cast.ben), cast, file(), kind="minutes").content.decode()
    assert "its disk may be full" in page
    assert 'value="minutes"' in page
    assert not Document.objects.exists()


def test_an_empty_file_is_a_file(cast: Cast, signed_in: SignedIn) -> None:
    send(signed_in(cast.ben), cast, file(b"", "empty.txt"))
    assert Document.objects.get().size == 0
