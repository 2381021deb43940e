"""Nothing of a record is public until two people published it, and of its sentences only what a public copy has."""

import re

import pytest
from django.db import IntegrityError
from django.test import Client

from dueregard.foundation.search.actions.rebuild_index import rebuild_index
from dueregard.parts.training.actions.publish_session import ask_to_publish
from dueregard.parts.training.actions.quote_statement import look_for_words_again
from dueregard.parts.training.models import Session
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Membership, Role
from dueregard.records.history.queries import history_of
from tests.builders import make_body
from tests.builders_evidence import make_public_copy
from tests.parts.training.builders import (
    NOW,
    publish,
    quote,
    record,
    recording,
    slides,
    transcribe,
)
from tests.people import LONG_AGO, Cast
from tests.searching import nothing_to_say
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
SURE = {"has_looked": "on"}


def test_one_asks_a_second_publishes_and_only_then_is_it_public(cast: Cast, client: Client) -> None:
    body = make_body("University of Northport")
    session = record(cast, body=body)
    own = session.get_absolute_url()
    asha, ben = sign_in(cast.asha), sign_in(cast.ben)
    assert client.get(session.public_path).status_code == 404
    assert ben.post(f"{own}ask/", SURE).status_code == 404  # a volunteer asks nobody
    asha.post(f"{own}ask/", SURE)
    assert client.get(session.public_path).status_code == 404
    check = asha.get(f"{own}publish/").content.decode()
    said = asha.post(f"{own}publish/", {**SURE, "seen": _seen(check)}, follow=True).content.decode()
    assert "Someone else in your group must check it" in said
    assert client.get(session.public_path).status_code == 404
    assert ben.post(f"{own}publish/", {"seen": _seen(check)}).status_code == 422  # nobody looked
    ben.post(f"{own}publish/", {**SURE, "seen": _seen(check)})
    page = client.get(session.public_path)
    assert page.status_code == 200
    assert "Northport City Council" in page.content.decode()
    assert "slides would not be sent round" not in page.content.decode()  # notes
    (line,) = history_of(body, None)
    assert line.path == session.public_path
    assert session.title in client.get("/training/").content.decode()
    asha.post(f"{own}withdraw/", {"public_why": "wrong"})
    assert client.get(session.public_path).status_code == 404
    assert history_of(body, None) == []


def test_who_wrote_a_statement_is_no_second_person(cast: Cast) -> None:
    session = record(cast)
    quote(cast, session, "Only Ben heard this.", by=cast.ben)
    ask_to_publish(session=session, has_looked=True, by=cast.asha, now=NOW)
    ben = sign_in(cast.ben)
    check = ben.get(f"{session.get_absolute_url()}publish/").content.decode()
    said = ben.post(f"{session.get_absolute_url()}publish/", {**SURE, "seen": _seen(check)}, follow=True)
    assert "You wrote part of this record" in said.content.decode()
    session.refresh_from_db()
    assert not session.is_public


def test_the_database_itself_refuses_a_record_published_by_one(cast: Cast) -> None:
    session = record(cast)
    with pytest.raises(IntegrityError):
        Session.objects.filter(pk=session.pk).update(is_public=True, proposed_by=cast.asha, published_by=cast.asha)


def test_any_change_makes_it_private_until_two_people_looked_again(cast: Cast, client: Client) -> None:
    session = publish(cast, record(cast))
    assert client.get(session.public_path).status_code == 200
    quote(cast, session, "One sentence more.")
    assert client.get(session.public_path).status_code == 404
    session.refresh_from_db()
    assert session.proposed_by is None


def test_what_changed_while_the_second_person_looked_is_not_published(cast: Cast) -> None:
    session = record(cast)
    own = session.get_absolute_url()
    asha, ben = sign_in(cast.asha), sign_in(cast.ben)
    asha.post(f"{own}ask/", SURE)
    looked_at = _seen(ben.get(f"{own}publish/").content.decode())
    quote(cast, session, "One sentence more.")
    asha.post(f"{own}ask/", SURE)
    said = ben.post(f"{own}publish/", {**SURE, "seen": looked_at}, follow=True).content.decode()
    assert "asked for again while you looked" in said
    session.refresh_from_db()
    assert not session.is_public


def test_words_with_personal_details_are_not_asked_for(cast: Cast) -> None:
    session = record(cast, provider="Call 020 7946 0000")
    asha = sign_in(cast.asha)
    page = asha.get(f"{session.get_absolute_url()}ask/").content.decode()
    assert "“Given by” has what looks like personal details" in page
    said = asha.post(f"{session.get_absolute_url()}ask/", SURE, follow=True).content.decode()
    assert "Nothing was asked" in said
    session.refresh_from_db()
    assert session.proposed_at is None


def test_a_statement_is_public_only_where_a_public_copy_has_its_words(cast: Cast, client: Client) -> None:
    session = record(cast)
    document = slides(cast, session)
    quote(cast, session, "growing a beard", document)
    quote(cast, session, "You do not need evidence", document)
    quote(cast, session, "From notes alone.")
    publish(cast, session)
    page = client.get(session.public_path).content.decode()
    assert "growing a beard" not in page
    first = document.pages.get(number=1).text
    copy = make_public_copy(document, first, "If in doubt, refer. ████")
    page = client.get(session.public_path).content.decode()
    assert "growing a beard" in page
    assert f"/documents/{copy.pk}/pages/1/" in page
    assert "You do not need evidence" not in page  # blacked out in the copy
    assert "From notes alone." not in page
    assert str(document.pk) not in page  # the original's address is not told
    Document.objects.filter(pk=copy.pk).update(is_public=False)
    assert "growing a beard" not in client.get(session.public_path).content.decode()


def test_a_public_page_names_a_copy_by_its_own_title_and_never_by_that_of_the_original(
    cast: Cast, client: Client
) -> None:
    session = record(cast)
    document = slides(cast, session)
    Document.objects.filter(pk=document.pk).update(title="Slides that Jane Bloggs gave us")
    document.refresh_from_db()
    make_public_copy(document, title="Slides of the session")
    check = sign_in(cast.asha).get(f"{session.get_absolute_url()}ask/").content.decode()
    publish(cast, session)
    page = client.get(session.public_path).content.decode()
    for shown in (check.partition("would be listed")[2], page):
        assert "Slides of the session" in shown
        assert "Bloggs" not in shown


def test_everyone_hears_a_public_sentence_at_its_second(cast: Cast, client: Client) -> None:
    session = record(cast)
    sound = recording(cast, session)
    quote(cast, session, "tick the box that says concern", sound)
    publish(cast, session)
    copy = make_public_copy(sound, "unused", name="training.mp3", media_type="audio/mpeg")
    copy.pages.all().delete()
    transcribe(copy)
    page = client.get(session.public_path).content.decode()
    assert f'src="/documents/{copy.pk}/sound/#t=63.5"' in page
    assert str(sound.pk) not in page


def test_search_finds_only_what_was_published(cast: Cast, client: Client) -> None:
    session = record(cast, title="Quintessential awareness")
    document = slides(cast, session)
    quote(cast, session, "growing a beard", document)
    _index()
    assert session.title not in client.get("/search/", {"q": "quintessential"}).content.decode()
    assert session.title in _plain(sign_in(cast.ben).get("/search/", {"q": "quintessential"}).content.decode())
    assert session.title not in sign_in(cast.carys).get("/search/", {"q": "quintessential"}).content.decode()
    publish(cast, session)
    _index()
    assert session.public_path in client.get("/search/", {"q": "quintessential"}).content.decode()
    assert f"{session.public_path}#said" not in client.get("/search/", {"q": "beard"}).content.decode()
    make_public_copy(document)
    _index()
    assert f"{session.public_path}#said" in client.get("/search/", {"q": "beard"}).content.decode()


def test_another_group_sees_nothing_of_a_private_record(cast: Cast) -> None:
    session = record(cast)
    statement = quote(cast, session, "growing a beard", slides(cast, session), claim="Looks are a sign")
    assert statement.claim is not None
    carys = sign_in(cast.carys)
    for path in (
        session.get_absolute_url(), session.public_path, f"{session.get_absolute_url()}publish/",
        f"/desk/training/statements/{statement.pk}/", statement.claim.get_absolute_url(),
    ):  # fmt: skip
        assert carys.get(path).status_code == 404, path
    assert "Looks are a sign" not in carys.get("/desk/training/claims/").content.decode()


def test_sessions_are_compared_by_claim_the_earliest_first(cast: Cast) -> None:
    body = make_body("Northport College")
    earlier = record(cast, title="Awareness 2024", held_on=NOW.date().replace(year=2024), body=body,
                     provider="Example Training Ltd")  # fmt: skip
    later = record(cast, title="Awareness 2026", body=body)
    quote(cast, later, "A beard is a sign.", claim="Looks are a sign")
    quote(cast, earlier, "Watch for beards.", claim="looks are a  sign")  # the same claim, typed otherwise
    client = sign_in(cast.ben)
    listed = client.get("/desk/training/claims/").content.decode()
    assert "Example Training Ltd; Northport City Council" in listed
    assert "20 Nov 2024" in listed
    claim = re.search(r"/desk/training/claims/[0-9a-f-]{36}/", listed)
    assert claim
    page = client.get(claim[0]).content.decode()
    assert page.index("Awareness 2024") < page.index("Awareness 2026")
    assert page.count("first on record") == 1


def test_pages_take_few_questions_however_much_there_is(cast: Cast, django_assert_max_num_queries: object) -> None:
    Membership.objects.create(group=cast.southmoor, person=cast.ben, role=Role.VOLUNTEER, since=LONG_AGO)
    body = make_body("Northport College")
    session = record(cast, body=body)
    document = slides(cast, session)
    make_public_copy(document)
    for at in range(15):
        quote(cast, session, "growing a beard", document, claim=f"Claim {at}")
        record(cast, title=f"Session {at}", body=body)
    publish(cast, session)
    look_for_words_again(now=NOW)
    client = sign_in(cast.ben)
    for path in (
        "/desk/training/", session.get_absolute_url(), "/desk/training/claims/", "/training/", session.public_path,
        f"{session.get_absolute_url()}publish/", "/training/before/", f"{session.get_absolute_url()}quote/",
    ):  # fmt: skip
        client.get(path)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert client.get(path).status_code == 200, path


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found, "the page does not say what it shows"
    return found[1]


def _index() -> None:
    rebuild_index(progress=nothing_to_say)


def _plain(page: str) -> str:
    return re.sub(r"</?(?:mark|b|em)[^>]*>", "", page)
