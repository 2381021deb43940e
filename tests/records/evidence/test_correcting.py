"""What is said of a document is corrected after it came: guarded, in the audit and the custody log, and found anew."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.search.models import Changed
from dueregard.records.evidence.models import CustodyLine, Document
from tests.audiences import MEMBERS, assert_only
from tests.builders import make_body
from tests.builders_evidence import CAME_AT, make_document, make_page
from tests.people import Cast

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


@pytest.fixture
def document(cast: Cast) -> Document:
    """A PDF of one page, about the wrong body."""
    one = make_document(
        cast.northport, body=make_body("Wrong College"), title="Minuets", media_type="application/pdf", pages_read=1
    )
    make_page(one)
    return one


def correct(client: Client, document: Document, **typed: str) -> str:
    """Open the page, type, and send it as it was opened."""
    path = f"/documents/{document.pk}/correct/"
    form = client.get(path).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(path, {**sent, **typed}, follow=True)
    document.refresh_from_db()
    return answer.content.decode()


def test_title_type_and_body_are_corrected_and_all_is_on_record(
    document: Document, cast: Cast, signed_in: SignedIn
) -> None:
    right = make_body("University of Northport")
    Changed.objects.all().delete()
    correct(signed_in(cast.ben), document, title="Minutes of March", kind="minutes", body="university of northport")

    assert (document.title, document.kind, document.body) == ("Minutes of March", "minutes", right)
    line = CustodyLine.objects.get(did="corrected")
    assert (line.document, line.details) == (document, {"fields": ["title", "kind", "body"]})
    assert Act.objects.get(did="correct_document").by == cast.ben
    assert Changed.objects.filter(kind="document", key=str(document.pk)).exists()


def test_a_name_that_no_body_has_changes_nothing_and_loses_nothing(
    document: Document, cast: Cast, signed_in: SignedIn
) -> None:
    page = correct(signed_in(cast.ben), document, title="Minutes", body="Nowhere at all")
    assert "We do not have a body with that name." in page
    assert 'value="Minutes"' in page
    assert document.title == "Minuets"


def test_two_who_correct_different_things_both_keep_theirs(document: Document, cast: Cast, signed_in: SignedIn) -> None:
    asha, path = signed_in(cast.asha), f"/documents/{document.pk}/correct/"
    form = asha.get(path).context["form"]
    seen = {name: form[name].value() or "" for name in form.fields}
    correct(signed_in(cast.ben), document, kind="minutes")
    asha.post(path, {**seen, "title": "Minutes of March"})
    document.refresh_from_db()
    assert (document.title, document.kind) == ("Minutes of March", "minutes")


def test_the_body_stays_while_a_public_copy_names_it(document: Document, cast: Cast, signed_in: SignedIn) -> None:
    right = make_body("University of Northport")
    copy = make_document(cast.northport, copy_of=document, body=document.body, is_public=True, public_since=CAME_AT)
    page = correct(signed_in(cast.ben), document, body=right.name, title="Minutes")
    assert "A public copy names Wrong College. Withdraw the copy first" in page
    Document.objects.filter(pk=copy.pk).update(is_public=False, public_since=None)
    correct(signed_in(cast.ben), document, body=right.name)
    copy.refresh_from_db()
    assert (document.body, copy.body) == (right, right)


def test_only_its_group_corrects_it(document: Document, cast: Cast) -> None:
    assert_only(f"/documents/{document.pk}/correct/", MEMBERS, cast)


def test_lists_show_small_pictures_of_what_has_them_loaded_late(
    document: Document, cast: Cast, signed_in: SignedIn
) -> None:
    make_page(make_document(cast.northport, name="plain.txt", pages_read=1))
    small = f'src="/documents/{document.pk}/pages/1/picture/?size=thumb"'
    for path in ("/desk/documents/", document.get_absolute_url()):
        page = signed_in(cast.ben).get(path).content.decode()
        assert page.count('class="thumb"') == 1
        assert small in page
        assert 'loading="lazy"' in page
        assert "age 1, small picture" in page or "First page, small picture" in page


def test_a_small_picture_is_as_closed_as_its_document(document: Document, cast: Cast, signed_in: SignedIn) -> None:
    path = f"/documents/{document.pk}/pages/1/picture/?size=thumb"
    assert Client().get(path).status_code == 404
    assert signed_in(cast.carys).get(path).status_code == 404


def test_each_of_several_files_has_its_own_line(cast: Cast, signed_in: SignedIn) -> None:
    known = make_document(cast.northport, content=b"known")
    files = [SimpleUploadedFile("new.txt", b"new"), SimpleUploadedFile("known.txt", b"known")]
    sent = {"group": str(cast.northport.pk), "uploads": files}
    page = signed_in(cast.ben).post("/desk/documents/upload/", sent).content.decode()
    new = Document.objects.exclude(pk=known.pk).get()
    assert f'<a href="{new.get_absolute_url()}">new.txt</a></td><td data-label="What became of it"><span>Safe' in page
    assert f'<a href="{known.get_absolute_url()}">known.txt</a>' in page
    assert "kept only once" in page


def test_what_was_saved_stays_safe_where_another_file_failed(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = store.put_chunks

    def fails_for_bad(chunks: object) -> object:
        content = b"".join(chunks)  # type: ignore[call-overload]
        if content == b"bad":
            raise OSError
        return put([content])

    monkeypatch.setattr(store, "put_chunks", fails_for_bad)
    files = [SimpleUploadedFile(f"{name}.txt", name.encode()) for name in ("first", "bad", "last")]
    ben, sent = signed_in(cast.ben), {"group": str(cast.northport.pk)}
    page = ben.post("/desk/documents/upload/", {**sent, "uploads": files})
    assert "The server could not save bad.txt" in page.content.decode()
    assert not Document.objects.exists()
    kept = [signed for _, _, signed in page.context["kept"]]
    ben.post("/desk/documents/upload/", {**sent, "kept": kept})
    assert sorted(Document.objects.values_list("name", flat=True)) == ["first.txt", "last.txt"]
