"""Whoever is left out of an act in bulk is named, with the reason, without a page full of sentences."""

from dueregard.rules.casework.left_out import left_out_words

LATE = "Its last lawful day has not passed."


def test_each_reason_is_said_once_with_the_names_it_holds_for() -> None:
    pairs = [("Hull", LATE), ("York", "No address is known."), ("Leeds", LATE)]
    assert left_out_words(pairs) == (
        "Left out: Hull and Leeds. Its last lawful day has not passed.",
        "Left out: York. No address is known.",
    )


def test_after_five_names_the_rest_is_counted() -> None:
    (line,) = left_out_words((f"College {number}", LATE) for number in range(62))
    assert line == f"Left out: College 0, College 1, College 2, College 3, College 4 and 57 more. {LATE}"


def test_nobody_left_out_is_no_line() -> None:
    assert left_out_words([]) == ()
