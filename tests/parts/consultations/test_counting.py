"""After the close: paper votes by two people who agree, a count that shows every step, a file that anyone can check."""

import json
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from dueregard.parts.consultations import tasks
from dueregard.parts.consultations.actions.count_votes import NotYet, count_votes, record_lot
from dueregard.parts.consultations.actions.enter_paper import PaperRefused, enter_paper
from dueregard.parts.consultations.gateways import keys
from dueregard.parts.consultations.models import Box, Consultation
from dueregard.rules.votes.questions import ABSTAIN, Question
from tests.parts.consultations.builders import AFTER, CHOOSE, NOW, RANK, YES_NO, cast_all, opened
from tests.people import Cast

pytestmark = pytest.mark.django_db


def _counted(cast: Cast, made: Consultation) -> Consultation:
    assert count_votes(consultation=made, by=cast.asha, now=AFTER) is None
    made.refresh_from_db()
    return made


def _result(client: Client, made: Consultation) -> str:
    return client.get(reverse("consultations:vote", args=[made.pk])).content.decode()


def test_votes_are_counted_after_the_close_and_shown_to_everybody(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, quorum=20)
    cast_all(made, codes, ["1"] * 14 + ["2"] * 8 + [ABSTAIN] * 3)
    with pytest.raises(NotYet):
        count_votes(consultation=made, by=cast.asha, now=NOW)
    page = _result(client, _counted(cast, made))
    assert "More voted Yes" in page
    assert "25 of 30 voted" in page
    assert "The quorum of 20 was reached" in page
    for figure in ("<dd>14</dd>", "<dd>8</dd>", "<dd>3</dd>"):
        assert figure in page
    assert "no legal force" in page
    with pytest.raises(NotYet, match="counted already"):
        count_votes(consultation=made, by=cast.asha, now=AFTER)


def test_a_result_below_the_quorum_says_so(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, quorum=20)
    cast_all(made, codes, ["1"] * 7 + ["2"] * 6)
    assert "The quorum of 20 was not reached" in _result(client, _counted(cast, made))


@pytest.mark.parametrize("votes", [["1"] * 11 + ["2"], ["1"] * 12, ["1"] * 4, []])
def test_small_figures_are_neither_on_the_page_nor_in_the_file(cast: Cast, client: Client, votes: list[str]) -> None:
    made, codes = opened(cast)
    cast_all(made, codes, votes)
    page = _result(client, _counted(cast, made))
    held = json.loads(made.result)["result"]
    assert held["votes"] is None
    assert held["counted"]["figures"] == [None, None, None]
    assert page.count("not shown") >= 3
    assert ("More voted Yes" in page) is (len(votes) >= 5)


def test_paper_votes_count_when_two_people_typed_the_same(cast: Cast, client: Client) -> None:
    made, codes = opened(cast)
    cast_all(made, codes, ["1"] * 8 + ["2"] * 6)
    slips, votes = codes[20:25], {"2": 3, ABSTAIN: 2}
    assert not enter_paper(consultation=made, votes=votes, slips=slips, by=cast.asha, now=AFTER)
    assert not enter_paper(consultation=made, votes=votes, slips=slips, by=cast.asha, now=AFTER)  # the same person
    with pytest.raises(NotYet, match="two people"):
        count_votes(consultation=made, by=cast.asha, now=AFTER)
    assert not enter_paper(consultation=made, votes={"2": 2, ABSTAIN: 3}, slips=slips, by=cast.ben, now=AFTER)
    assert enter_paper(consultation=made, votes=votes, slips=slips[::-1], by=cast.ben, now=AFTER)
    page = _result(client, _counted(cast, made))
    assert "19 of 30 voted, 5 of them on paper" in page
    assert "More voted No" in page


@pytest.mark.parametrize("question", [YES_NO, RANK], ids=["yes or no", "ranked"])
def test_whoever_typed_the_paper_votes_cannot_subtract_them(
    cast: Cast, client: Client, question: Question, tmp_path: Path
) -> None:
    """Twenty vote on paper and one online: any figure of all, less those on paper, would be the vote of that one."""
    made, codes = opened(cast, question=question)
    cast_all(made, codes, ["2"])
    slips, votes = codes[1:21], {"1": 12, "2": 8}
    for person in (cast.asha, cast.ben):
        enter_paper(consultation=made, votes=votes, slips=slips, by=person, now=AFTER)
    page = _result(client, _counted(cast, made))
    held = json.loads(made.result)["result"]
    assert (held["votes"], held["hides_for_paper"]) == (None, True)
    assert set(held["counted"]["figures"]) <= {None}
    assert not held["counted"].get("stages")
    assert "21 of 30 voted, 20 of them on paper" in page
    assert "could subtract those" in page
    assert ("More voted Yes" if question is YES_NO else "Elected: Ada") in page
    file = tmp_path / "result.json"
    file.write_text(made.result)
    assert "signature" in _said(file, made.key)


def test_paper_that_does_not_add_up_is_refused_in_a_sentence(cast: Cast) -> None:
    made, codes = opened(cast)
    cast_all(made, codes, ["1"])
    for votes, slips, now, says in (
        ({"1": 1}, codes[5:6], NOW, "after voting has closed"),
        ({"1": 2}, codes[5:6], AFTER, "2 paper votes and 1 slips"),
        ({"1": 1}, codes[:1], AFTER, "cast online with the slip"),
        ({"1": 2}, [codes[5], codes[5]], AFTER, "is there twice"),
        ({"7": 1}, codes[5:6], AFTER, "no vote on this question"),
    ):
        with pytest.raises(PaperRefused, match=says):
            enter_paper(consultation=made, votes=votes, slips=slips, by=cast.asha, now=now)


def test_every_transfer_of_a_ranked_count_is_shown(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, question=RANK)
    cast_all(made, codes, ["1"] * 9 + ["2"] * 8 + ["3>2"] * 4)
    page = _result(client, _counted(cast, made))
    assert "Elected: Bo." in page
    assert "Cy excluded" in page
    assert "4 papers of value 1 to Bo: 4" in page


def test_among_few_rankings_no_single_one_can_be_seen(cast: Cast, client: Client) -> None:
    """Nor can it be subtracted: the votes at the end of two stages differ by the papers that moved."""
    made, codes = opened(cast, question=RANK)
    cast_all(made, codes, ["1"] * 4 + ["2"] * 4 + ["3>2"] * 3)
    page = _result(client, _counted(cast, made))
    assert "paper of value" not in page
    assert "fewer than twenty" in page
    assert json.loads(made.result)["result"]["votes"] is None
    other, codes = opened(cast, question=RANK)
    cast_all(other, codes, ["1"] * 4 + ["2"] * 4 + ["3>2"])
    page = _result(client, _counted(cast, other))
    assert "Elected: Bo." in page
    assert "The stages of the count are not shown" in page
    assert "Stage 1" not in page
    assert json.loads(other.result)["result"]["counted"]["stages"] == []


def test_that_all_abstained_is_not_said(cast: Cast, client: Client) -> None:
    """It would say how each of them voted; it looks like a vote in which one took a side."""
    pages = []
    for votes in ([ABSTAIN] * 9, [ABSTAIN] * 8 + ["1"]):
        made, codes = opened(cast)
        cast_all(made, codes, votes)
        page = _result(client, _counted(cast, made))
        assert "9 of 30 voted" in page
        assert "Only how many voted is shown" in page
        pages.append(json.loads(made.result)["result"]["counted"])
    assert pages[0] == pages[1]


def test_a_tie_waits_for_a_lot_that_a_person_draws_and_the_result_says_so(cast: Cast, client: Client) -> None:
    made, codes = opened(cast, question=RANK)
    cast_all(made, codes, ["1"] * 10 + ["2"] * 6 + ["3"] * 6)
    waits = count_votes(consultation=made, by=cast.asha, now=AFTER)
    made.refresh_from_db()
    assert waits is not None
    assert made.counted_at is None
    assert waits.tie.tied == ("Bo", "Cy")
    assert record_lot(consultation=made, waits=waits, drawn="Cy", by=cast.asha, now=AFTER) is None
    made.refresh_from_db()
    page = _result(client, made)
    assert "a lot fell on Cy" in page
    assert json.loads(made.result)["result"]["lots"][0]["drawn"] == "Cy"


def test_after_the_count_the_key_and_the_box_are_gone(cast: Cast) -> None:
    made, codes = opened(cast)
    cast_all(made, codes, ["1"] * 8)
    _counted(cast, made)
    assert not Box.objects.exists()
    with pytest.raises(keys.KeyIsGone):
        keys.seal(made.pk, b"")


def test_a_key_that_a_dying_process_left_is_destroyed_and_no_other(cast: Cast, tmp_path: Path) -> None:
    """Whoever is killed right after the count has not destroyed the key; with it, old back-ups could be read."""
    made, codes = opened(cast)
    cast_all(made, codes, ["1"] * 8)
    still_open, _ = opened(cast)
    with patch.object(keys, "destroy_key", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        count_votes(consultation=made, by=cast.asha, now=AFTER)
    folder = tmp_path / "vote-keys"
    (folder / f"{'0' * 32}.key").write_bytes(b"of a vote that this database does not know")
    (folder / "notes.key").write_bytes(b"no key")
    assert (folder / f"{made.pk.hex}.key").exists()
    tasks.destroy_left_keys.call()
    assert {file.name for file in folder.iterdir()} == {f"{still_open.pk.hex}.key", f"{'0' * 32}.key", "notes.key"}
    assert keys.seal(still_open.pk, b"")


def _said(file: Path, key: str = "") -> str:
    out = StringIO()
    call_command("votes", "check", str(file), "--key", key, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("question", [CHOOSE, RANK])
def test_the_command_finds_a_vote_altered_dropped_or_added(
    cast: Cast, client: Client, tmp_path: Path, question: Any
) -> None:
    made, codes = opened(cast, question=question)
    cast_all(made, codes, ["1"] * 11 + ["2"] * 8 + ["3"] * 4 + [ABSTAIN] * 3)
    _counted(cast, made)
    file = tmp_path / "result.json"
    text = client.get(reverse("consultations:result", args=[made.pk])).content.decode()
    file.write_text(text)
    assert "counted again, and give the result" in _said(file, made.key)
    with pytest.raises(CommandError, match="another key"):
        _said(file, "0" * 64)
    for change in (lambda votes: ["2", *votes[1:]], lambda votes: votes[1:], lambda votes: [*votes, "1"]):
        held = json.loads(text)
        held["result"]["votes"] = change(held["result"]["votes"])
        file.write_text(json.dumps(held))
        with pytest.raises(CommandError, match=r"(?s)signature does not fit.*(Counted again|It lists)"):
            _said(file, made.key)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="cannot be read"):
        _said(file)
