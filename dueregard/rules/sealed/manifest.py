"""Who reads a group's sealed inbox: reads the signed list of keyholders, and says whether one list may follow another.

Whether the signature is the group's is checked by a gateway; here is only what was signed.
Source: docs/reference/sealed-protocol.md, "Who reads: the manifest".
"""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from dueregard.rules.sealed.envelope import MOST_RECIPIENTS, Recipient

LONGEST = timedelta(days=400)  # from the day a list is made to its last
NOTICE = timedelta(days=30)  # so long a change is shown
SIGNED_AS = b"dueregard/inbox/v1/manifest\n"
RELEASE_SIGNED_AS = b"dueregard/inbox/v1/release\n"
LARGEST = 64 * 1024  # bytes; ten keyholders take 21,000
HASH = re.compile(r"[0-9a-f]{64}")
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # of bech32
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class Refusal(StrEnum):
    """Why a list is refused."""

    SHAPE = "shape"
    GROUP = "group"
    DAYS = "days"
    RECIPIENT = "recipient"
    MIX = "mix"
    REPEATED = "repeated"
    NUMBER = "number"
    PREVIOUS = "previous"
    CHANGED = "changed"
    OUT_OF_DATE = "out_of_date"


class ManifestRefused(Exception):
    """This is no list of keyholders that may come into force. `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Holder:
    """One keyholder as the public sees them: a label, never a name."""

    label: str
    recipient: str
    since: date


@dataclass(frozen=True, slots=True)
class Manifest:
    """A list of keyholders. All days are UTC calendar dates."""

    text: str
    number: int
    made_on: date
    changed_on: date
    valid_until: date
    recipient: Recipient
    previous: str  # hash of the list before; empty for the first
    holders: tuple[Holder, ...]

    @property
    def hash(self) -> str:
        """The hash by which the next list, and every message, names this one."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def keys(self) -> frozenset[str]:
        """The recipients, in no order."""
        return frozenset(holder.recipient for holder in self.holders)

    def is_news(self, today: date, *, received_on: date) -> bool:
        """Tell whether the last change is recent enough to be pointed out. The first list changes nothing.

        `received_on` is the day on which the change reached the server: a list that was signed long before it was
        brought hides nothing.
        """
        return self.number > 1 and today <= max(self.changed_on, received_on) + NOTICE


def group_of(root: str) -> str:
    """Return the hash by which a group is known; `root` is its verification key in hexadecimal."""
    return sha256(bytes.fromhex(root)).hexdigest()


def read_manifest(text: str, *, root: str) -> Manifest:
    """Return what a list says. `root` is the group's verification key in hexadecimal. Raises: ManifestRefused"""
    if len(text.encode()) > LARGEST:
        raise ManifestRefused(Refusal.SHAPE)
    said = _object(text)
    if said.get("group") != group_of(root):
        raise ManifestRefused(Refusal.GROUP)
    number, previous = said.get("number"), said.get("previous")
    if type(number) is not int or number < 1 or not isinstance(said.get("keyholders"), list):
        raise ManifestRefused(Refusal.SHAPE)
    if (previous is not None) if number == 1 else not (isinstance(previous, str) and HASH.fullmatch(previous)):
        raise ManifestRefused(Refusal.PREVIOUS)
    holders = tuple(_holder(one) for one in said["keyholders"])
    manifest = Manifest(
        text=text,
        number=number,
        made_on=_day(said.get("made_on")),
        changed_on=_day(said.get("changed_on")),
        valid_until=_day(said.get("valid_until")),
        recipient=kind_of([holder.recipient for holder in holders]),
        previous=previous or "",
        holders=holders,
    )
    if said.get("kind") != ("pq" if manifest.recipient is Recipient.POST_QUANTUM else "x25519"):
        raise ManifestRefused(Refusal.MIX)
    if not manifest.changed_on <= manifest.made_on <= manifest.valid_until <= manifest.made_on + LONGEST:
        raise ManifestRefused(Refusal.DAYS)
    return manifest


def check_follows(new: Manifest, last: Manifest | None, *, today: date) -> None:
    """Refuse a list that does not come straight after the last one, or hides a change. Raises: ManifestRefused"""
    if new.number != (last.number + 1 if last else 1):
        raise ManifestRefused(Refusal.NUMBER)
    if new.previous != (last.hash if last else ""):
        raise ManifestRefused(Refusal.PREVIOUS)
    if last and new.made_on < last.made_on:
        raise ManifestRefused(Refusal.DAYS)
    changed = not last or last.keys != new.keys
    told = new.changed_on == (new.made_on if changed or last is None else last.changed_on)
    if not told:
        raise ManifestRefused(Refusal.CHANGED)
    if today > new.valid_until or new.made_on > today + timedelta(days=1):  # somebody's clock may be ahead
        raise ManifestRefused(Refusal.OUT_OF_DATE)


def kind_of(recipients: list[str]) -> Recipient:
    """Return the one kind of these recipients. Raises: ManifestRefused when there is none, or more than one."""
    if not 1 <= len(recipients) <= MOST_RECIPIENTS:
        raise ManifestRefused(Refusal.RECIPIENT)
    if len(set(recipients)) != len(recipients):
        raise ManifestRefused(Refusal.REPEATED)
    kinds = {_kind(one) for one in recipients}
    if len(kinds) != 1:
        raise ManifestRefused(Refusal.MIX)
    return kinds.pop()


def _kind(recipient: str) -> Recipient:
    for kind, start, length in ((Recipient.POST_QUANTUM, "age1pq", 1959), (Recipient.X25519, "age", 62)):
        if recipient.startswith(f"{start}1") and len(recipient) == length and _is_bech32(recipient, start):
            return kind
    raise ManifestRefused(Refusal.RECIPIENT)


def _is_bech32(text: str, prefix: str) -> bool:
    """Tell whether the checksum holds: a mistyped recipient would lock everybody out. Source: BIP 173."""
    letters = text[len(prefix) + 1 :]
    if any(letter not in ALPHABET for letter in letters):
        return False
    values = [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix]
    check = 1
    for value in values + [ALPHABET.index(letter) for letter in letters]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check == 1


def _object(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise ManifestRefused(Refusal.SHAPE) from None
    if not isinstance(said, dict) or said.get("v") != 1:
        raise ManifestRefused(Refusal.SHAPE)
    return said


def _holder(said: Any) -> Holder:
    label, recipient = (said.get("label"), said.get("recipient")) if isinstance(said, dict) else (None, None)
    if not isinstance(label, str) or not 1 <= len(label) <= 60 or not isinstance(recipient, str):
        raise ManifestRefused(Refusal.SHAPE)
    return Holder(label, recipient, _day(said.get("since")))


def _day(said: Any) -> date:
    if not isinstance(said, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII):
        raise ManifestRefused(Refusal.DAYS)
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ManifestRefused(Refusal.DAYS) from None
