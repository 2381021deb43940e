"""What a person has read once from an office is sorted the next time; other offices and groups teach it nothing."""

from datetime import date

import pytest
from django.utils import timezone

from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.parts.foi.actions.file_email import file_stored_email
from dueregard.parts.foi.actions.sort_together import sort_together, undo_sorted
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.queries.acknowledgements import acknowledging
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_waiting_case
from tests.mail.make import mail
from tests.people import Cast
from tests.rules.mail.test_read_before import FIRST, SECOND

pytestmark = pytest.mark.django_db


def case_of(group: Group, body: Body) -> Case:
    """Return a case of this group that waits for this body."""
    campaign = make_campaign(group, title=f"Plans {Case.objects.count()}")
    return make_waiting_case(campaign, body, due_on=date(2026, 12, 7))


def comes(case: Case, text: str, sender: str = "foi@northport.example") -> Correspondence:
    """Let the body write to the case; return the reply as it was filed."""
    number = Correspondence.objects.count()
    raw = mail(
        text.encode(),
        From=f"FOI Team <{sender}>",
        To=f"foi-{case.token}@dueregard.invalid",
        Message_ID=f"<{number}.{case.pk}@northport.example>",
        Content_Type="text/plain; charset=utf-8",
    )
    email, _ = store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
    file_stored_email(pk=email.pk, now=timezone.now())
    return Correspondence.objects.get(email=email)


def read_by(cast: Cast, reply: Correspondence, kind: EventKind = EventKind.ACKNOWLEDGED) -> None:
    """Let Asha say what a reply is."""
    done = sort_together(replies=[reply], kinds={reply.pk: kind}, by=cast.asha, now=timezone.now())
    assert done.done == (reply.pk,)


@pytest.fixture
def northport() -> Body:
    """The body that writes."""
    return make_body("Northport Council")


def test_the_second_letter_is_sorted_and_recorded_and_says_why(cast: Cast, northport: Body) -> None:
    first = comes(case_of(cast.northport, northport), FIRST)
    assert not first.is_sorted
    read_by(cast, first)
    second = comes(case_of(cast.northport, northport), SECOND)
    assert (second.is_sorted, second.sorted_by_rule) == (True, True)
    assert any("an earlier letter from this body" in reason for reason in second.reasons)
    event = second.case_events.get()
    assert (event.kind, event.recorded_by) == (EventKind.ACKNOWLEDGED, None)


def test_a_decision_in_the_same_words_still_waits(cast: Cast, northport: Body) -> None:
    read_by(cast, comes(case_of(cast.northport, northport), FIRST))
    for said in ("We hold nothing on this.", "Section 12 applies.", "Please tell us which year you mean."):
        text = SECOND.replace("Expect to hear", f"{said} Expect to hear")
        assert not comes(case_of(cast.northport, northport), text).is_sorted


def test_nothing_is_learnt_from_another_group_another_office_or_another_address(cast: Cast, northport: Body) -> None:
    read_by(cast, comes(case_of(cast.northport, northport), FIRST))
    assert not comes(case_of(cast.southmoor, northport), SECOND).is_sorted
    assert not comes(case_of(cast.northport, make_body("Southmoor Council")), SECOND).is_sorted
    assert not comes(case_of(cast.northport, northport), SECOND, sender="foi@elsewhere.example").is_sorted


def test_what_was_taken_back_or_meant_more_teaches_nothing(cast: Cast, northport: Body) -> None:
    first = comes(case_of(cast.northport, northport), FIRST)
    read_by(cast, first)
    undo_sorted(reply=first, by=cast.asha, now=timezone.now())
    assert not comes(case_of(cast.northport, northport), SECOND).is_sorted
    read_by(cast, first, EventKind.REFUSED)
    assert not comes(case_of(cast.northport, northport), SECOND).is_sorted


def test_what_a_rule_sorted_teaches_nothing(cast: Cast, northport: Body) -> None:
    read_by(cast, comes(case_of(cast.northport, northport), FIRST))
    second = comes(case_of(cast.northport, northport), SECOND)
    first = Correspondence.objects.exclude(pk=second.pk).get(direction="in")
    undo_sorted(reply=first, by=cast.asha, now=timezone.now())
    assert not comes(case_of(cast.northport, northport), SECOND).is_sorted


def test_it_may_be_that_no_rule_is_sure_and_the_page_of_several_shows_it(cast: Cast, northport: Body) -> None:
    plain = FIRST.replace("is safely in our queue", "has been received and put in our queue")
    first = comes(case_of(cast.northport, northport), plain)
    assert [each.reply.pk for each in acknowledging([first])] == [first.pk]
