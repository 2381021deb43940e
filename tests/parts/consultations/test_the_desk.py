"""On the desk a caseworker writes a vote down, prints slips, checks it and opens it; then nothing of it changes."""

import io

import pypdfium2
import pytest
from django.utils import timezone

from dueregard.parts.consultations.actions.prepare import AlreadyConfirmed, discard_consultation, make_codes
from dueregard.parts.consultations.models import Code, Consultation
from dueregard.rules.votes.codes import LETTERS, read_code
from tests.parts.consultations.builders import NOW, opened, write
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def _typed(cast: Cast, **changed: object) -> dict[str, object]:
    year = timezone.now().year + 1
    return {
        "group": cast.northport.pk,
        "title": "Should we ask for the risk assessment & publish it?",
        "asked_by": "Committee",
        "who": "Members",
        "kind": "yes_no",
        "most": 1,
        "opens": f"{year}-02-01 09:00",
        "closes": f"{year}-02-10 18:00",
        "roll": 11,
        "quorum": 4,
        **changed,
    }


def test_a_vote_is_written_down_printed_checked_and_opened(cast: Cast) -> None:
    client = sign_in(cast.asha)
    client.post("/desk/votes/new/", _typed(cast))
    made = Consultation.objects.get()
    page = made.get_absolute_url()
    assert "no legal force" in client.get(page).content.decode()
    refused = client.post(f"{page}open/", {"sure": "yes"}, follow=True).content.decode()
    assert "Print the slips first" in refused
    pdf = client.post(f"{page}slips.pdf")
    document = pypdfium2.PdfDocument(io.BytesIO(pdf.content))
    text = "".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    found = [line for line in text.splitlines() if len(line.split()) == 4 and set(line) <= set(LETTERS + " ")]
    assert len({read_code(line) for line in found}) == 11
    assert len(document) == 2
    assert Code.objects.filter(consultation=made).count() == 11
    assert "stop working" in client.post(f"{page}slips.pdf").content.decode()  # asks before old slips become void
    assert "nobody can change" in client.post(f"{page}open/").content.decode()
    client.post(f"{page}open/", {"sure": "yes"})
    made.refresh_from_db()
    assert made.confirmed_at is not None


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"closes": "2027-03-28 01:30", "opens": "2027-03-20 09:00"}, "the clocks go forward"),
        ({"closes": "2027-10-31 01:30", "opens": "2027-10-20 09:00"}, "The clocks show 01:30 twice"),
        ({"closes": "soon"}, "Write the day and the time like this"),
        ({"quorum": 12}, "quorum is larger"),
        ({"kind": "rank", "options": "Ada"}, "at least two options"),
        ({"kind": "choose", "options": "Ada\nBo", "most": 2}, "between 1 and 1"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(
    cast: Cast, changed: dict[str, object], says: str
) -> None:
    said = sign_in(cast.asha).post("/desk/votes/new/", _typed(cast, **changed))
    assert said.status_code == 422
    assert says in said.content.decode()
    assert "Should we ask for the risk assessment &amp; publish it?" in said.content.decode()
    assert not Consultation.objects.exists()


def test_the_roll_cannot_change_once_voting_was_opened(cast: Cast) -> None:
    made, _ = opened(cast)
    before = set(Code.objects.values_list("digest", flat=True))
    with pytest.raises(AlreadyConfirmed, match="can no longer change"):
        make_codes(consultation=made, by=cast.asha, now=NOW)
    with pytest.raises(AlreadyConfirmed):
        discard_consultation(consultation=made, by=cast.asha, now=NOW)
    said = sign_in(cast.asha).post(f"{made.get_absolute_url()}slips.pdf", {"sure": "yes"}, follow=True)
    assert "can no longer change" in said.content.decode()
    assert set(Code.objects.values_list("digest", flat=True)) == before


def test_another_group_and_a_volunteer_cannot_run_it(cast: Cast) -> None:
    made = write(cast)
    assert sign_in(cast.carys).get(made.get_absolute_url()).status_code == 404
    assert sign_in(cast.ben).get(made.get_absolute_url()).status_code == 200
    assert sign_in(cast.ben).post(f"{made.get_absolute_url()}open/", {"sure": "yes"}).status_code == 404


def test_a_list_of_many_votes_takes_few_questions(cast: Cast, django_assert_max_num_queries: object) -> None:
    for _ in range(12):
        write(cast)
    client = sign_in(cast.asha)
    client.get("/desk/votes/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get("/desk/votes/")


def test_the_pages_of_a_vote_take_few_questions(cast: Cast, django_assert_max_num_queries: object) -> None:
    made, _ = opened(cast)
    client = sign_in(cast.asha)
    client.get(made.get_absolute_url())
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(made.get_absolute_url())
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(f"/votes/{made.pk}/")


def test_a_vote_that_was_not_opened_can_be_copied_and_thrown_away(cast: Cast) -> None:
    made = write(cast)
    client = sign_in(cast.asha)
    assert made.title in client.get(f"/desk/votes/new/?copy={made.pk}").content.decode()
    assert "Throw this vote away?" in client.post(f"{made.get_absolute_url()}throw-away/").content.decode()
    client.post(f"{made.get_absolute_url()}throw-away/", {"sure": "yes"})
    assert not Consultation.objects.exists()
