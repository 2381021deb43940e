"""On the desk a caseworker writes a vote down, prints slips, checks it and opens it; then nothing of it changes."""

import io
from collections.abc import Sequence

import pypdfium2
import pytest
from django.utils import timezone

from dueregard.parts.consultations.actions.prepare import AlreadyConfirmed, discard_consultation, make_codes
from dueregard.parts.consultations.gateways.slips import CannotPrint, print_slips
from dueregard.parts.consultations.models import Code, Consultation
from dueregard.parts.consultations.views import preparing
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
    client.post(f"{page}open/", {"sure": "yes", "seen": client.get(page).context["page"].seen})
    made.refresh_from_db()
    assert made.confirmed_at is not None


def test_it_opens_only_as_it_was_read_with_the_slips_that_were_there_then(cast: Cast) -> None:
    made = write(cast)
    client, page = sign_in(cast.asha), made.get_absolute_url()
    make_codes(consultation=made, by=cast.asha, now=NOW)
    seen = client.get(page).context["page"].seen
    assert f'name="seen" value="{seen}"' in client.post(f"{page}open/", {"seen": seen}).content.decode()
    make_codes(consultation=made, by=cast.asha, now=NOW)  # a colleague prints again: the slips in hand are void
    said = client.post(f"{page}open/", {"sure": "yes", "seen": seen}, follow=True).content.decode()
    assert "made new slips after you opened this page" in said
    seen = client.get(page).context["page"].seen
    Consultation.objects.filter(pk=made.pk).update(title="Another question?")
    client.post(f"{page}open/", {"sure": "yes", "seen": seen})
    made.refresh_from_db()
    assert made.confirmed_at is None


LONG = "Should the branch ask management for the risk assessment, the plan and the training records before it meets? "


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ((LONG * 3)[:300], ("University and College Union, branch of the University of Northport " * 2)[:120]),
        ("Rindfleisch" * 27, "Llanfair" * 15),
        ("هل يطلب الفرع تقييم المخاطر قبل الاجتماع؟ " * 7, "مجموعة نورثبورت"),
        ("Ask?", "B"),
    ],
)
def test_however_long_the_words_a_slip_holds_them_with_its_code_and_its_square(title: str, group: str) -> None:
    slip = {"code": "ABCD EFGH JKLM NPQR", "address": f"https://northport.example/votes/{'0' * 36}/#ABCDEFGHJKLMNPQR"}
    facts = {
        "title": title, "group": group,
        "address": f"https://due-regard.long-name-of-a-site.northport.example/votes/{'0' * 36}/",
        "opens": "Wednesday 23 September 2026, 18:00", "closes": "Wednesday 30 September 2026, 18:00",
        "key": " ".join(["01234567"] * 8),
    }  # fmt: skip
    sheet = pypdfium2.PdfDocument(io.BytesIO(print_slips(facts, [slip] * 8)))
    assert len(sheet) == 1
    words, (width, height) = sheet[0].get_textpage(), sheet[0].get_size()
    edge, wide, high = 1.2 / 2.54 * 72, 9.2 / 2.54 * 72, 6.7 / 2.54 * 72
    inside = [
        words.get_text_bounded(edge + at * wide, height - edge - (row + 1) * high, edge + (at + 1) * wide,
                               height - edge - row * high)
        for row in range(4) for at in range(2)
    ]  # fmt: skip
    for one in inside:
        assert "ABCD EFGH JKLM NPQR" in one
        assert one.replace("\r", "").replace("\n", " ").rstrip().endswith("01234567"), (
            "the last line is on its own slip"
        )
        assert one.count("ABCD EFGH") == one.count("Indicative vote") == 1, "and nothing of another"
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    assert max(right for _, _, right, _ in boxes) <= width - edge
    assert min(bottom for _, bottom, _, _ in boxes) >= edge


def test_slips_that_cannot_be_printed_leave_those_made_before_as_they_are(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write(cast)
    client, page = sign_in(cast.asha), made.get_absolute_url()
    make_codes(consultation=made, by=cast.asha, now=NOW)
    before = set(made.codes.values_list("digest", flat=True))
    Consultation.objects.filter(pk=made.pk).update(title="我们应该拒绝吗")
    said = client.post(f"{page}slips.pdf", {"sure": "yes"}, follow=True).content.decode()
    assert "The slips cannot show “我”" in said
    assert set(made.codes.values_list("digest", flat=True)) == before

    def breaks(facts: object, slips: Sequence[object]) -> bytes:
        if len(slips) > 1:
            raise CannotPrint("It took more than 300 seconds.")
        return b"%PDF"

    monkeypatch.setattr(preparing, "print_slips", breaks)
    said = client.post(f"{page}slips.pdf", {"sure": "yes"}, follow=True).content.decode()
    assert "Slips made before no longer work" in said
    made.refresh_from_db()
    assert (made.key, made.codes.count()) == ("", 0), "nobody opens a vote for which nobody holds a slip"


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
