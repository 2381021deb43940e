"""Decides whether what was found is a proof, when to look again, and when a failing proof is lost.

Fetches nothing. `page` and `files` are texts as they came, `records` the texts of a DNS name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from urllib.parse import unquote

from dueregard.rules.pledge.terms import PASSING, ProofKind, Reason

FILE_PLACES = ("/.well-known/due-regard-pledge.txt", "/due-regard-pledge.txt")
RECORD_LABEL = "_due-regard"  # before the domain; it is never read as an international name
TRIES = 3  # looks in a row that fail, each on another day, before a proof that held is lost
TRIES_PASSING = 5  # the same for what may pass by itself
LOOK_EVERY = timedelta(days=7)
LOOK_AGAIN = timedelta(days=1)
LOOK_SOON = timedelta(hours=1)  # a proof that never held yet: the signatory is at work on it
GIVEN_UP_AFTER = timedelta(days=60)  # a proof that never held in that time is looked at no more
MAIL_HOLDS = timedelta(days=365)
AT_ONCE = frozenset({Reason.RAN_OUT, Reason.TAKEN_BACK})  # a proof is lost by these without being looked at again
MOST_AT_ONCE = 3  # failing alike in one run before we look at ourselves
_COMMENT_OPENS, _COMMENT_CLOSES = "<!--", "-->"
_BEFORE = re.compile(r"(?<![-\w])href\s{0,8}=\s{0,8}[\"']?\s{0,8}\Z", re.IGNORECASE)
_OPENS_LINK = re.compile(r"<a\s", re.IGNORECASE)
_AFTER = frozenset("\"' \t\r\n>?#")
_TIMES_QUOTED = 3
_TAG = 4000  # characters of a tag before its address


class ProofState(StrEnum):
    """How a proof stands."""

    WAITING = "waiting"  # it never held yet
    HOLDS = "holds"
    FAILING = "failing"  # it held, and the last looks failed
    LOST = "lost"

    @property
    def counts(self) -> bool:
        """Tell whether it proves its signatory: also while it fails for the first days."""
        return self in {ProofState.HOLDS, ProofState.FAILING}

    @property
    def words(self) -> str:
        """How a page says it."""
        return {"waiting": "Not seen yet", "holds": "Holds", "failing": "Failing", "lost": "Lost"}[self.value]

    @property
    def tone(self) -> str:
        """The tone of its status word."""
        return {"waiting": "wait", "holds": "good", "failing": "soon", "lost": "late"}[self.value]


@dataclass(frozen=True, slots=True)
class Looked:
    """How a proof stands after a look. `next_at` is None where nobody looks again."""

    state: ProofState
    tries: int
    next_at: datetime | None


def after_look(
    *, kind: ProofKind, state: ProofState, tries: int, made_at: datetime, reason: Reason, key: str, now: datetime
) -> Looked:
    """Return how a proof stands after a look. `key` spreads the looks at many proofs over the day."""
    if reason is Reason.HOLDS:
        return Looked(ProofState.HOLDS, 0, _next_look(kind, key, now))
    tries += 1
    if reason in AT_ONCE:
        return Looked(ProofState.LOST, tries, None)
    if state is ProofState.WAITING:
        wait = LOOK_SOON if now - made_at < LOOK_AGAIN else LOOK_AGAIN
        return Looked(state, tries, now + wait if now - made_at < GIVEN_UP_AFTER else None)
    if state is ProofState.LOST:
        return Looked(state, tries, now + LOOK_EVERY + _spread(key))
    most = TRIES_PASSING if reason in PASSING else TRIES
    lost = tries >= most
    return Looked(ProofState.LOST if lost else ProofState.FAILING, tries, now + LOOK_AGAIN)


def _next_look(kind: ProofKind, key: str, now: datetime) -> datetime | None:
    if kind is ProofKind.MAIL:
        return now + MAIL_HOLDS
    return now + LOOK_EVERY + _spread(key) if kind.is_looked_up else None


def is_our_own_trouble(reasons: Sequence[Reason]) -> bool:
    """Tell whether all looks of a run failed as they do when it is our own network that is down: then none counts."""
    return len(reasons) >= MOST_AT_ONCE and all(reason in PASSING for reason in reasons)


def link_in(page: str, address: str) -> bool:
    """Tell whether a page has a link that visitors can follow to an address, which ends in a slash or not.

    What stands in a comment is no link; nor is an address without one, or one that goes on after ours.
    """
    bare = _without_comments(page)
    wanted = address.rstrip("/")
    at = bare.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        end += bare[end : end + 1] == "/"
        if (not bare[end : end + 1] or bare[end] in _AFTER) and _is_link(bare, at):
            return True
        at = bare.find(wanted, end)
    return False


def is_told_it(address: str, code: str) -> bool:
    """Tell whether an address says the code itself: its page may only repeat what whoever wrote the address wanted.

    Pages that lead out of a site, and those that search it, do that for anybody.
    """
    read = address
    for _ in range(_TIMES_QUOTED):
        read = unquote(read)
    return code.lower() in read.lower()


def read_files(files: Sequence[str | None], code: str) -> Reason:
    """Return what the files at `FILE_PLACES` prove; None for one that is not there."""
    there = [text for text in files if text is not None]
    if not there:
        return Reason.NO_FILE
    found = [_has_code(text.splitlines(), code) for text in there]
    if all(found):
        return Reason.HOLDS
    return Reason.TWO_FILES if any(found) else Reason.OTHER_CODE


def read_records(records: Sequence[str], code: str) -> Reason:
    """Return what the text records prove. A wildcard in the DNS answers too, but not with this signatory's code."""
    if not records:
        return Reason.NO_RECORD
    return Reason.HOLDS if _has_code(records, code) else Reason.OTHER_CODE


def proof_line(code: str) -> str:
    """Return the line that a file or a DNS record must have."""
    return f"due-regard-pledge={code}"


def record_name(domain: str) -> str:
    """Return the DNS name at which the record is looked for; `domain` is as the DNS has it."""
    return f"{RECORD_LABEL}.{domain}"


def _has_code(lines: Iterable[str], code: str) -> bool:
    wanted = proof_line(code)
    return any("".join(line.split()).strip("\ufeff\"'").lower() == wanted for line in lines)


def _is_link(page: str, at: int) -> bool:
    before = page[max(0, at - _TAG) : at]
    opened = before.rfind("<")
    tag = before[opened:] if opened >= 0 else ""
    return bool(_OPENS_LINK.match(tag)) and ">" not in tag and bool(_BEFORE.search(tag[-40:]))


def _without_comments(page: str) -> str:
    kept, at = [], 0
    while (opens := page.find(_COMMENT_OPENS, at)) >= 0:
        kept.append(page[at:opens])
        closes = page.find(_COMMENT_CLOSES, opens)
        if closes < 0:
            return "".join(kept)
        at = closes + len(_COMMENT_CLOSES)
    return "".join([*kept, page[at:]])


def _spread(key: str) -> timedelta:
    """Return up to a day, always the same for one key."""
    return timedelta(seconds=int(sha256(key.encode()).hexdigest()[:8], 16) % 86_400)
