"""Each waiting thing of every part is in the one list, counted, for those it waits for and for nobody else."""

from html import unescape

import pytest
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Membership, Role
from dueregard.records.todo.queries.counts import counts_for
from dueregard.records.todo.queries.kinds import For, kinds_for
from dueregard.records.todo.queries.waiting import Show, list_page
from tests.people import LONG_AGO, Cast
from tests.records.todo.making import makers
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def kinds_of(person: Person) -> dict[str, For]:
    """Return the code of every kind, and for whom it is."""
    return {kind.code: kind.to for kind in kinds_for(person, timezone.localdate())}


def waiting_for(person: Person) -> list[str]:
    """Return the titles and abouts of everything in a person's list."""
    page = list_page(person, show=Show.EVERYTHING, only="", page="1", today=timezone.localdate())
    return [f"{line.thing.title} {line.thing.about}" for under in page.headings for line in under.lines]


def test_every_kind_can_be_made(cast: Cast) -> None:
    assert set(kinds_of(cast.asha)) == set(makers()), "a new kind needs its line in MAKE of its tests' waits.py"


def test_each_waiting_thing_of_every_part_appears_in_one_page_load(cast: Cast) -> None:
    Membership.objects.create(group=cast.northport, person=cast.dana, role=Role.CASEWORKER, since=LONG_AGO)
    words = {code: make(cast) for code, make in makers().items()}
    seen: dict[str, str] = {}
    for person in (cast.asha, cast.dana):
        html = unescape(sign_in(person).get("/desk/").content.decode())
        counts = counts_for(person, timezone.localdate())
        for code, to in kinds_of(person).items():
            wanted = (person == cast.dana) == (to is For.ADMINISTRATORS)
            if wanted:
                assert words[code] in html, code
                assert counts.kinds[code] == 1, code
                seen[code] = person.username
    assert set(seen) == set(words)


def test_what_came_from_outside_is_a_list_of_its_own(cast: Cast) -> None:
    reader = sign_in(cast.dana)
    assert "Nothing has come in" in reader.get("/desk/?show=outside").content.decode()
    for make in makers().values():
        make(cast)
    today = timezone.localdate()
    page = list_page(cast.dana, show=Show.OUTSIDE, only="", page="1", today=today)
    listed = {line.thing.kind for under in page.headings for line in under.lines}
    kinds = kinds_for(cast.dana, today)
    assert listed == {kind.code for kind in kinds if kind.is_from_outside} - {"sealed"}  # its keyholders' alone
    assert {"reply", "suggestion", "signatory", "complaint", "right-of-reply", "letter-reply"} <= listed
    assert not {"damaged", "overdue", "meeting"} & listed
    assert page.counts.outside == sum(under.count for under in page.headings) < page.counts.all
    alone = list_page(cast.dana, show=Show.OUTSIDE, only="suggestion", page="1", today=today)
    assert [line.thing.kind for under in alone.headings for line in under.lines] == ["suggestion"]
    html = reader.get("/desk/?show=outside").content.decode()
    assert f'aria-current="page">From outside <span>{page.counts.outside}</span>' in html


@pytest.mark.parametrize("code", sorted(makers()))
def test_a_thing_waits_for_its_own_and_for_no_other_group(cast: Cast, code: str) -> None:
    words = makers()[code](cast)
    to = kinds_of(cast.dana)[code]
    assert not any(words in line for line in waiting_for(cast.carys)) or to is For.KEEPERS
    assert any(words in line for line in waiting_for(cast.asha)) is (to is not For.ADMINISTRATORS)
    if to is not For.GROUP:
        assert not any(words in line for line in waiting_for(cast.ben)), "a volunteer cannot do it"
    assert counts_for(cast.carys, timezone.localdate()).kinds.get(code, 0) == (to is For.KEEPERS)


def test_a_sealed_message_is_told_to_its_keyholders_alone(cast: Cast) -> None:
    words = makers()["sealed"](cast) if "sealed" in makers() else ""
    told = {one.username for one in (cast.asha, cast.ben, cast.carys, cast.dana) if words in str(waiting_for(one))}
    assert told == {"asha"} or not words


def test_of_what_waits_nobody_takes_what_is_not_in_their_list(cast: Cast) -> None:
    makers()["damaged"](cast)
    (thing,) = (
        line.thing
        for under in list_page(
            cast.asha, show=Show.EVERYTHING, only="damaged", page="1", today=timezone.localdate()
        ).headings
        for line in under.lines
    )
    take = f"/desk/todo/{thing.kind}/{thing.key}/take/"
    assert sign_in(cast.carys).post(take).status_code == 404
    assert sign_in(cast.ben).post(take).status_code == 302
