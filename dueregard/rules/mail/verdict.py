"""The values that go into triage and come out of it: what is known, and the verdict with its reasons.

How a verdict is reached is for `triage`; who stores it is for the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law


class MailKind(StrEnum):
    """What kind of message it is. Only REPLY may hold the body's answer; PORTAL_NOTICE says where to find one."""

    REPLY = "reply"
    ACKNOWLEDGEMENT = "acknowledgement"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    DELIVERY_RECEIPT = "delivery_receipt"
    PORTAL_NOTICE = "portal_notice"
    AUTO_REPLY = "auto_reply"
    OUR_OWN_COPY = "our_own_copy"
    LOOP = "loop"


@dataclass(frozen=True)
class KnownCase:
    """What triage may know about one case. `references` are our own and the body's reference numbers.

    `state_note` is empty for an open case, otherwise a word to show: closed, withdrawn. No reason may name a case
    of another `group_id`. `due_on` is the last lawful day that matters now (UK calendar date),
    `address` where our letters go.
    """

    case_id: str
    subject: str
    body_name: str = ""
    references: tuple[str, ...] = ()
    state_note: str = ""
    law: Law = Law.FOIA
    group_id: str = ""
    due_on: date | None = None
    address: str = ""


@dataclass(frozen=True)
class FactsWanted:
    """What the caller should look up before triage, so that no table is read whole.

    `tokens` are exact candidates; `addressed` are the tokens of its recipients as they stand, malformed ones too (those
    that name no case are looked up again by `triage.near_wanted`); `domains` are registrable domains that can prove
    something (shared ones are left out); `references` are reference numbers in the subject. `quotes` asks for our own
    letters of the case: the e-mail quotes an older one, and they show whether anything is put between its lines.
    """

    tokens: tuple[str, ...]
    addressed: tuple[str, ...]
    message_ids: tuple[str, ...]
    addresses: tuple[str, ...]
    domains: tuple[str, ...]
    references: tuple[str, ...]
    quotes: bool = False


@dataclass(frozen=True)
class Known:
    """What the caller found. Tokens include near ones; message ids are without angle brackets; addresses lower case.

    `case_by_message_id` holds messages we sent; `cases_by_address` and `cases_by_domain` the cases of bodies that have
    this contact address, or a contact address at this registrable domain. `cases` describes every case named anywhere
    else in this value, by its id. `own_addresses` are ours: sender addresses, and reply addresses without a token.
    `our_letters` are the texts of the letters we sent in the case, if `FactsWanted.quotes` asked for them.
    `read_before` are letters of theirs that a person sorted as mere acknowledgements, each (text, subject of the
    request it answered); see `triage.may_repeat`.
    """

    address_pattern: str
    case_by_token: Mapping[str, str] = field(default_factory=dict)
    case_by_message_id: Mapping[str, str] = field(default_factory=dict)
    cases_by_address: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cases_by_domain: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cases: Mapping[str, KnownCase] = field(default_factory=dict)
    own_addresses: frozenset[str] = frozenset()
    our_letters: tuple[str, ...] = ()
    read_before: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FileTo:
    """File it to this case; every reason is a sentence to be shown."""

    case_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """One case a held message may belong to. `score` runs from 0 to 100 and only ranks."""

    case_id: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Hold:
    """Keep it in the holding pen for a person; the best guess comes first, and there may be none."""

    guesses: tuple[Guess, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Failure:
    """A message of ours that a mail server could not deliver, yet or at all."""

    is_permanent: bool
    address: str
    status: str
    diagnostic: str


@dataclass(frozen=True)
class SuggestedEvent:
    """What a passage seems to say about the case. `is_certain` means a rule may record it; otherwise a person decides.

    `on` is a date the passage names (UK calendar date); `sections` are exemptions it cites, as they are cited.
    """

    kind: EventKind
    passage: str
    reason: str
    is_certain: bool = False
    on: date | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class KindFound:
    """The kind, why, and the messages of ours that could not be delivered.

    `needs_person` is false only where the structure says all, or every sentence is known to say nothing.
    """

    kind: MailKind
    reasons: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    needs_person: bool = True
    doubts_arrival: str = ""
    events: tuple[SuggestedEvent, ...] = ()


@dataclass(frozen=True)
class PortalLink:
    """A link that may lead to an answer. `expires_on` or `expires_after_days` where the message says so (`said`)."""

    url: str
    product: str
    expires_on: date | None = None
    expires_after_days: int | None = None
    said: str = ""


@dataclass(frozen=True)
class Verdict:
    """Where the message goes, what kind it is, and why. `settles` are ids of our own messages it refers to.

    Without `needs_person`, every sentence is known to say nothing, or its structure says all there is to say.
    `doubts_arrival` is the sentence by which a machine says that our letter may not have arrived.
    """

    filing: FileTo | Hold
    kind: MailKind
    kind_reasons: tuple[str, ...]
    settles: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    links: tuple[PortalLink, ...] = ()
    suggested_events: tuple[SuggestedEvent, ...] = ()
    needs_person: bool = True
    doubts_arrival: str = ""
