"""Gathers what in an e-mail points to which case: addresses, threads, senders, numbers, subjects, words.

`triage` decides whether the evidence is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dueregard.rules.casework.reply_address import near_tokens, tokens_in
from dueregard.rules.mail.bounces import ids_of_ours_in
from dueregard.rules.mail.sender_domains import registrable_domain
from dueregard.rules.mail.verdict import Known
from dueregard.rules.mime.shapes import ReadMail

_PREFIXES = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|ynghylch|automatic reply|auto(?:matic)?[ -]?reply|external"
    r"|official(?:[- ]sensitive)?|ext)\s?(?:\[\d\])?:"
    r"|\[[^\]]{1,40}\]|\((?:external|official[^)]{0,30})\))\s*",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z/._-]{0,20}\d)[A-Za-z0-9][A-Za-z0-9/._-]{3,40}(?![A-Za-z0-9])")
# A subject shorter than this ("FOI request") could be anyone's.
_TELLING_SUBJECT = 12
_TEXT_LOOKED_AT = 40_000
_QUOTES_LOOKED_AT = 200_000
_MOST_CASES = 200
# More mistyped addresses than this in one mail are a list of addresses, not slips of the pen.
MOST_SLIPS = 4


@dataclass
class Evidence:
    """The cases that each kind of sign points to."""

    by_token: dict[str, list[str]] = field(default_factory=dict)
    by_near_token: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    in_thread: set[str] = field(default_factory=set)
    by_text_token: set[str] = field(default_factory=set)
    by_inner_mail: set[str] = field(default_factory=set)
    of_sender: set[str] = field(default_factory=set)
    of_domain: set[str] = field(default_factory=set)
    by_reference: set[str] = field(default_factory=set)
    by_subject: set[str] = field(default_factory=set)
    by_part_of_subject: set[str] = field(default_factory=set)

    def scored(self) -> dict[str, tuple[int, list[str]]]:
        """Every case that any sign points to, with a score that only ranks, and the reasons for it."""
        signs: tuple[tuple[Iterable[str], int, str], ...] = (
            (self.by_token, 90, "This case\u2019s reply address is among its recipients."),
            (self.answered, 85, "It answers a letter we sent in this case."),
            (self.by_near_token, 75, "An address in it is one character away from this case\u2019s."),
            (self.in_thread, 70, "Its thread includes a letter from this case."),
            (self.by_text_token, 65, "It quotes this case\u2019s reply address."),
            (self.by_inner_mail, 60, "It contains a letter we sent in this case."),
            (self.by_reference, 45, "It gives this case\u2019s reference number."),
            (self.of_sender, 40, "It comes from an address we have for this body."),
            (self.by_subject, 30, "Its subject contains this case\u2019s subject."),
            (self.by_part_of_subject, 25, "Its subject is part of this case\u2019s subject."),
            (self.of_domain, 20, "It comes from this body\u2019s domain."),
        )
        found: dict[str, tuple[int, list[str]]] = {}
        for cases, points, reason in signs:
            for case_id in cases:
                score, reasons = found.get(case_id, (0, []))
                # The strongest sign counts in full, every other one a third.
                found[case_id] = (points if not score else score + points // 3, [*reasons, reason])
        return found


def gather_evidence(mail: ReadMail, known: Known) -> Evidence:
    """Everything that points anywhere, from the facts that were looked up."""
    evidence = Evidence()
    _gather_tokens(evidence, mail, known)
    by_id = known.case_by_message_id
    evidence.answered = {by_id[message_id] for message_id in mail.in_reply_to if message_id in by_id}
    evidence.in_thread = {by_id[message_id] for message_id in mail.references if message_id in by_id}
    evidence.by_inner_mail = {by_id[message_id] for message_id in ids_of_ours_in(mail) if message_id in by_id}
    evidence.of_sender.update(known.cases_by_address.get(mail.sender.address, ()))
    for entry in (mail.sender, *mail.reply_to):
        # Anyone may put a known address in Reply-To, so there it is only good for a guess.
        evidence.of_domain.update(known.cases_by_address.get(entry.address, ()))
        evidence.of_domain.update(known.cases_by_domain.get(registrable_domain(entry.address), ()))
    _gather_words(evidence, mail, known)
    return evidence


def _gather_tokens(evidence: Evidence, mail: ReadMail, known: Known) -> None:
    mistyped: list[str] = []
    for entry in mail.recipients:
        for token in tokens_in([f"{entry.name} {entry.address}"], known.address_pattern):
            case_id = known.case_by_token.get(token)
            if case_id is None:
                mistyped.append(token)
            elif entry.header not in evidence.by_token.setdefault(case_id, []):
                evidence.by_token[case_id].append(entry.header)
    for token in mistyped[:MOST_SLIPS]:
        near = near_tokens(token) & known.case_by_token.keys()
        evidence.by_near_token.update(known.case_by_token[slip] for slip in near)
    in_text = tokens_in(
        [mail.subject, mail.text[:_QUOTES_LOOKED_AT], mail.html[:_QUOTES_LOOKED_AT]], known.address_pattern
    )
    evidence.by_text_token = {known.case_by_token[token] for token in in_text if token in known.case_by_token}


def _gather_words(evidence: Evidence, mail: ReadMail, known: Known) -> None:
    candidates = [*evidence.of_sender, *(case for case in evidence.of_domain if case not in evidence.of_sender)]
    words = f"{mail.subject}\n{mail.text[:_TEXT_LOOKED_AT]}".lower()
    subject = plain_subject(mail.subject)
    for case_id in dict.fromkeys([*candidates[:_MOST_CASES], *list(known.cases)[:_MOST_CASES]]):
        case = known.cases.get(case_id)
        if case is None:
            continue
        if any(_names(words, reference) for reference in case.references):
            evidence.by_reference.add(case_id)
        ours = plain_subject(case.subject)
        if len(ours) >= _TELLING_SUBJECT and ours in subject:
            evidence.by_subject.add(case_id)
        elif len(subject) >= _TELLING_SUBJECT and subject in ours:
            evidence.by_part_of_subject.add(case_id)


def plain_subject(subject: str) -> str:
    """A subject without Re:, Fwd: and the marks mail systems add, in lower case."""
    text, before = subject, ""
    while text != before:
        before, text = text, _PREFIXES.sub("", text, count=1)
    return " ".join(text.lower().split())


def reference_numbers_in(text: str) -> tuple[str, ...]:
    """Words of the text that look like a reference number: FOI/2026/0123, 101008123456, REF-44."""
    found = (match.group().strip("._-/") for match in _REFERENCE.finditer(text[:2_000]))
    return tuple(dict.fromkeys(number for number in found if len(number) > 3))[:20]


def _names(words: str, reference: str) -> bool:
    number = reference.strip().lower()
    if len(number) < 4:
        return False
    place = words.find(number)
    while place >= 0:
        before = words[place - 1] if place else " "
        after = words[place + len(number)] if place + len(number) < len(words) else " "
        if not before.isalnum() and not after.isalnum():
            return True
        place = words.find(number, place + 1)
    return False
