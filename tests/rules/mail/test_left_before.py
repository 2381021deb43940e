"""What the journal of sending says of a letter of which a database that was laid back knows nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.rules.mail.left_before import Fate, Line, Step, fate, last_attempts

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(Step.BEGUN, AT)], Fate.UNSURE),
        ([(Step.BEGUN, AT), (Step.SENT, AT)], Fate.SENT),
        ([(Step.BEGUN, AT), (Step.BACK, AT)], None),
        ([(Step.BEGUN, AT), (Step.REFUSED, AT)], Fate.REFUSED),
        ([(Step.BEGUN, AT), (Step.BACK, AT), (Step.BEGUN, LATER)], Fate.UNSURE),
        ([(Step.BEGUN, AT), (Step.BACK, AT), (Step.BEGUN, LATER), (Step.SENT, LATER)], Fate.SENT),
        ([(Step.BEGUN, AT), (Step.BEGUN, LATER), (Step.BACK, AT)], Fate.UNSURE),  # the answer to an earlier attempt
        ([(Step.SENT, AT)], Fate.SENT),  # its beginning was read before
    ],
)
def test_the_last_attempt_says_what_became_of_a_letter(
    lines: list[tuple[Step, datetime]], expected: Fate | None
) -> None:
    last = last_attempts(Line(step, "<1@northport.example>", at) for step, at in lines)
    assert fate(last["<1@northport.example>"]) == expected


def test_each_letter_has_its_own_fate() -> None:
    last = last_attempts([Line(Step.BEGUN, "<1@x>", AT), Line(Step.BEGUN, "<2@x>", AT), Line(Step.SENT, "<1@x>", AT)])
    assert {one: fate(line) for one, line in last.items()} == {"<1@x>": Fate.SENT, "<2@x>": Fate.UNSURE}
