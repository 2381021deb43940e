"""An area sheet has one page: what has no room is counted, and no line is longer than its column."""

from dueregard.rules.areas.printed import map_drawn, sign_drawn
from dueregard.rules.areas.sheet import (
    MOST_BODIES,
    MOST_KINDS,
    SheetBody,
    bodies_shown,
    clipped,
    kind_rows,
    states_of,
)
from dueregard.rules.areas.standing import Standing


def many(number: int, kinds: int = 1) -> list[SheetBody]:
    """Return bodies, all never asked."""
    return [SheetBody(f"School {at:04}", f"Kind {at % kinds:02}", Standing.NEVER) for at in range(number)]


def test_every_body_is_in_the_table_however_many_kinds_there_are() -> None:
    for kinds in (1, MOST_KINDS, MOST_KINDS + 1, MOST_KINDS + 2, 34):
        rows = kind_rows(many(765, kinds))
        assert len(rows) <= MOST_KINDS + 2
        assert sum(row.bodies for row in rows[:-1]) == 765
        assert (rows[-1].kind, rows[-1].bodies, rows[-1].never) == ("All", 765, 765)


def test_each_state_is_counted_once() -> None:
    row = kind_rows(SheetBody(one.value, "School", one) for one in Standing if one is not Standing.NOT_BOUND)[-1]
    assert (row.answered, row.refused, row.waiting, row.never) == (2, 2, 2, 1)
    assert row.answered + row.refused + row.waiting + row.never == row.bodies


def test_what_is_late_or_refused_is_talked_about_first_and_the_rest_is_counted() -> None:
    bodies = [*many(765), SheetBody("Z School", "School", Standing.OVERDUE), SheetBody("Y", "S", Standing.REFUSED)]
    shown, more = bodies_shown(bodies)
    assert [body.name for body in shown[:2]] == ["Z School", "Y"]
    assert (len(shown), more) == (MOST_BODIES, 767 - MOST_BODIES)
    assert bodies_shown(many(3)) == (many(3), 0)


def test_a_line_is_cut_with_a_mark_and_never_wraps() -> None:
    assert clipped("St Wilfrid’s", 20) == "St Wilfrid’s"
    assert clipped("St Wilfrid’s and the Sacred Heart", 20) == "St Wilfrid’s and th…"
    assert clipped("two\nlines", 20) == "two lines"


def test_states_come_in_the_order_of_the_legend_without_empty_ones() -> None:
    bodies = [SheetBody("a", "k", Standing.NEVER), SheetBody("b", "k", Standing.ANSWERED)]
    assert dict(states_of(bodies)) == {Standing.ANSWERED: 1, Standing.NEVER: 1}


def test_every_state_has_a_sign_of_its_own_without_colour() -> None:
    signs = {sign_drawn(one) for one in Standing}
    assert len(signs) == len(Standing)
    drawn = map_drawn("0 0 10 10", [("g", 1, 2)], ["M0 0z"])
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">')
    assert "translate(1 2)" in drawn
