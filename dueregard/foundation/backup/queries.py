"""Reads how the last back-up went, for pages. It asks a small file beside the database, and writes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.backup.gateways import integrity
from dueregard.foundation.backup.gateways.kept_lists import Last, last_backup, left_open
from dueregard.rules.wiring.desk import DeskPiece
from dueregard.rules.wiring.examined import Remark, Tone

LATE_AFTER = timedelta(hours=50)  # one night may be missed, for instance while a disk is changed

UNSEEN_AFTER = timedelta(days=8)  # since somebody last asked SQLite whether its file is whole
LEFT_AFTER = timedelta(days=1)  # until then it may be at work


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """What an administrator should know. `made_at` is None where none was ever begun."""

    made_at: datetime | None
    fault: str
    is_late: bool


def backup_standing(now: datetime) -> BackupStanding | None:
    """Return what is wrong with the nightly back-ups; None while nothing is, or nobody asked for any."""
    if not settings.BACKUP_TO:
        return None
    last = last_backup()
    if last is None:
        return BackupStanding(None, "", is_late=False)
    is_late = _is_late(last, now)
    return BackupStanding(last.at, last.fault, is_late) if last.fault or is_late else None


def _is_late(last: Last, now: datetime) -> bool:
    """A back-up of the future was made while the clock was wrong: it says nothing of these days."""
    return abs(now - last.at) > LATE_AFTER


def desk_piece(person: Person) -> DeskPiece:
    """Return what whoever runs the site is told of its back-ups: only what is wrong."""
    if not person.is_administrator or (standing := backup_standing(timezone.now())) is None:
        return DeskPiece()
    return DeskPiece(template="backup/on_the_desk.html", page=standing, is_warning=True)


def examined(now: datetime) -> tuple[Remark, ...]:
    """Say when the last back-up was made, whether the next will be, and what one that was stopped left behind."""
    left = (
        Remark(
            "back-ups", Tone.WRONG, f"{path} holds the site's data, left by a command that was stopped.", "Delete it."
        )
        for path in left_open(now - LEFT_AFTER)
    )
    return (*_made(now), *left, *_whole(now))


def _made(now: datetime) -> tuple[Remark, ...]:
    last = last_backup()
    if not settings.BACKUP_TO:
        words = (
            "No back-up is made each night."
            if last is None
            else f"The last back-up, made by hand, failed: {last.fault.rstrip('.')}."
            if last.fault
            else f"The last back-up was made on {last.at:%-d %B %Y}, by hand."
        )
        return (
            Remark("back-ups", Tone.LOOK, words, "See docs/how-to/back-up.md: two settings have one made each night."),
        )
    if not settings.BACKUP_KEYS.replace(",", " ").split():
        return (
            Remark("back-ups", Tone.WRONG, "There is no key to close back-ups with.", "Set DUEREGARD_BACKUP_KEYS."),
        )
    if last is None:
        return (Remark("back-ups", Tone.LOOK, "The first back-up has not been made yet.", "Make it now: ./run backup"),)
    made = f"The last back-up was made on {last.at:%-d %B %Y}"
    if last.fault:
        return (
            Remark("back-ups", Tone.WRONG, f"The last back-up failed: {last.fault}", "Mend that, then: ./run backup"),
        )
    if _is_late(last, now):
        return (Remark("back-ups", Tone.WRONG, f"{made}, and none since.", "Make one now: ./run backup"),)
    return (Remark("back-ups", Tone.FINE, f"{made}. Prove one each month: ./run restore --check"),)


def _whole(now: datetime) -> tuple[Remark, ...]:
    """Say what SQLite found when it was last asked whether its file is whole."""
    if not integrity.is_sqlite():
        return ()
    looked = integrity.last_looked()
    if looked is None:
        return (
            Remark("database", Tone.LOOK, "Nobody has asked yet whether it is whole.", "Ask SQLite: ./run integrity"),
        )
    at = f"{looked.at:%-d %B %Y}"
    if looked.damage:
        words = f"On {at} SQLite found it damaged: {looked.damage}."
        to_do = "Stop the site, keep a copy as it is, and restore a back-up from before: docs/how-to/back-up.md"
        return (Remark("database", Tone.WRONG, words, to_do),)
    if abs(now - looked.at) > UNSEEN_AFTER:
        words = f"SQLite was last asked on {at} whether it is whole."
        return (Remark("database", Tone.LOOK, words, "Ask again: ./run integrity"),)
    return (Remark("database", Tone.FINE, f"SQLite found it whole on {at}."),)
