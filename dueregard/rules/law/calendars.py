"""Which days each law counts: the working-day calendar of a law, made once from a version of the holidays.

Leaves the counting to `working_days.py`, and where holidays come from to `holidays.py`.
"""

from datetime import date

from dueregard.rules.law.bank_holidays import FIRST_YEAR, LAST_YEAR, good_friday
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import Law, Nation
from dueregard.rules.law.working_days import Calendar, Skipped


def calendar_for(law: Law, holidays: Holidays, *, nation: Nation = Nation.ENGLAND) -> Calendar:
    """Return the working-day calendar of a law. `nation` matters to subject access alone.

    Source: FOIA 2000 s.10(6) (any part of the United Kingdom; EIR 2004 reg 2 adopts it); FOISA 2002 s.73
    (Scotland alone; the Scottish EIR adopt it). For subject access ICO does not say whose holidays: we take the
    body's own nation.
    """
    found = holidays.calendars.get(law) or holidays.calendars.get((law, nation))
    if found is None:
        found = holidays.calendars[(law, nation) if law is Law.SAR else law] = _built(law, holidays, nation)
    return found


def _built(law: Law, holidays: Holidays, nation: Nation) -> Calendar:
    if law is Law.SAR:
        return _counting(holidays, (nation,), ())
    if law.is_scottish:
        return _counting(holidays, (Nation.SCOTLAND,), ("Christmas Day",))
    return _counting(holidays, tuple(Nation), ("Christmas Day", "Good Friday"))


def _counting(holidays: Holidays, nations: tuple[Nation, ...], statutory: tuple[str, ...]) -> Calendar:
    """`statutory` names days the law itself excludes whatever the list says."""
    covers = (holidays.covers_from, holidays.covers_to)
    return Calendar(nations, _skipped_weekdays(holidays, nations, statutory), covers)


def _skipped_weekdays(holidays: Holidays, nations: tuple[Nation, ...], statutory: tuple[str, ...]) -> list[Skipped]:
    titles: dict[date, dict[Nation, str]] = {}
    for nation in nations:
        for on, title in holidays.by_nation[nation].items():
            if on.weekday() < 5:
                titles.setdefault(on, {})[nation] = title
    skipped = {on: Skipped(on, next(iter(by.values())), tuple(by)) for on, by in titles.items()}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for title, on in (("Christmas Day", date(year, 12, 25)), ("Good Friday", good_friday(year))):
            if title in statutory and on.weekday() < 5:
                skipped.setdefault(on, Skipped(on, title, nations))
    return [skipped[on] for on in sorted(skipped)]
