"""From when until when members can vote, by the clocks of the United Kingdom."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST = timedelta(days=92)


class NotATimeToVote(ValueError):
    """Nobody could vote between these; the message says why."""


def check_times(opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Refuse times between which nobody could vote. Raises: NotATimeToVote"""
    if closes_at <= opens_at:
        raise NotATimeToVote("Voting must close after it opens.")
    if closes_at <= now:
        raise NotATimeToVote("That time has passed. Choose a later one.")
    if closes_at - opens_at > LONGEST:
        raise NotATimeToVote("Voting can stay open for three months at most.")
