"""A member votes with the code on a slip: once, without an account, and nobody sees a turnout before the close."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dueregard.foundation.audit.models import Act
from dueregard.parts.consultations.actions.cast_vote import CodeWasUsed, NotOnTheRoll, NotOpen, cast_vote
from dueregard.parts.consultations.gateways import box, keys
from dueregard.parts.consultations.models import Box, Code, Consultation
from dueregard.parts.consultations.views import paper
from dueregard.rules.votes.codes import in_groups
from dueregard.rules.votes.questions import ABSTAIN, NotAVote
from tests.parts.consultations.builders import CHOOSE, CLOSES, NOW, RANK, cast_all, opened, write
from tests.people import Cast

pytestmark = pytest.mark.django_db


def _votes(made: Consultation) -> list[str]:
    return box.empty(made.pk, Box.objects.get(consultation=made).sealed)


def _page(made: Consultation) -> str:
    return reverse("consultations:vote", args=[made.pk])


def test_a_member_votes_from_paper_without_an_account(cast: Cast, client: Client) -> None:
    made, codes = opened(cast)
    shown = client.get(_page(made)).content.decode()
    assert "no legal force" in shown
    assert "(Consolidation) Act 1992" in shown
    checked = client.post(_page(made), {"chosen": "1", "code": in_groups(codes[0]).lower()})
    assert "You vote: <strong>Yes</strong>" in checked.content.decode()
    assert _votes(made) == []
    done = client.post(reverse("consultations:cast", args=[made.pk]), {"code": in_groups(codes[0]), "vote": "1"})
    assert "Your vote is in" in done.content.decode()
    assert _votes(made) == ["1"]
    assert "sessionid" not in client.cookies


def test_a_code_works_once(cast: Cast, client: Client) -> None:
    made, codes = opened(cast)
    cast_vote(consultation=made, code=codes[0], vote="1", by=None, now=NOW)
    with pytest.raises(CodeWasUsed):
        cast_vote(consultation=made, code=codes[0], vote="2", by=None, now=NOW)
    again = client.post(_page(made), {"chosen": "2", "code": codes[0]})
    late = client.post(reverse("consultations:cast", args=[made.pk]), {"code": codes[0], "vote": "2"})
    assert "This code has been used" in again.content.decode()
    assert (again.status_code, late.status_code) == (422, 409)
    assert _votes(made) == ["1"]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_race_with_one_code_cast_one_vote(cast: Cast) -> None:
    """And nobody's vote is lost when many vote at once."""
    made, codes = opened(cast)
    together, refused = Barrier(8), []

    def tab(code: str, vote: str) -> None:
        together.wait()
        try:
            cast_vote(consultation=made, code=code, vote=vote, by=None, now=NOW)
        except CodeWasUsed:
            refused.append(vote)
        finally:
            connection.close()

    tries = [(codes[at // 2], str(at % 2 + 1)) for at in range(8)]
    tabs = [Thread(target=tab, args=one) for one in tries]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    assert len(refused) == 4
    assert len(_votes(made)) == 4
    assert Code.objects.filter(consultation=made, is_used=True).count() == 4


def test_a_vote_that_cannot_be_kept_leaves_the_code_unused(cast: Cast, client: Client) -> None:
    made, codes = opened(cast)
    keys.destroy_key(made.pk)
    said = client.post(reverse("consultations:cast", args=[made.pk]), {"code": codes[0], "vote": "1"})
    assert said.status_code == 503
    assert "your code still works" in said.content.decode()
    assert not Code.objects.filter(consultation=made, is_used=True).exists()


@pytest.mark.parametrize("when", [NOW - timedelta(seconds=1), CLOSES, CLOSES + timedelta(days=1)])
def test_nobody_votes_before_it_opens_or_from_the_close_on(cast: Cast, when: object) -> None:
    made, codes = opened(cast)
    with pytest.raises(NotOpen):
        cast_vote(consultation=made, code=codes[0], vote="1", by=None, now=when)  # type: ignore[arg-type]
    assert _votes(made) == []


def test_another_votes_code_and_another_questions_vote_are_refused(cast: Cast) -> None:
    made, codes = opened(cast)
    _, others = opened(cast, question=RANK)
    with pytest.raises(NotOnTheRoll):
        cast_vote(consultation=made, code=others[0], vote="1", by=None, now=NOW)
    with pytest.raises(NotAVote):
        cast_vote(consultation=made, code=codes[0], vote="1>2", by=None, now=NOW)


def test_a_code_mistyped_says_which_slip_and_keeps_the_answer(cast: Cast, client: Client) -> None:
    made, codes = opened(cast)
    swapped = codes[0][1] + codes[0][0] + codes[0][2:] if codes[0][0] != codes[0][1] else codes[0][:-1]
    for typed, says in ((codes[0][:-1], "1 letter is missing"), (swapped, "letter"), ("0" + codes[0][1:], "no digits")):
        said = client.post(_page(made), {"chosen": "2", "code": typed})
        assert said.status_code == 422
        assert says in said.content.decode()
        assert 'value="2"' in said.content.decode()
        assert "checked" in said.content.decode()


def test_choices_and_rankings_are_read_back_before_they_are_cast(cast: Cast, client: Client) -> None:
    several, codes = opened(cast, question=CHOOSE)
    ranked, others = opened(cast, question=RANK)
    chosen = client.post(_page(several), {"chosen": ["1", "3"], "code": codes[0]}).content.decode()
    placed = client.post(_page(ranked), {"place-3": "1", "place-1": "2", "code": others[0]}).content.decode()
    gap = client.post(_page(ranked), {"place-3": "1", "place-1": "3", "code": others[0]}).content.decode()
    nothing = client.post(_page(ranked), {"code": others[0]}).content.decode()
    none = client.post(_page(ranked), {"abstain": "on", "code": others[0]}).content.decode()
    assert "You vote: <strong>Letter, Meeting</strong>" in chosen
    assert "You vote: <strong>1. Cy; 2. Ada</strong>" in placed
    assert "Number 2 is missing" in gap
    assert "or abstain" in nothing
    assert "You vote: <strong>I abstain</strong>" in none


@pytest.mark.parametrize("voted", [0, 7])
def test_nobody_learns_a_result_or_a_turnout_before_the_close(cast: Cast, client: Client, voted: int) -> None:
    """The pages of a vote in which seven voted are those of one in which nobody did."""
    made, codes = opened(cast)
    cast_all(made, codes, ["1"] * voted)
    member = client.get(_page(made)).content.decode()
    client.force_login(cast.asha)
    early = client.get(reverse("consultations:result", args=[made.pk]))
    assert early.status_code == 404
    assert "voted" not in member.replace("how many voted", "")
    assert len(bytes(Box.objects.get(consultation=made).sealed)) == len(box.fill(made.pk, [], made.roll))


def test_a_vote_that_was_not_opened_is_not_there(cast: Cast, client: Client) -> None:
    assert client.get(_page(write(cast))).status_code == 404


def test_casting_leaves_no_act_and_no_time(cast: Cast) -> None:
    made, codes = opened(cast)
    before = Act.objects.count()
    cast_all(made, codes, ["1", "2", ABSTAIN])
    assert Act.objects.count() == before


def test_a_blank_paper_is_put_together_once_and_again_when_a_word_of_it_was_erased(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made, codes = opened(cast, question=RANK)
    other, _ = opened(cast, question=CHOOSE)
    first = client.get(_page(made)).content.decode()
    with patch.object(paper, "filled_paper", side_effect=AssertionError("put together again")):
        with django_assert_num_queries(1):
            again = client.get(_page(made)).content.decode()
        assert _without_token(again) == _without_token(first)
    wrong = client.post(_page(made), {"place-1": "2", "code": codes[0]})
    assert wrong.status_code == 422
    assert _without_token(client.get(_page(made)).content.decode()) == _without_token(first)
    assert "Vigil" in client.get(_page(other)).content.decode()
    Consultation.objects.filter(pk=made.pk).update(asked_by="[erased]")
    erased = client.get(_page(made)).content.decode()
    assert "[erased]" in erased
    assert "Branch committee" not in erased


def test_every_word_of_a_row_that_is_on_the_paper_tells_papers_apart() -> None:
    """A new column of a vote is either on the paper, and named, or told here not to be."""
    never = {
        "id",
        "group",
        "made_by",
        "made_at",
        "confirmed_at",
        "on_paper",
        "beside_paper",
        "lots",
        "counted_at",
        "result",
    }
    columns = {field.name for field in Consultation._meta.concrete_fields}
    assert columns - never == set(paper.SHOWN)


def _without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
