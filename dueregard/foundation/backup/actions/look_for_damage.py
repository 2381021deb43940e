"""Looks whether the database is whole, and remembers the answer, so that the doctor can say it."""

from datetime import datetime

from dueregard.foundation.backup.gateways import integrity


class NotAFile(Exception):
    """This site's database is no file of SQLite's."""


def look_for_damage(*, now: datetime) -> str:
    """Return what is wrong; nothing when all is whole. Raises: NotAFile, OSError"""
    if not integrity.is_sqlite():
        raise NotAFile
    found = integrity.damage()
    integrity.remember(integrity.Looked(now, found))
    return found
