"""What lay in an area that ended lies in the one that took over, from that day on; nothing is guessed."""

from datetime import date, timedelta

from dueregard.rules.areas.rolling import Placed, Roll, Step, Term

HALF_YEAR = date(2026, 7, 1)
BEFORE = HALF_YEAR - timedelta(days=1)
ASH, ELM, WOOD, SPLIT, LEFT, RIGHT, LAST = range(1, 8)
ROLL = Roll(
    terms=[
        Term(ASH, None, HALF_YEAR),
        Term(ELM, None, HALF_YEAR),
        Term(WOOD, HALF_YEAR, date(2030, 4, 1)),
        Term(SPLIT, None, HALF_YEAR),
        Term(LEFT, HALF_YEAR, None),
        Term(RIGHT, HALF_YEAR, None),
        Term(LAST, date(2030, 4, 1), None),
    ],
    codes={"E07000901": ASH, "E07000902": ELM, "E06000901": WOOD, "E06000902": WOOD, "E10000901": SPLIT},
    steps=[
        Step(ASH, WOOD, is_whole=True),
        Step(ELM, WOOD, is_whole=True),
        Step(SPLIT, LEFT, is_whole=False),
        Step(SPLIT, RIGHT, is_whole=False),
        Step(WOOD, LAST, is_whole=True),
    ],
)


def test_the_day_before_two_districts_merge_each_is_still_its_own() -> None:
    assert ROLL.placed("E07000901", BEFORE) == Placed(ASH)
    assert ROLL.codes_in(ELM, BEFORE) == {"E07000902": Placed(ELM)}


def test_from_the_day_on_which_they_merge_both_lie_in_the_new_one_and_it_is_said_where_they_were() -> None:
    assert ROLL.placed("E07000901", HALF_YEAR) == Placed(WOOD, (ASH,))
    assert set(ROLL.codes_in(WOOD, HALF_YEAR)) == {"E07000901", "E07000902", "E06000901", "E06000902"}
    assert ROLL.codes_in(ASH, HALF_YEAR) == {}


def test_what_merged_twice_is_followed_through_both() -> None:
    assert ROLL.placed("E07000902", date(2030, 4, 1)) == Placed(LAST, (ELM, WOOD))


def test_an_area_that_was_divided_keeps_what_lay_in_it_and_is_said_to_have_ended() -> None:
    assert ROLL.placed("E10000901", HALF_YEAR) == Placed(SPLIT, exists=False)


def test_an_area_with_two_codes_is_one_area_by_either() -> None:
    assert ROLL.placed("E06000901", HALF_YEAR) == ROLL.placed("E06000902", HALF_YEAR) == Placed(WOOD)


def test_a_code_of_an_area_that_has_not_begun_says_so() -> None:
    assert ROLL.placed("E06000901", BEFORE) == Placed(WOOD, exists=False)


def test_a_code_that_nobody_has_is_nowhere() -> None:
    assert ROLL.placed("E99999999", HALF_YEAR) is None
