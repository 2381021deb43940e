"""A count by single transferable vote follows the Order of 2007 to the fifth place, and settles no tie in silence."""

import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dueregard.rules.votes.stages import UNIT, Count, Lot, Step, Tie, TieOver, in_words
from dueregard.rules.votes.transferable import LotDoesNotFit, NotCountable, Ranking, count
from tests.rules.votes.second_count import SecondCount

WARDS = json.loads((Path(__file__).parent / "scottish_wards.json").read_text())["wards"]


def papers_of(words: str) -> Counter[Ranking]:
    """Read "AB12 C3": twelve papers that prefer A to B, three that name C alone."""
    found: Counter[Ranking] = Counter()
    for word in words.split():
        letters = word.rstrip("0123456789")
        found[tuple(letters)] += int(word[len(letters) :])
    return found


def _with_lots(papers: Counter[Ranking], candidates: list[str], places: int, draws: Random) -> tuple[Count, list[Lot]]:
    lots: list[Lot] = []
    while tie := (done := count(papers, candidates=candidates, places=places, lots=lots)).waits_for:
        lots.append(Lot(tie, draws.choice(tie.tied)))
    return done, lots


@pytest.mark.parametrize("ward", WARDS, ids=lambda ward: ward["election"])
def test_real_wards_of_2017_are_counted_as_their_councils_declared_them(ward: dict[str, Any]) -> None:
    """To the fifth place at every stage. The ward in Renfrewshire has a tie that an earlier stage settled."""
    letters = sorted({letter for word in ward["papers"].split() for letter in word if letter.isalpha()})
    done = count(papers_of(ward["papers"]), candidates=letters, places=ward["places"])
    assert done.is_finished
    assert done.quota == ward["quota"]
    assert "".join(sorted(done.elected)) == ward["elected"]
    declared = [[int(Decimal(one) * UNIT) for one in stage.split()] for stage in ward["stages"]]
    assert [[stage.votes[letter] for letter in letters] for stage in done.stages] == declared


def test_the_tie_in_renfrewshire_is_shown_with_the_stage_that_settled_it() -> None:
    ward = next(one for one in WARDS if one["election"].startswith("renfrewshire"))
    done = count(papers_of(ward["papers"]), candidates="ABCDEFGHI", places=ward["places"])
    choices = [stage.choice for stage in done.stages if stage.choice]
    assert len(choices) == 1
    assert (choices[0].over, choices[0].by_lot) == (TieOver.SURPLUS, False)
    assert (choices[0].tied, choices[0].chosen, choices[0].at_stages) == (("F", "H"), "H", (5,))
    assert done.stages[5].votes["F"] == done.stages[5].votes["H"]
    assert done.stages[4].votes["F"] < done.stages[4].votes["H"]


@pytest.mark.parametrize(
    ("papers", "places", "quota"),
    [
        (1000, 2, 334),  # City of Edinburgh Council, Single Transferable Vote
        (4000, 4, 801),  # saltire.net/votingsystem.htm, on the rules of 2007
        (0, 1, 1),
    ],
)
def test_the_quota_is_that_of_published_examples(papers: int, places: int, quota: int) -> None:
    """Rule 46: divided by the places and one, decimals ignored, increased by one."""
    assert count({("A",): papers}, candidates="ABCDEF", places=places).quota == quota


@pytest.mark.parametrize("seed", range(40))
def test_a_second_count_from_the_rules_agrees_on_a_hundred_random_elections_each(seed: int) -> None:
    """Every stage of 4,000 elections, most of them small and full of ties; drawn lots fall the same way in both."""
    chance = Random(seed)
    for _ in range(100):
        candidates = list("ABCDEFGH")[: chance.randint(1, 8)]
        places = chance.randint(1, 4)
        papers = [
            chance.sample(candidates, chance.randint(0, len(candidates)))
            for _ in range(chance.choice((0, 3, 7, 12, 30, 90)))
        ]
        first, lots = _with_lots(Counter(map(tuple, papers)), candidates, places, Random(seed))
        draws = iter(lots)
        second = SecondCount(papers, candidates, places, lambda tied, draws=draws: next(draws).drawn).run()  # type: ignore[misc]
        assert first.quota == second.quota
        assert [dict(stage.votes) for stage in first.stages] == [
            {name: votes * UNIT for name, votes in table.items()} for table in second.tables
        ]
        assert list(first.elected) == second.elected
        assert [(list(lot.tie.tied), lot.drawn) for lot in lots] == second.lots


@pytest.mark.parametrize("seed", range(10))
def test_no_vote_appears_or_vanishes_at_any_stage(seed: int) -> None:
    """What is credited, what names nobody further and what was cut off add up to the valid papers, always."""
    chance = Random(seed)
    candidates = list("ABCDEFGHIJ")
    papers = Counter(tuple(chance.sample(candidates, chance.randint(1, 6))) for _ in range(400))
    done, _ = _with_lots(papers, candidates, 4, chance)
    for stage in done.stages:
        assert sum(stage.votes.values()) + stage.not_transferable + stage.cut_off == 400 * UNIT
        if stage.step is not Step.FIRST:
            before = done.stages[stage.number - 2]
            for name in candidates:
                if name != stage.of:
                    came = sum(one.votes for one in stage.parcels if one.to == name)
                    assert stage.votes[name] == before.votes[name] + came
    assert len(done.elected) == 4


@pytest.mark.parametrize("seed", range(20))
def test_the_order_in_which_papers_are_read_changes_nothing(seed: int) -> None:
    chance = Random(seed)
    papers = [tuple(chance.sample("ABCDEF", chance.randint(1, 5))) for _ in range(60)]
    before = count(papers, candidates="ABCDEF", places=2)
    chance.shuffle(papers)
    assert count(papers, candidates="ABCDEF", places=2) == before


def test_a_value_is_cut_and_never_rounded() -> None:
    """Eleven papers pass on five votes: 0.45454 each, not 0.45455. Rounded, Bo would win; by the Order, Cy does."""
    done = count({("Ada", "Bo"): 11, ("Cy",): 5}, candidates=("Ada", "Bo", "Cy"), places=2)
    (parcel,) = done.stages[1].parcels
    assert in_words(parcel.value) == "0.45454"
    assert in_words(done.stages[1].votes["Bo"]) == "4.99994"
    assert done.stages[1].cut_off == 6
    assert done.elected == ("Ada", "Cy")


def test_a_paper_keeps_the_value_with_which_it_came() -> None:
    """Rule 50(4): papers of an excluded candidate move on at the value they came with, in parcels of their own."""
    papers = {("A", "B", "C"): 9, ("B", "C"): 1, ("C",): 6, ("D",): 7}
    done = count(papers, candidates="ABCD", places=2)
    surplus, excluded = done.stages[1], done.stages[2]
    assert (surplus.of, surplus.step) == ("A", Step.SURPLUS)
    assert (excluded.of, excluded.step) == ("B", Step.EXCLUSION)
    assert [(one.to, one.papers, in_words(one.value)) for one in excluded.parcels] == [
        ("C", 1, "1"),
        ("C", 9, in_words(UNIT // 9)),
    ]


def test_a_tie_that_nothing_settles_is_asked_and_not_drawn() -> None:
    papers = papers_of("A5 B3 C3")
    asked = count(papers, candidates="ABC", places=1)
    assert asked.waits_for == Tie(TieOver.EXCLUSION, 2, ("B", "C"))
    assert asked.elected == ()
    assert not asked.is_finished
    done = count(papers, candidates="ABC", places=1, lots=[Lot(asked.waits_for, "C")])
    assert done.is_finished
    assert done.stages[1].of == "C"
    assert done.stages[1].choice is not None
    assert done.stages[1].choice.by_lot


def test_equal_surpluses_wait_for_a_lot_too() -> None:
    """Rule 49(3)."""
    papers = papers_of("AC5 BD5 C1 D1")
    asked = count(papers, candidates="ABCD", places=3)
    assert asked.waits_for == Tie(TieOver.SURPLUS, 2, ("A", "B"))
    done = count(papers, candidates="ABCD", places=3, lots=[Lot(asked.waits_for, "B")])
    assert done.stages[1].of == "B"


def test_the_latest_stage_that_tells_two_apart_decides_between_them() -> None:
    """Rule 51(2)(a): B and C are equal after D went, and at stage 2 C had fewer, so C is excluded."""
    papers = papers_of("A6 B3 C2 DC1 E9")
    done = count(papers, candidates="ABCDE", places=2)
    tied = next(stage for stage in done.stages if stage.choice)
    assert tied.of == "C"
    assert tied.choice is not None
    assert (tied.choice.tied, tied.choice.at_stages, tied.choice.by_lot) == (("B", "C"), (2,), False)


def test_a_lot_for_another_tie_is_refused() -> None:
    papers = papers_of("A5 B3 C3")
    with pytest.raises(LotDoesNotFit):
        count(papers, candidates="ABC", places=1, lots=[Lot(Tie(TieOver.EXCLUSION, 2, ("A", "B")), "A")])
    with pytest.raises(LotDoesNotFit):
        count(papers_of("A5 B3"), candidates="AB", places=1, lots=[Lot(Tie(TieOver.EXCLUSION, 2, ("A", "B")), "A")])


def test_somebody_elected_without_a_vote_is_named() -> None:
    """With a place left and no vote for anybody, a lot excludes one, and the count says that nobody chose the other."""
    asked = count({("Ada",): 5}, candidates=("Ada", "Bo", "Cy"), places=2)
    assert asked.waits_for == Tie(TieOver.EXCLUSION, 3, ("Bo", "Cy"))
    done = count({("Ada",): 5}, candidates=("Ada", "Bo", "Cy"), places=2, lots=[Lot(asked.waits_for, "Cy")])
    assert done.elected == ("Ada", "Bo")
    assert done.without_a_vote == ("Bo",)


def test_with_no_more_candidates_than_places_all_are_elected_at_once() -> None:
    done = count(papers_of("A2 B9"), candidates="AB", places=3)
    assert done.elected == ("B", "A")
    assert len(done.stages) == 1
    assert done.stages[0].fills_last


def test_one_place_is_filled_by_whoever_gets_more_than_half() -> None:
    done = count(papers_of("A4 B3 CB2"), candidates="ABC", places=1)
    assert done.elected == ("B",)
    assert done.quota == 5


@pytest.mark.parametrize(
    ("papers", "candidates", "places"),
    [
        ({("A", "A"): 1}, "AB", 1),
        ({("Z",): 1}, "AB", 1),
        ({("A",): -1}, "AB", 1),
        ({("A",): 1}, "AA", 1),
        ({("A",): 1}, "AB", 0),
    ],
)
def test_what_is_no_set_of_papers_is_refused(papers: dict[Ranking, int], candidates: str, places: int) -> None:
    with pytest.raises(NotCountable):
        count(papers, candidates=candidates, places=places)


def test_a_value_in_words_has_five_places_or_none() -> None:
    assert in_words(1_322 * UNIT) == "1,322"
    assert in_words(80_607_214) == "806.07214"
    assert Fraction(80_607_214, UNIT) == Fraction("806.07214")
