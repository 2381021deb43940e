"""A statement composed once asks what the question itself would ask, and a row is written alike."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dueregard.foundation.audit.models import Act, ActsAreKept
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.work.actions.add_row import add_row
from dueregard.foundation.work.gateways import composed
from dueregard.foundation.work.gateways.composed import Asked, NotComposed
from dueregard.parts.foi.actions.file_email import file_stored_email
from dueregard.records.groups.models import Group
from tests.builders_foi import make_campaign, make_waiting_case
from tests.mail.make import mixed, part, pdf
from tests.people import Cast

pytestmark = pytest.mark.django_db
BY_NAME = Asked(lambda name: Group.objects.filter(name=name).order_by("name").values_list("pk", "name"))
BY_KEYS = Asked(lambda keys: Group.objects.filter(pk__in=keys).order_by("name"))


def an_act(did: str = "try") -> Act:
    """Return an act that is not written yet."""
    return Act(did=did, on_kind="tests.thing", on_id="1", at=timezone.now(), details={"size": 3})


def test_other_values_give_other_rows_with_one_composing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for group in (cast.northport, cast.southmoor):
        assert BY_NAME.all(group.name) == [(group.pk, group.name)]
    composed_again: list[Any] = []
    monkeypatch.setattr(composed._Question, "__init__", composed_again.append)
    assert BY_NAME.all("nobody") == []
    assert composed_again == []


def test_lists_of_any_length_are_asked(cast: Cast) -> None:
    both = (cast.northport, cast.southmoor)
    assert {group.pk for group in BY_KEYS.all(tuple(group.pk for group in both))} == {group.pk for group in both}
    assert BY_KEYS.all((cast.northport.pk,)) == [cast.northport]
    assert BY_KEYS.all((*(uuid4() for _ in range(50)), cast.northport.pk)) == [cast.northport]
    assert BY_KEYS.all(()) == []


def test_a_question_about_nobodys_rows_has_none_and_asks_nothing(django_assert_num_queries: Any) -> None:
    nobodys: Asked[Group] = Asked(lambda slug: Group.objects.none().filter(slug=slug))
    with django_assert_num_queries(0):
        assert nobodys.all("northport") == nobodys.all("southmoor") == []


def test_a_value_that_has_no_place_in_the_statement_is_refused() -> None:
    with pytest.raises(NotComposed):
        Asked(lambda _name: Group.objects.filter(name="always this")).all("another")


@pytest.mark.django_db(transaction=True)
def test_rows_are_held_only_inside_a_transaction(cast: Cast) -> None:
    holding = Asked(lambda pk: Group.objects.select_for_update().filter(pk=pk))
    with transaction.atomic():
        assert holding.first(cast.northport.pk) == cast.northport
    with pytest.raises(transaction.TransactionManagementError):
        holding.first(cast.northport.pk)


def test_every_question_of_filing_is_what_its_words_say(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[Any, int] = {}
    asks = Asked.all

    def compared(self: Any, *values: Any) -> list[Any]:
        with CaptureQueriesContext(connection) as queries:
            found = asks(self, *values)
            if () not in values:
                assert list(self._build(*values)) == found
        if queries:
            composed_once, plain = (query["sql"] for query in queries)
            assert composed_once == plain
            seen[self] = seen.get(self, 0) + 1
        return found

    monkeypatch.setattr(Asked, "all", compared)
    campaign = make_campaign(cast.northport)
    for number in range(3):
        case = make_waiting_case(campaign)
        raw = mixed(
            part(b"No. %d\n" % number), pdf("a.pdf", b"%%PDF %d" % number), To=f"foi-{case.token}@dueregard.invalid"
        )
        email, _ = store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
        file_stored_email(pk=email.pk, now=timezone.now())
        email.refresh_from_db()
        assert email.state == StoredEmail.State.FILED
    assert sum(times >= 3 for times in seen.values()) >= 10


def test_a_row_is_written_in_the_words_that_saving_it_uses() -> None:
    with CaptureQueriesContext(connection) as queries:
        added, saved = an_act(), an_act()
        add_row(added)
        saved.at = added.at
        saved.save(force_insert=True)
    assert queries[0]["sql"] == queries[1]["sql"]
    added.refresh_from_db()
    assert (added.did, added.details) == ("try", {"size": 3})
    assert saved.pk == added.pk + 1


def test_a_row_that_is_there_is_saved_by_its_own_rules() -> None:
    act = an_act()
    add_row(act)
    with pytest.raises(ActsAreKept):
        add_row(act)


def test_a_refused_row_ends_its_transaction_as_a_refused_save_does(cast: Cast) -> None:
    def twice() -> None:
        add_row(StoredEmail(pk=known, sha256="x", content_key="x", received_at=now, state_at=now, size=1))

    known, now = uuid4(), timezone.now()
    twice()
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            twice()
        assert connection.needs_rollback
