"""Whoever comes back by a "way back in" has new keys; what somebody else may have copied before opens nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.actions.accept_invitation import come_back
from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.search.actions.keep_search import renew_address
from dueregard.foundation.search.models import KeptSearch
from dueregard.parts.foi.actions.feed_keys import renew_feed_key
from dueregard.records.groups.actions.calendar_keys import renew_calendar_key
from tests.doors.asking import ask
from tests.doors.world import World

pytestmark = pytest.mark.django_db
KEYED = {"foi:dates": "dates", "kept_feed": "search", "meetings_feed": "meetings"}


def test_the_secret_addresses_of_calendars_and_feeds_end_with_a_way_back(world: World) -> None:
    ben, now = world.everybody.cast.ben, timezone.now()
    old = {name: f"{reverse(name)}?key={world.secrets[f'{what} of volunteer']}" for name, what in KEYED.items()}
    theirs = f"{reverse('foi:dates')}?key={world.secrets['dates of departed']}"
    assert [ask(world.everybody, "visitor", url).status for url in old.values()] == [200, 200, 200]
    with transaction.atomic():
        invitation, _ = invite(by=world.everybody.cast.dana, now=now, lets_back_in=ben)
        come_back(invitation=invitation, password="another long password", now=now)
        assert [ask(world.everybody, "visitor", url).status for url in old.values()] == [404, 404, 404]
        assert ask(world.everybody, "visitor", theirs).status == 200
        later = now + timedelta(minutes=5)
        kept = KeptSearch.objects.filter(person=ben).exclude(digest="").first()
        assert kept is not None
        ben.refresh_from_db()
        new = {
            "foi:dates": renew_feed_key(person=ben, by=ben, now=later),
            "kept_feed": renew_address(search=kept, by=ben, now=later),
            "meetings_feed": renew_calendar_key(person=ben, by=ben, now=later),
        }
        for name, secret in new.items():
            assert ask(world.everybody, "visitor", f"{reverse(name)}?key={secret}").status == 200, name
        transaction.set_rollback(True)
