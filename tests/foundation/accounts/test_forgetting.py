"""The site forgets sessions and brief notes when their time has passed, and nothing before."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from dueregard.foundation.accounts.actions.forget_expired import forget_expired
from dueregard.foundation.accounts.models import BriefNote
from dueregard.foundation.accounts.tasks import forget_what_ran_out
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_only_what_has_run_out_is_forgotten(cast: Cast) -> None:
    now = timezone.now()
    running, over = sign_in(cast.asha), sign_in(cast.ben)
    Session.objects.filter(session_key=over.session.session_key).update(expire_date=now)
    BriefNote.objects.create(cache_key="old", value="y", expires=now)
    BriefNote.objects.create(cache_key="new", value="y", expires=now + timedelta(minutes=5))
    assert forget_expired(now=now) == 2
    assert running.get("/desk/groups/").status_code == 200
    assert over.get("/desk/groups/")["Location"].startswith("/account/login/")
    assert BriefNote.objects.get().cache_key == "new"


def test_the_periodic_task_may_run_twice(cast: Cast) -> None:
    sign_in(cast.asha)
    forget_what_ran_out.call()
    forget_what_ran_out.call()
    assert Session.objects.count() == 1
