"""Which days a motion or letter can name: when an answer is asked for, and which days are a slip of the finger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dueregard.rules.letters.languages import in_words

ANSWER_IN = timedelta(days=28)
FAR_AHEAD, LONG_AGO = timedelta(days=2 * 366), timedelta(days=5 * 366)
AHEAD = ("meeting_on", "deadline_on", "answer_by")
NO_MOTIONS = "This day has passed. Leave it empty if the meeting still takes the motion."
NO_MEETING = "This day has passed. Give the day of the meeting to come, or leave it empty."


def answer_day(today: date, meeting_on: date | None) -> date:
    """Return by when an answer is asked for where nobody said: in four weeks, counted from the meeting that asks."""
    return max(today, meeting_on or today) + ANSWER_IN


def what_is_wrong(days: Mapping[str, date | None], today: date) -> dict[str, str]:
    """Return, for each day that cannot be meant, what is wrong with it: those of `AHEAD`, and `first_sent_on`."""
    wrong = {}
    meeting, deadline, answer, first = (days.get(name) for name in (*AHEAD, "first_sent_on"))
    if first and first < today - LONG_AGO:
        wrong["first_sent_on"] = "This is more than five years ago. Check the year."
    if answer and meeting and answer <= meeting:
        wrong["answer_by"] = f"The meeting of {in_words(meeting)} has yet to ask. Choose a day after it."
    if deadline and meeting and deadline > meeting:
        wrong["deadline_on"] = f"This is after the meeting of {in_words(meeting)}. Check both days."
    elif deadline and deadline < today:
        wrong["deadline_on"] = NO_MOTIONS
    if meeting and meeting < today:
        wrong["meeting_on"] = NO_MEETING
    far = [name for name in AHEAD if (day := days.get(name)) and day > today + FAR_AHEAD]
    return wrong | dict.fromkeys(far, "This is more than two years away. Check the year.")
