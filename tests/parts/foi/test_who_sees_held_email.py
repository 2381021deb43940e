"""Who sees an e-mail in the holding pen follows from its guesses, so that no group reads another's mail."""

from uuid import UUID

import pytest

from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.hold_email import hold_email
from dueregard.parts.foi.models import Case, HeldEmail
from dueregard.records.groups.models import Group
from dueregard.rules.mail.verdict import Guess, Hold, MailKind, Verdict
from dueregard.rules.mime.shapes import ReadMail
from tests.audiences import ADMINISTRATORS, MEMBERS, assert_only
from tests.builders_foi import NOW, make_campaign, make_case, make_stored_email
from tests.people import Cast

pytestmark = pytest.mark.django_db


def hold(*cases: Case, hint: UUID | None = None) -> HeldEmail:
    """Hold an e-mail that may belong to these cases."""
    email = make_stored_email(state=StoredEmail.State.WAITING, group_hint=hint)
    guesses = tuple(Guess(str(case.pk), 50, ("Similar.",)) for case in cases)
    verdict = Verdict(kind=MailKind.REPLY, filing=Hold(guesses, ("Not certain.",)), kind_reasons=())
    hold_email(email=email, mail=ReadMail(), verdict=verdict, files=[], trouble="", now=NOW)
    return HeldEmail.objects.get(email=email)


def test_guesses_within_one_group_let_that_group_see_it(cast: Cast) -> None:
    cases = [make_case(make_campaign(cast.northport, title=title)) for title in ("Plans", "Slides")]
    assert_only(f"/desk/holding-pen/{hold(*cases).pk}/", MEMBERS, cast)


def test_guesses_that_span_two_groups_leave_it_to_administrators(cast: Cast) -> None:
    cases = [make_case(make_campaign(group)) for group in (cast.northport, cast.southmoor)]
    assert_only(f"/desk/holding-pen/{hold(*cases).pk}/", ADMINISTRATORS, cast)


def test_no_guess_on_a_site_of_several_groups_leaves_it_to_administrators(cast: Cast) -> None:
    assert_only(f"/desk/holding-pen/{hold().pk}/", ADMINISTRATORS, cast)


def test_no_guess_on_a_site_of_one_group_leaves_it_to_that_group(cast: Cast) -> None:
    cast.carys.memberships.all().delete()
    cast.southmoor.delete()
    assert list(hold().groups.all()) == [cast.northport]


def test_an_email_that_a_group_brought_in_itself_is_that_group_s(cast: Cast) -> None:
    assert_only(f"/desk/holding-pen/{hold(hint=cast.northport.pk).pk}/", MEMBERS, cast)
    assert Group.objects.count() == 2
