"""A practice answer that does not use the case's address waits in the holding pen, as a real one would."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.answer_as_body import answer_as_body
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_letter, make_waiting_case
from tests.people import Cast
from tests.work import run_all_tasks


@pytest.fixture
def case(cast: Cast) -> Case:
    """A request of Northport that practice mode brought to the mailroom an hour ago."""
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    make_letter(case, at=timezone.now() - timedelta(hours=1))
    return case


def held_after(slug: str, case: Case, cast: Cast) -> HeldEmail:
    """Answer as the body, let the site work, and return what waits in the holding pen."""
    letter = Correspondence.objects.select_related("outgoing", "case__body").get(case=case, direction="out")
    answer_as_body(letter=letter, slug=slug, text="", by=cast.asha, now=timezone.now())
    run_all_tasks()
    return HeldEmail.objects.get()


@pytest.mark.parametrize("slug", ["token-in-text", "new-subject", "other-address"])
def test_a_stray_answer_is_held_with_its_reasons(case: Case, cast: Cast, slug: str) -> None:
    held = held_after(slug, case, cast)
    assert held.email.state == StoredEmail.State.HELD
    assert held.reasons


def test_an_address_that_stands_only_in_the_text_is_guessed_for_the_right_group(case: Case, cast: Cast) -> None:
    held = held_after("token-in-text", case, cast)
    assert held.guesses[0]["case_id"] == str(case.pk)
    assert list(held.groups.all()) == [case.group]
