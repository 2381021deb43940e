"""An invitation on paper lets in as many people as it says, until the day it says, and nobody after it is withdrawn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.groups.actions.invite_on_paper import NotSoLong, invite_on_paper, withdraw_paper
from dueregard.records.groups.actions.remove_member import remove_member
from dueregard.records.groups.actions.take_paper_place import (
    AlreadyIn,
    PaperRefused,
    join_by_paper,
    join_by_paper_as,
)
from dueregard.records.groups.models import Membership, PaperInvitation, Role
from tests.people import Cast, make_person
from tests.sessions import sign_in

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WHO = {"name": "Noor", "username": "noor", "password": "four random words here"}


def a_paper(cast: Cast, *, uses: int = 2, days: int = 7, **more: Any) -> tuple[PaperInvitation, str]:
    """Make a paper of Northport."""
    given = {"by": cast.asha, "now": NOW, "today": TODAY, "last_on": TODAY + timedelta(days=days)} | more
    return invite_on_paper(group=cast.northport, uses=uses, **given)


@pytest.mark.django_db
def test_the_code_is_shown_once_and_only_its_hash_is_kept(cast: Cast) -> None:
    asha = sign_in(cast.asha)
    answer = asha.post("/desk/groups/northport/paper/", {"uses": 3, "last_on": datetime.now(UTC).date().isoformat()})
    page = answer.content.decode()
    code = page.split("/join/paper/")[1].split("/")[0]
    assert 'class="square"' in page
    assert "no-store" in answer["Cache-Control"]
    paper = PaperInvitation.objects.get()
    assert code not in str(PaperInvitation.objects.values().get())
    assert code not in str(list(Act.objects.values_list("details", flat=True)))
    group = asha.get("/desk/groups/northport/").content.decode()
    assert code not in group
    assert "0 of 3 places taken" in group
    assert paper.uses == 3


@pytest.mark.django_db
def test_whoever_holds_it_makes_an_account_and_still_needs_a_second_key(cast: Cast, client: Client) -> None:
    paper, code = a_paper(cast)
    PaperInvitation.objects.filter(pk=paper.pk).update(last_on=datetime.now(UTC).date() + timedelta(days=1))
    answer = client.post(f"/join/paper/{code}/", WHO)
    assert answer.status_code == 302
    assert "second" in answer["Location"]
    assert client.get("/desk/").status_code == 302, "the desk is closed until they have a second key"
    member = Membership.objects.get(person__username="noor")
    assert (member.group, member.role) == (cast.northport, Role.VOLUNTEER)
    assert "1 of 2 places taken" in sign_in(cast.asha).get("/desk/groups/northport/").content.decode()


@pytest.mark.django_db
def test_it_works_as_often_as_it_says_and_then_says_why_not(cast: Cast, client: Client) -> None:
    paper, code = a_paper(cast, uses=1)
    PaperInvitation.objects.filter(pk=paper.pk).update(last_on=datetime.now(UTC).date())
    join_by_paper_as(paper=paper, by=cast.carys, today=TODAY, now=NOW)
    with pytest.raises(PaperRefused):
        join_by_paper(paper=paper, **WHO, today=TODAY, now=NOW)
    assert not Person.objects.filter(username="noor").exists()
    answer = client.get(f"/join/paper/{code}/")
    assert answer.status_code == 410
    assert "All places are taken" in answer.content.decode()


@pytest.mark.django_db
def test_it_works_on_its_last_day_and_not_on_the_next(cast: Cast) -> None:
    paper, _ = a_paper(cast, days=3)
    join_by_paper_as(paper=paper, by=make_person("last"), today=TODAY + timedelta(days=3), now=NOW)
    with pytest.raises(PaperRefused):
        join_by_paper_as(paper=paper, by=make_person("late"), today=TODAY + timedelta(days=4), now=NOW)


@pytest.mark.django_db
def test_withdrawn_it_lets_nobody_in_and_who_is_in_stays(cast: Cast, client: Client) -> None:
    paper, code = a_paper(cast)
    join_by_paper_as(paper=paper, by=cast.carys, today=TODAY, now=NOW)
    withdraw_paper(paper=paper, by=cast.asha, now=NOW)
    withdraw_paper(paper=paper, by=cast.asha, now=NOW)
    with pytest.raises(PaperRefused):
        join_by_paper_as(paper=paper, by=make_person("late"), today=TODAY, now=NOW)
    assert Membership.objects.filter(group=cast.northport, person=cast.carys).exists()
    assert "was withdrawn" in client.get(f"/join/paper/{code}/").content.decode()
    assert Act.objects.filter(did="withdraw_paper").count() == 1


@pytest.mark.django_db
def test_a_member_uses_nothing_up_and_keeps_their_role(cast: Cast) -> None:
    paper, _ = a_paper(cast)
    with pytest.raises(AlreadyIn):
        join_by_paper_as(paper=paper, by=cast.asha, today=TODAY, now=NOW)
    assert paper.places_taken.count() == 0
    assert Membership.objects.get(group=cast.northport, person=cast.asha).role == Role.CASEWORKER


@pytest.mark.django_db
def test_papers_of_a_caseworker_who_left_let_nobody_in(cast: Cast) -> None:
    paper, _ = a_paper(cast)
    remove_member(membership=Membership.objects.get(group=cast.northport, person=cast.asha), by=cast.dana, now=NOW)
    with pytest.raises(PaperRefused):
        join_by_paper_as(paper=paper, by=cast.carys, today=TODAY, now=NOW)


@pytest.mark.django_db
def test_papers_of_a_closed_account_or_a_former_administrator_let_nobody_in(cast: Cast) -> None:
    asha, paper = cast.asha, a_paper(cast)[0]
    dana, other = make_person("dora", is_administrator=True), a_paper(cast)[0]
    PaperInvitation.objects.filter(pk=other.pk).update(made_by=dana)
    keeper = sign_in(cast.dana)
    assert keeper.post(f"/desk/people/{asha.pk}/close/").status_code == 302
    assert keeper.post(f"/desk/people/{dana.pk}/end-administrator/").status_code == 302
    assert keeper.post(f"/desk/people/{asha.pk}/reopen/").status_code == 302
    for one in (paper, other):
        with pytest.raises(PaperRefused):
            join_by_paper_as(paper=one, by=make_person(f"late-{one.pk}"), today=TODAY, now=NOW)


@pytest.mark.django_db
def test_a_name_that_is_taken_uses_nothing_up(cast: Cast, client: Client) -> None:
    paper, code = a_paper(cast)
    PaperInvitation.objects.filter(pk=paper.pk).update(last_on=datetime.now(UTC).date())
    answer = client.post(f"/join/paper/{code}/", {**WHO, "username": "Asha"})
    assert "is taken" in answer.content.decode()
    assert paper.places_taken.count() == 0


@pytest.mark.django_db
def test_a_day_too_far_ahead_is_refused(cast: Cast) -> None:
    with pytest.raises(NotSoLong, match="Choose a day"):
        a_paper(cast, days=61)
    answer = sign_in(cast.asha).post("/desk/groups/northport/paper/", {"uses": 0, "last_on": "2020-01-01"})
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_race_for_the_last_place_one_gets_in(cast: Cast) -> None:
    paper, _ = a_paper(cast, uses=1)
    people = [make_person("first"), make_person("second")]

    def take(person: Person) -> str:
        try:
            join_by_paper_as(paper=paper, by=person, today=TODAY, now=NOW)
            return "in"
        except PaperRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(take, people)) == ["in", "refused"]
    assert Membership.objects.filter(group=cast.northport, person__in=people).count() == 1
