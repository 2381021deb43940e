"""The rail's question is composed once for all who stand alike; each person is counted what is theirs all the same."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Group, Membership, Role
from dueregard.records.todo.access import reader_of, stands_of
from dueregard.records.todo.actions.take_thing import take_thing
from dueregard.records.todo.queries import composed
from dueregard.records.todo.queries.composed import Alike, _composed, composed_for, listed_for
from dueregard.records.todo.queries.counts import counts_for, mailed_counts, rail_counts
from dueregard.records.todo.queries.kinds import kinds_for
from dueregard.records.todo.queries.lately import forget_lately
from tests.parts.signposts.contacts import make_contact, phone
from tests.people import LONG_AGO, Cast
from tests.records.todo.making import makers
from tests.records.todo.test_few_queries_however_much_waits import all_of, late_cases

pytestmark = pytest.mark.django_db


def test_each_person_is_counted_what_the_list_holds_for_them(cast: Cast) -> None:
    for make in makers().values():
        make(cast)
    late_cases(cast, 3)
    today = timezone.localdate()
    thing = next(one for one in all_of(cast.asha) if one.may_take)
    take_thing(kind=thing.kind, key=thing.key, until=today, today=today, by=cast.asha, now=timezone.now())
    people = [cast.asha, cast.ben, cast.carys, cast.dana]
    seen = {person: rail_counts(person, today) for person in [*people, *reversed(people)]}
    Membership.objects.create(group=cast.southmoor, person=cast.asha, role=Role.CASEWORKER, since=LONG_AGO)
    for person in people[1:]:
        listed = counts_for(person, today)
        assert (seen[person].all, seen[person].kinds, seen[person].pages) == (listed.all, listed.kinds, listed.pages)
        assert seen[person].headings == listed.headings
        assert seen[person].acts == listed.acts
    assert rail_counts(cast.asha, today).all == counts_for(cast.asha, today).all >= seen[cast.asha].all > 0
    assert seen[cast.carys].all < seen[cast.asha].all


def test_people_who_stand_alike_share_a_statement_and_nothing_else(cast: Cast) -> None:
    today = timezone.localdate()
    late_cases(cast, 3)
    stranger = Person.objects.create(username="eve", name="Eve", created_at=LONG_AGO)
    Membership.objects.create(group=cast.southmoor, person=stranger, role=Role.CASEWORKER, since=LONG_AGO)
    _composed.cache_clear()
    assert rail_counts(cast.asha, today).all >= 3
    assert rail_counts(stranger, today).all == 0
    assert (_composed.cache_info().misses, _composed.cache_info().hits) == (1, 1)


def test_with_their_ids_put_in_it_is_the_question_that_would_be_composed_for_them_alone(cast: Cast) -> None:
    today = timezone.localdate()
    third = Group.objects.create(slug="third", name="Third", created_at=LONG_AGO)
    for person, group, role in (
        (cast.ben, third, Role.CASEWORKER),
        (cast.ben, cast.southmoor, Role.VOLUNTEER),
        (cast.dana, cast.northport, Role.VOLUNTEER),
    ):
        Membership.objects.create(group=group, person=person, role=role, since=LONG_AGO)
    for person in (cast.ben, cast.dana):  # who acts for some of three groups, and an administrator of one
        reader = reader_of(person)
        for narrowed, is_list in (("", False), ("mine", True)):
            with patch.object(CursorWrapper, "execute", autospec=True, side_effect=CursorWrapper.execute) as execute:
                if is_list:
                    listed_for(reader, today, narrowed, None, begin=0, end=50)
                else:
                    composed_for(reader, today, narrowed)
            ((_, statement, values),) = (call.args for call in execute.call_args_list)
            one = Alike(stands_of(reader), today, tuple(settings.WAITS), connection.vendor, narrowed, is_list=is_list)
            with patch.object(composed, "stand_in", return_value=reader):
                own = composed._composed.__wrapped__(one)
            more = [50, 0] if is_list else []
            assert statement == own.statement + " LIMIT %s OFFSET %s" * is_list
            assert sorted(map(repr, values)) == sorted(map(repr, [*own.values, *more]))


def test_an_email_counts_what_is_few_as_it_is_when_it_is_written(cast: Cast) -> None:
    """One e-mail leaves at seven and another at nine: what came in between, the second tells of."""
    today = timezone.localdate()
    _composed.cache_clear()
    counts = []
    for name in ("first", "second"):
        make_contact(name, phone(checked_on="2020-01-02"))
        forget_lately()  # seconds later
        counts.append({one.code: one.number for one in mailed_counts(cast.asha, today)}["contact"])
    assert counts == [1, 2]


def test_a_kind_asks_by_person_and_day_never_by_an_instant(cast: Cast) -> None:
    today, now = timezone.localdate(), timezone.now()
    asked = []
    for moment in (now, now + timedelta(seconds=1)):
        with patch("django.utils.timezone.now", return_value=moment), CaptureQueriesContext(connection) as queries:
            asked.append([_words(kind.rows) for kind in kinds_for(cast.asha, today) if kind.rows is not None])
        assert not queries.captured_queries
    assert asked[0] == asked[1]
    assert all(kind.few_lately for kind in kinds_for(cast.asha, today) if kind.few)


def _words(rows: QuerySet[Person]) -> str:
    return str(rows.query)
