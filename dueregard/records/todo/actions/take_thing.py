"""Somebody takes a waiting thing until a day, is given it, gives it back, or puts it away. Not what is done with it."""

from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.todo.models import Take
from dueregard.rules.todo.waits import why_not_until


class TakenMeanwhile(Exception):
    """A colleague took it a moment before; it stays with them unless somebody gives it to another."""

    def __init__(self, take: Take) -> None:
        super().__init__(str(take.person))
        self.take = take


class NotUntilThen(ValueError):
    """Nobody can have a thing until this day; the words say why."""


def take_thing(*, kind: str, key: str, until: date, today: date, by: Person, now: datetime) -> Take:
    """Take a thing that nobody has; one's own stays until the new day. Raises: TakenMeanwhile, NotUntilThen"""
    with transaction.atomic():
        take = _locked(kind, key, now)
        if take.person is not None and take.person != by and take.until and take.until >= today:
            raise TakenMeanwhile(take)
        return _give(take, to=by, until=until, today=today, by=by, now=now)


def give_thing(
    *, kind: str, key: str, to: Person, until: date, seen: str, today: date, by: Person, now: datetime
) -> Take:
    """Give a thing to a colleague; `seen` is the id of who had it before, or empty. That they may have it, the view
    has asked. Raises: TakenMeanwhile, NotUntilThen
    """
    with transaction.atomic():
        take = _locked(kind, key, now)
        holder = take.person if take.person and take.until and take.until >= today else None
        if holder is not None and holder != to and str(holder.pk) != seen:
            raise TakenMeanwhile(take)
        return _give(take, to=to, until=until, today=today, by=by, now=now)


def give_back(*, kind: str, key: str, by: Person, now: datetime) -> bool:
    """Let everybody have a thing again. Returns whether somebody had it; giving back twice changes nothing."""
    with transaction.atomic():
        take = Take.objects.select_for_update().filter(kind=kind, key=key, person__isnull=False).first()
        if take is None:
            return False
        take.person, take.until, take.given_by = None, None, None
        take.save(update_fields=["person", "until", "given_by"])
        record_act(by=by, did="give_back_thing", on=take, at=now, details={"kind": kind})
    return True


def put_away(*, kind: str, key: str, by: Person, now: datetime) -> Take:
    """Say that nothing is left to do with a thing that never ends by itself. Twice changes nothing."""
    with transaction.atomic():
        take = _locked(kind, key, now)
        if take.put_away_at is None:
            take.person, take.until = None, None
            take.put_away_at, take.put_away_by = now, by
            take.save(update_fields=["person", "until", "put_away_at", "put_away_by"])
            record_act(by=by, did="put_thing_away", on=take, at=now, details={"kind": kind})
    return take


def _locked(kind: str, key: str, now: datetime) -> Take:
    Take.objects.get_or_create(kind=kind, key=key, defaults={"taken_at": now})
    return Take.objects.select_for_update(of=("self",)).select_related("person").get(kind=kind, key=key)


def _give(take: Take, *, to: Person, until: date, today: date, by: Person, now: datetime) -> Take:
    if why := why_not_until(until, today):
        raise NotUntilThen(why)
    take.person, take.until, take.taken_at = to, until, now
    take.given_by = None if to == by else by
    take.save(update_fields=["person", "until", "taken_at", "given_by"])
    did = "take_thing" if to == by else "give_thing"
    record_act(by=by, did=did, on=take, at=now, details={"kind": take.kind, "until": until.isoformat()})
    return take
