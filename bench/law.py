"""The law engine against workalendar: the plain 20-working-day answer, for each day of a year, in one process."""

import gc
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from workalendar.europe import UnitedKingdom

from bench.figures import Figure
from dueregard.rules.law.deadlines import Event, Facts, due
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Nation

DAYS = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(365)]
ROUNDS = 7


def run() -> list[Figure]:
    """Return the rates of a whole answer, with and without its reasons in words, beside the peer's bare date."""
    holidays = shipped_holidays()
    peer = UnitedKingdom()
    nation, kind = Nation.ENGLAND, BodyKind.LOCAL_AUTHORITY

    def answer(day: date) -> object:
        return due(Event.RESPONSE, Facts(day, nation, kind), holidays)

    def answer_in_words(day: date) -> object:
        found = due(Event.RESPONSE, Facts(day, nation, kind), holidays)
        return found.because

    def theirs(day: date) -> object:
        return peer.add_working_days(day, 20)

    rates = _rates(answer, answer_in_words, theirs)
    return [
        Figure("law: 20 working days, against workalendar", rates[0], rates[2], "answers/s", 10.0),
        Figure("law: the same with every step in words", rates[1], rates[2], "answers/s", None),
    ]


def _rates(*tasks: Callable[[date], object]) -> list[float]:
    """Return calls a second of each task, its best of several rounds; the tasks take turns, so that noise is shared."""
    for task in tasks:
        task(DAYS[0])
    best = [float("inf")] * len(tasks)
    gc.disable()
    for _ in range(ROUNDS):
        for index, task in enumerate(tasks):
            started = perf_counter()
            for day in DAYS:
                task(day)
            best[index] = min(best[index], perf_counter() - started)
    gc.enable()
    return [len(DAYS) / seconds for seconds in best]


if __name__ == "__main__":
    for figure in run():
        print(f"{figure.name}: {figure.ours:,.0f} {figure.unit}, peer {figure.peer:,.0f}, ratio {figure.ratio:.1f}")
