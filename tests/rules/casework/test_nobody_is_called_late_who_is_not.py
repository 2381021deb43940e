"""Months of cases, with every step taken late, early and out of order: nobody is called late whom the law does not.

The second opinion below is written from the statutes and counted day by day. Of the rules it uses only the holiday
dates, which are data, and the words for events. Where the law leaves a doubt, it says "not late".
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest

from dueregard.rules.casework.events import RESPONSES, REVIEW_OUTCOMES, EventKind, Happened
from dueregard.rules.casework.standing import WhoAnswers, stand
from dueregard.rules.casework.steps import Place, is_late
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

DAY, FIRST, DAYS, CASES = timedelta(days=1), date(2026, 1, 5), 150, 60
WHO = (
    WhoAnswers(Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA),
    WhoAnswers(Nation.WALES, BodyKind.MAINTAINED_SCHOOL, Law.FOIA),
    WhoAnswers(Nation.SCOTLAND, BodyKind.LOCAL_AUTHORITY, Law.FOISA),
    WhoAnswers(Nation.ENGLAND, BodyKind.LOCAL_AUTHORITY, Law.EIR),
    WhoAnswers(Nation.SCOTLAND, BodyKind.LOCAL_AUTHORITY, Law.EISR),
)
KINDS = [kind for kind in EventKind if kind is not EventKind.REQUEST_RECEIVED]
OFF = {nation: set(days) for nation, days in shipped_holidays().by_nation.items()}


class Opinion:
    """Who is late on a day, told slowly. Section numbers are of the Act or regulations that `who` is under."""

    def __init__(self, who: WhoAnswers, known: Sequence[Happened]) -> None:
        self.who, self.known = who, list(known)

    def says_late(self, today: date) -> bool:
        """True when a duty to answer has run out unfulfilled: for the request, or for a review that was owed one."""
        started = self._newest(EventKind.REQUEST_RECEIVED)
        if started is None:
            return False
        self.known = self.known[self.known.index(started) :]  # a request that reached them again begins again
        if self._is_off_their_hands():
            return False
        return self._request_is_late(started.on, today) or self._review_is_late(started.on, today)

    def _is_off_their_hands(self) -> bool:
        """Closed by us, or with the regulator or after its decision, while nothing new came since."""
        closed, opened = self._place(EventKind.CLOSED), self._place(EventKind.REOPENED)
        return closed > opened

    def _request_is_late(self, received: date, today: date) -> bool:
        """FOIA s.10(1), s.1(3); FOISA s.10(1), s.1(3); EIR reg 5(2), reg 9; Scottish EIR reg 5(2), reg 9."""
        if any(happened.kind in RESPONSES for happened in self.known):
            return False
        if self._place(EventKind.UNDELIVERED) >= 0:
            return False
        last = self._last_day_to_answer(received)
        return last is not None and today > last

    def _last_day_to_answer(self, received: date) -> date | None:
        begins, asked = received, self._newest(EventKind.CLARIFICATION_ASKED)
        if asked:
            given = self._after(asked, EventKind.CLARIFICATION_GIVEN)
            if given is None:
                return None  # they need not go on until they have it
            begins = given.on
        days = 60 if self._is_school() else 20  # reg 3 of the 2009 regulations, where the terms are not known
        notice = self._newest(EventKind.FEES_NOTICE)
        paid = self._after(notice, EventKind.FEE_PAID) if notice else None
        longer = self._newest(EventKind.EXTENSION_CLAIMED)
        if longer and self.who.law is not Law.FOISA and longer.on <= self._working_day(begins, days):
            days = max(days, 40)  # s.10(3) and the regulator's guidance; reg 7: told within the first time
        if notice and paid is None and notice.on <= self._working_day(begins, days):
            return None  # s.9(2): until it is paid
        pause = self._working_days_between(notice.on, paid.on) if notice and paid else 0
        return self._working_day(begins, days + pause)

    def _review_is_late(self, received: date, today: date) -> bool:
        """Section 45 Code, part 5; FOISA s.20 and s.21(1); EIR reg 11; Scottish EIR reg 16."""
        asked = self._newest(EventKind.REVIEW_ASKED)
        if asked is None or self._is_answered_since(asked):
            return False
        before = [one for one in self.known[: self.known.index(asked)] if one.kind in RESPONSES]
        if before and asked.on > self._working_day(before[-1].on, 40):
            return False
        if not before:
            last = self._last_day_to_answer(received)
            if last is None or asked.on <= last:
                return False  # nothing to review yet
            if self.who.law.is_scottish and asked.on > self._working_day(last, 40):
                return False
        days = 40 if self.who.law is Law.EIR or (self.who.law is Law.FOIA and self._took_longer(asked)) else 20
        return today > self._working_day(asked.on, days)

    def _is_answered_since(self, asked: Happened) -> bool:
        since = self.known[self.known.index(asked) + 1 :]
        ends = RESPONSES | REVIEW_OUTCOMES | {EventKind.COMPLAINED, EventKind.DECIDED}
        return any(happened.kind in ends for happened in since)

    def _took_longer(self, asked: Happened) -> bool:
        return self._after(asked, EventKind.REVIEW_EXTENDED) is not None

    def _is_school(self) -> bool:
        return self.who.kind is BodyKind.MAINTAINED_SCHOOL and self.who.law is Law.FOIA

    def _newest(self, kind: EventKind) -> Happened | None:
        return next((happened for happened in reversed(self.known) if happened.kind is kind), None)

    def _after(self, earlier: Happened, kind: EventKind) -> Happened | None:
        later = self.known[self.known.index(earlier) + 1 :]
        return next((happened for happened in reversed(later) if happened.kind is kind), None)

    def _place(self, kind: EventKind) -> int:
        return max((at for at, happened in enumerate(self.known) if happened.kind is kind), default=-1)

    def _is_working(self, day: date) -> bool:
        """FOIA s.10(6): no weekend, Christmas Day, Good Friday or bank holiday anywhere in the UK; FOISA s.73."""
        nations = [Nation.SCOTLAND] if self.who.law.is_scottish else list(Nation)
        return day.weekday() < 5 and not any(day in OFF[nation] for nation in nations)

    def _working_day(self, day: date, count: int) -> date:
        while count:
            day += DAY
            count -= self._is_working(day)
        return day

    def _working_days_between(self, first: date, last: date) -> int:
        return sum(self._is_working(first + DAY * number) for number in range(1, max(0, (last - first).days) + 1))


def generated(seed: int) -> tuple[WhoAnswers, list[Happened]]:
    """Return a body and what happened: mostly in a sensible order, often late, early or the wrong way round."""
    chance = random.Random(seed)
    who = chance.choice(WHO)
    events = [Happened(EventKind.REQUEST_RECEIVED, FIRST)]
    if chance.random() < 0.1:
        events.append(Happened(EventKind.REQUEST_RECEIVED, FIRST + DAY * chance.randrange(DAYS)))
    for _ in range(chance.randrange(7)):
        events.append(Happened(chance.choice(KINDS), FIRST + DAY * chance.randrange(DAYS)))
    if chance.random() < 0.5:
        asked = FIRST + DAY * chance.choice([7, 28, 29, 30, 56, 57, 86, 87, 88, 100])
        events.append(Happened(EventKind.REVIEW_ASKED, asked))
    return who, sorted(events, key=lambda happened: happened.on)


def called_late(who: WhoAnswers, known: Sequence[Happened], today: date) -> bool:
    """Return what the site says on a day."""
    standing = stand(known, who, shipped_holidays())
    due = standing.due
    place = Place(standing.phase, standing.turn, who.law, standing.outcome, due.on if due else None)
    return is_late(place, today)


def days_of(seed: int) -> Iterator[tuple[WhoAnswers, list[Happened], date]]:
    """Yield each day of a case with what was known on it."""
    who, events = generated(seed)
    for number in range(DAYS + 60):
        today = FIRST + DAY * number
        yield who, [happened for happened in events if happened.on <= today], today


@pytest.mark.parametrize("part", range(4))
def test_nobody_is_called_late_who_is_not(part: int) -> None:
    late = 0
    for seed in range(part * CASES, (part + 1) * CASES):
        for who, known, today in days_of(seed):
            if called_late(who, known, today):
                late += 1
                assert Opinion(who, known).says_late(today), (seed, who, known, today)
    assert late > 500, "so few late days show nothing"


def test_whoever_is_late_by_a_day_is_called_so() -> None:
    for who in WHO:
        received = [Happened(EventKind.REQUEST_RECEIVED, FIRST)]
        first = next(day for day in (FIRST + DAY * n for n in range(200)) if Opinion(who, received).says_late(day))
        assert [called_late(who, received, day) for day in (first - DAY, first)] == [False, True]
