"""Several questions on one voting paper: one slip answers all, and nothing tells which answers came together."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.parts.consultations.actions.cast_vote import cast_vote
from dueregard.parts.consultations.actions.change_draft import NoSuchQuestion, add_question, drop_question
from dueregard.parts.consultations.actions.count_votes import count_votes, record_lot
from dueregard.parts.consultations.actions.enter_paper import PaperRefused, enter_paper
from dueregard.parts.consultations.actions.prepare import (
    AlreadyConfirmed,
    NoSlips,
    make_codes,
    open_consultation,
    what_is_checked,
)
from dueregard.parts.consultations.gateways import box
from dueregard.parts.consultations.models import Box, Code, Consultation
from dueregard.parts.consultations.views import voting
from dueregard.rules.votes.papers import Asked
from dueregard.rules.votes.questions import ABSTAIN, NotAQuestion, NotAVote
from tests.parts.consultations.builders import AFTER, CHOOSE, NOW, RANK, YES_NO, opened, write
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
FURTHER = (Asked("What else should we do?", CHOOSE), Asked("Who should speak for us?", RANK))


def _cast_all(made: Consultation, codes: list[str], papers: list[tuple[str, ...]]) -> None:
    for code, (first, *further) in zip(codes, papers, strict=False):
        cast_vote(consultation=made, code=code, vote=first, further=further, by=None, now=NOW)


def _lines(made: Consultation) -> list[str]:
    return box.empty(made.pk, Box.objects.get(consultation=made).sealed)


def test_a_member_answers_all_questions_with_one_slip(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, further=FURTHER)
    page = reverse("consultations:vote", args=[made.pk])
    shown = client.get(page).content.decode()
    assert "There are 3 questions" in shown
    assert "2. What else should we do?" in shown
    typed = {"chosen": "1", "q2-chosen": ["1", "3"], "q3-place-3": "1", "q3-place-1": "2", "code": codes[0]}
    missing = client.post(page, {**typed, "q2-chosen": []})
    assert missing.status_code == 422
    assert "Choose at least one option, or abstain" in missing.content.decode()
    gap = client.post(page, {**typed, "q3-place-1": "3"}).content.decode()
    assert "Question 3: Number 2 is missing" in gap
    checked = client.post(page, typed).content.decode()
    assert "<strong>Letter, Meeting</strong>" in checked
    assert "<strong>1. Cy; 2. Ada</strong>" in checked
    sent = re.findall(r'name="vote" value="([^"]+)"', checked)
    done = client.post(reverse("consultations:cast", args=[made.pk]), {"code": codes[0], "vote": ["1", "1,3", "3>1"]})
    assert [one.replace("&gt;", ">") for one in sent] == ["1", "1,3", "3>1"]
    assert "Your vote is in" in done.content.decode()
    assert _lines(made) == sorted(["1", "2:1,3", "3:3>1"])


def test_a_paper_without_an_answer_to_each_question_is_refused_and_the_code_still_works(cast: Cast) -> None:
    made, codes = opened(cast, further=FURTHER)
    for further in ((), ("1",), ("1", "1", "1"), ("9", "1")):
        with pytest.raises(NotAVote):
            cast_vote(consultation=made, code=codes[0], vote="1", further=further, by=None, now=NOW)
    assert not Code.objects.filter(is_used=True).exists()


def test_whoever_answered_what_together_the_same_is_stored(cast: Cast) -> None:
    one, codes = opened(cast, further=FURTHER, roll=6)
    other, others = opened(cast, further=FURTHER, roll=6)
    _cast_all(one, codes, [("1", "1", "1"), ("2", "2", "2"), (ABSTAIN, "3", "3")])
    _cast_all(other, others, [("1", "3", "2"), (ABSTAIN, "1", "1"), ("2", "2", "3")])
    assert _lines(one) == _lines(other)
    sizes = {len(bytes(held.sealed)) for held in Box.objects.all()}
    assert len(sizes) == 1


def test_each_question_is_counted_and_shown_by_itself(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, further=FURTHER)
    papers = [("1", "1,2", "1>2")] * 12 + [("2", "1,3", "2")] * 8 + [(ABSTAIN, ABSTAIN, "3>2")] * 5
    _cast_all(made, codes, papers)
    assert count_votes(consultation=made, by=cast.asha, now=AFTER) is None
    page = client.get(reverse("consultations:vote", args=[made.pk])).content.decode()
    assert "25 of 30 voted" in page
    assert "More voted Yes" in page
    assert "Most votes: Letter, Vigil." in page
    assert "Elected: Bo." in page
    for figure in (12, 8, 5, 20):
        assert f"<dd>{figure}</dd>" in page
    made.refresh_from_db()
    held = json.loads(made.result)["result"]
    assert (held["format"], len(held["further"])) == ("dueregard-vote-2", 2)
    assert held["further"][1]["title"] == "Who should speak for us?"


def test_a_small_figure_in_one_question_hides_the_figures_of_all(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, further=FURTHER[:1])
    _cast_all(made, codes, [("1", "1")] * 13 + [("2", "2")] * 8 + [("2", ABSTAIN)] * 1 + [(ABSTAIN, "3")] * 4)
    count_votes(consultation=made, by=cast.asha, now=AFTER)
    page = client.get(reverse("consultations:vote", args=[made.pk])).content.decode()
    assert page.count("Beside those of the other questions") == 2
    assert "<dd>13</dd>" not in page
    assert "More voted Yes" in page


def test_a_tie_names_its_question_and_only_its_lot_settles_it(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, further=FURTHER[1:])
    _cast_all(made, codes, [("1", "1")] * 10 + [("2", "2")] * 6 + [("2", "3")] * 6)
    desk = sign_in(cast.asha)
    Consultation.objects.filter(pk=made.pk).update(opens_at=NOW - timedelta(days=2), closes_at=NOW)
    asked = desk.post(reverse("consultations:count", args=[made.pk]), {"sure": "yes"}).content.decode()
    assert "2. Who should speak for us?" in asked
    waits = count_votes(consultation=made, by=cast.asha, now=timezone.now())
    assert waits is not None
    assert (waits.number, waits.tie.tied) == (2, ("Bo", "Cy"))
    assert record_lot(consultation=made, waits=waits, drawn="Cy", by=cast.asha, now=timezone.now()) is None
    made.refresh_from_db()
    held = json.loads(made.result)["result"]
    assert (held["lots"], held["further"][0]["lots"][0]["drawn"]) == ([], "Cy")


def test_paper_votes_are_typed_question_by_question(cast: Cast) -> None:
    made, codes = opened(cast, further=FURTHER[:1])
    slips = codes[:3]
    with pytest.raises(PaperRefused, match="Question 2: There are 2 paper votes and 3 slips"):
        enter_paper(consultation=made, votes={"1": 3, "2:1,3": 2}, slips=slips, by=cast.asha, now=AFTER)
    Consultation.objects.filter(pk=made.pk).update(opens_at=NOW - timedelta(days=2), closes_at=NOW)
    typed = {"papers": "1 x 2\nA", "papers-2": "1, 3 x 3", "slips": "\n".join(slips)}
    address = reverse("consultations:paper", args=[made.pk])
    sign_in(cast.asha).post(address, typed)
    assert enter_paper(
        consultation=made, votes={"1": 2, ABSTAIN: 1, "2:1,3": 3}, slips=slips, by=cast.ben, now=timezone.now()
    )
    assert _lines(made) == sorted(["1", "1", ABSTAIN, "2:1,3", "2:1,3", "2:1,3"])


def test_questions_are_added_and_taken_out_until_it_opens(cast: Cast) -> None:
    made = write(cast, now=timezone.now())
    client = sign_in(cast.asha)
    add = reverse("consultations:add_question", args=[made.pk])
    assert client.post(add, {"title": "More?", "kind": "choose", "options": "One", "most": "1"}).status_code == 422
    client.post(add, {"title": "What else?", "kind": "choose", "options": "One\nTwo", "most": "1"})
    client.post(add, {"title": "And then?", "kind": "yes_no", "options": "", "most": "1"})
    assert client.post(add, {"title": "what else?", "kind": "yes_no"}).status_code == 422
    made.refresh_from_db()
    assert [one.title for one in made.asked[1:]] == ["What else?", "And then?"]
    desk = client.get(made.get_absolute_url()).content.decode()
    assert "2. What else?" in desk
    drop = reverse("consultations:drop_question", args=[made.pk, 2])
    assert "Remove this question?" in client.post(drop, {"title": "What else?"}).content.decode()
    client.post(drop, {"title": "What else?", "sure": "yes"})
    client.post(drop, {"title": "What else?", "sure": "yes"})  # a second tab: another question has its number now
    made.refresh_from_db()
    assert [one.title for one in made.asked[1:]] == ["And then?"]
    with pytest.raises(NoSuchQuestion):
        drop_question(consultation=made, number=3, title="And then?", by=cast.asha, now=NOW)
    copied = client.get(f"{reverse('consultations:new')}?copy={made.pk}").content.decode()
    assert "The 1 question after the first is copied, too" in copied


def test_a_change_makes_slips_void_and_after_opening_nothing_changes(cast: Cast) -> None:
    made = write(cast)
    make_codes(consultation=made, by=cast.asha, now=NOW)
    assert add_question(consultation=made, asked=FURTHER[0], by=cast.asha, now=NOW)
    made.refresh_from_db()
    assert (made.key, made.codes.count(), Box.objects.filter(consultation=made).exists()) == ("", 0, False)
    with pytest.raises(NoSlips):
        open_consultation(consultation=made, seen=what_is_checked(made), by=cast.asha, now=NOW)
    with pytest.raises(NotAQuestion):
        add_question(consultation=made, asked=FURTHER[0], by=cast.asha, now=NOW)
    shut, _ = opened(cast)
    with pytest.raises(AlreadyConfirmed):
        add_question(consultation=shut, asked=FURTHER[0], by=cast.asha, now=NOW)
    refused = sign_in(cast.asha).get(reverse("consultations:change", args=[shut.pk]), follow=True)
    assert "can no longer change" in refused.content.decode()


def _change(client: Client, made: Consultation, **typed: str) -> dict[str, str]:
    form = client.get(reverse("consultations:change", args=[made.pk])).context["form"]
    fields = ("title", "asked_by", "who", "kind", "options", "most", "opens", "closes", "roll", "quorum", "seen")
    return {**{name: str(form[name].value()) for name in fields}, **typed}


def test_two_people_change_a_draft_and_nothing_is_lost(cast: Cast) -> None:
    made = write(cast, now=timezone.now())
    make_codes(consultation=made, by=cast.asha, now=timezone.now())
    client, address = sign_in(cast.asha), reverse("consultations:change", args=[made.pk])
    first = _change(client, made, title="Should we ask for the slides?")
    second = _change(client, made, roll="40", quorum="10")
    third = _change(client, made, title="Should we ask for everything?")
    saved = client.post(address, first, follow=True).content.decode()
    assert "The slips that you made no longer work" in saved
    assert client.post(address, second).status_code == 302
    assert client.post(address, third).status_code == 422  # asked: another made something else of the same words
    made.refresh_from_db()
    assert (made.title, made.roll, made.quorum, made.key) == ("Should we ask for the slides?", 40, 10, "")
    assert made.question == YES_NO
    before = made.opens_at
    options = _change(client, made, kind="rank", options="Ada\nBo\nCy", most="1")
    assert client.post(address, options).status_code == 302
    made.refresh_from_db()
    assert made.question == RANK
    assert made.opens_at == before  # times that nobody changed keep their seconds


def test_when_many_vote_at_once_nobody_is_told_a_lie(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, further=FURTHER[:1])
    address = reverse("consultations:cast", args=[made.pk])
    sent = {"code": codes[0], "vote": ["1", "1,3"]}
    with patch.object(voting, "cast_vote", side_effect=OperationalError("database is locked")):
        busy = client.post(address, sent)
    assert busy.status_code == 503
    words = busy.content.decode()
    assert "your code still works" in words
    assert re.findall(r'name="vote" value="([^"]+)"', words) == ["1", "1,3"]
    assert "Your vote is in" in client.post(address, sent).content.decode()
    assert _lines(made) == ["1", "2:1,3"]
