"""A person clears the holding pen: files, sets aside with a reason, brings back. Nothing is erased or done twice."""

import pytest

from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.clear_pen import AlreadyCleared, NoReason, bring_back, file_held, set_aside
from dueregard.parts.foi.models import Case, HeldEmail
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_held, make_waiting_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db

FILE = {"position": 1, "name": "a.pdf", "content_type": "application/pdf", "size": 5, "sha256": "", "trouble": "cut"}
REFUSAL = {"kind": "refused", "passage": "We withhold it", "reason": "It says so.", "sections": ["24(1)"], "until": ""}


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that waits."""
    return make_waiting_case(make_campaign(cast.northport), make_body())


@pytest.fixture
def held(cast: Cast) -> HeldEmail:
    """An e-mail that Northport sees in the pen."""
    return make_held(cast.northport, files=[FILE], suggestions=[REFUSAL], notes=["Its date is odd."])


def test_filing_takes_everything_along_and_asks_what_it_means(held: HeldEmail, case: Case, cast: Cast) -> None:
    (reply,) = file_held(held=held, cases=[case], by=cast.ben, now=NOW)
    case.refresh_from_db()
    held.email.refresh_from_db()
    assert (case.unsorted, held.email.state) == (1, StoredEmail.State.FILED)
    assert (reply.text, reply.suggestions, reply.notes) == (held.text, [REFUSAL], ["Its date is odd."])
    assert [(file.name, file.trouble) for file in reply.attachments.all()] == [("a.pdf", "cut")]
    assert reply.reasons == ["Ben filed it here from the holding pen."]


def test_a_colleague_who_is_slower_is_told(held: HeldEmail, case: Case, cast: Cast) -> None:
    file_held(held=held, cases=[case], by=cast.ben, now=NOW)
    with pytest.raises(AlreadyCleared):
        file_held(held=held, cases=[case], by=cast.asha, now=NOW)
    with pytest.raises(AlreadyCleared):
        set_aside(held=held, because="advertising", by=cast.asha, now=NOW)
    assert case.correspondence.count() == 1
    answer = sign_in(cast.asha).post(f"/desk/holding-pen/{held.pk}/file/", {"case": str(case.pk)}, follow=True)
    assert "A colleague has already dealt with this e-mail." in answer.content.decode()


def test_setting_aside_needs_a_reason_and_keeps_the_bytes(held: HeldEmail, cast: Cast) -> None:
    with pytest.raises(NoReason):
        set_aside(held=held, because="  ", by=cast.ben, now=NOW)
    set_aside(held=held, because="advertising", by=cast.ben, now=NOW)
    held.refresh_from_db()
    held.email.refresh_from_db()
    assert (held.cleared_because, held.email.state) == ("advertising", StoredEmail.State.SET_ASIDE)


def test_what_was_set_aside_comes_back_and_what_was_filed_does_not(held: HeldEmail, case: Case, cast: Cast) -> None:
    set_aside(held=held, because="advertising", by=cast.ben, now=NOW)
    bring_back(held=held, by=cast.asha, now=NOW)
    held.refresh_from_db()
    assert (held.cleared_at, held.email.state) == (None, StoredEmail.State.HELD)
    file_held(held=held, cases=[case], by=cast.ben, now=NOW)
    with pytest.raises(AlreadyCleared):
        bring_back(held=held, by=cast.asha, now=NOW)


def test_after_one_the_oldest_of_the_rest_is_shown(held: HeldEmail, case: Case, cast: Cast) -> None:
    older = make_held(cast.northport, at=case.last_at)
    client = sign_in(cast.ben)
    assert client.post(f"/desk/holding-pen/{held.pk}/file/", {"case": str(case.pk)})["Location"].endswith(
        f"/{older.pk}/"
    )
    answer = client.post(f"/desk/holding-pen/{older.pk}/aside/", {"because": "advertising"})
    assert answer["Location"] == "/desk/holding-pen/"


def test_without_a_choice_or_a_reason_one_stays_with_the_e_mail(held: HeldEmail, cast: Cast) -> None:
    client = sign_in(cast.ben)
    page = client.post(f"/desk/holding-pen/{held.pk}/file/", {"case": ""}, follow=True).content.decode()
    assert "Choose a case first." in page
    page = client.post(f"/desk/holding-pen/{held.pk}/aside/", {"because": ""}, follow=True).content.decode()
    assert "Say briefly why it does not belong to a case" in page
    assert held.subject in page
