"""Decides which case an incoming e-mail is filed to, or that it is held for a person, and gives every reason.

Sure signs file it: our unguessable address, or a thread that a letter of ours began. A known sender needs a matching
subject as well; an unknown sender is never enough. The caller looks facts up and stores the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date, timedelta

from dueregard.rules.casework.events import EventKind
from dueregard.rules.casework.reply_address import is_token, near_tokens, tokens_in
from dueregard.rules.law.deadline_facts import uk_day
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.bounces import ids_of_ours_in
from dueregard.rules.mail.evidence import MOST_SLIPS, Evidence, gather_evidence, reference_numbers_in
from dueregard.rules.mail.harmless import NOT_FOR_SUBJECTS, Writer, read_whole
from dueregard.rules.mail.kinds import ACKNOWLEDGING, find_kind
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.own_kind import NO_SORT, initials_of, sort_words
from dueregard.rules.mail.portal_links import portal_links
from dueregard.rules.mail.quotes import own_words, quotes_anything
from dueregard.rules.mail.read_before import read_before
from dueregard.rules.mail.reply_wording import can_be_under, cite_exemptions, suggest_events
from dueregard.rules.mail.seems_acknowledging import MOST_CHARS, seems_to_say_no_more
from dueregard.rules.mail.sender_domains import registrable_domain
from dueregard.rules.mail.verdict import (
    FactsWanted,
    FileTo,
    Guess,
    Hold,
    KindFound,
    Known,
    MailKind,
    SuggestedEvent,
    Verdict,
)
from dueregard.rules.mime.return_path import EMPTY, return_path_of
from dueregard.rules.mime.shapes import Address, ReadMail

__all__ = ["facts_wanted", "may_repeat", "near_wanted", "registrable_domain", "triage", "with_envelope"]

# What a letter has to say comes in its first pages.
_TEXT_READ = 200_000
# People named in From or Reply-To. A list of thousands proves nothing and would make a query just as long.
_MOST_PEOPLE = 20


def with_envelope(mail: ReadMail, recipients: Iterable[str], sender: str = "") -> ReadMail:
    """The mail with what its envelope says: who it is for, and whether its return path is empty.

    Only the envelope names us when we were in Bcc, and through LMTP only it shows an empty return path.
    """
    known = {entry.address for entry in mail.recipients}
    added = tuple(Address("", to.strip("<> ").lower(), "envelope") for to in recipients if to)
    return replace(
        mail,
        recipients=mail.recipients + tuple(entry for entry in added if entry.address not in known),
        has_empty_return_path=mail.has_empty_return_path or return_path_of(sender) == EMPTY,
    )


def facts_wanted(mail: ReadMail, address_pattern: str) -> FactsWanted:
    """What to look up before `triage`, so that one query a kind is enough however many cases there are."""
    in_headers = tokens_in(_address_texts(mail), address_pattern)
    in_text = tokens_in([mail.subject, mail.text[:_TEXT_READ], mail.html[:_TEXT_READ]], address_pattern)
    people = (mail.sender, *mail.reply_to, *(nested.sender for nested in mail.nested))
    addresses = tuple(dict.fromkeys(entry.address for entry in people if entry.address))[:_MOST_PEOPLE]
    domains = dict.fromkeys(registrable_domain(address) for address in addresses)
    named = (mail.message_id, *mail.in_reply_to, *mail.references, *ids_of_ours_in(mail))
    return FactsWanted(
        tokens=tuple(dict.fromkeys(token for token in (*in_headers, *in_text) if is_token(token))),
        addressed=in_headers,
        message_ids=tuple(dict.fromkeys(message_id for message_id in named if message_id)),
        addresses=addresses,
        domains=tuple(domain for domain in domains if domain),
        references=reference_numbers_in(mail.subject),
        quotes=_quotes_at_all(mail),
    )


def near_wanted(wanted: FactsWanted, found: Container[str]) -> frozenset[str]:
    """The tokens one slip away from each recipient that names no case of ours; `found` are the tokens that do.

    An address that is right is not a slip of another, so for most e-mails this is empty.
    """
    mistyped = [token for token in wanted.addressed if token not in found][:MOST_SLIPS]
    return frozenset(near for token in mistyped for near in near_tokens(token))


def _quotes_at_all(mail: ReadMail) -> bool:
    """Whether the case's own letters are needed: to tell what stands between the lines of a quoted one."""
    return quotes_anything(mail.text[:_TEXT_READ])


def triage(mail: ReadMail, known: Known) -> Verdict:
    """Where the mail goes, what kind it is and what it seems to say."""
    letters = OurLetters.of(*known.our_letters)
    own = own_words(mail.text[:_TEXT_READ], letters)
    events = suggest_events(own)
    evidence = gather_evidence(mail, known)
    likely = _filing(evidence, known, MailKind.REPLY, ())
    writer = writer_of(mail, known, likely, letters)
    reading = read_whole(mail.text, writer)
    found = find_kind(mail, own, reading, known, events)
    if known.read_before and found.kind is MailKind.REPLY:
        found = _as_before(mail, own, known, likely, writer) or found
    settles = _settled(mail, known, found.kind)
    filing = _filing(evidence, known, found.kind, settles)
    if found.kind is MailKind.REPLY and not reading.is_harmless:
        # It says more than that a letter came, so it is not an acknowledgement, whatever else it is.
        events = tuple(event for event in events if event.kind not in ACKNOWLEDGING)
    law = _law_of(filing, known)
    events = tuple(
        event for event in cite_exemptions(found.events or events, own, law) if can_be_under(event.kind, law)
    )
    return Verdict(
        filing=filing,
        kind=found.kind,
        kind_reasons=found.reasons,
        settles=settles,
        failures=found.failures,
        links=portal_links(own, uk_day(mail.sent_at) if mail.sent_at else None),
        suggested_events=_events_for(found.kind, events),
        needs_person=found.needs_person,
        doubts_arrival=found.doubts_arrival,
    )


def may_repeat(mail: ReadMail, verdict: Verdict) -> bool:
    """Tell whether earlier letters of this body are worth a look, and another `triage` with `Known.read_before`.

    That is so of a short letter without files, filed for certain, that a person would have to read.
    """
    is_filed = verdict.kind is MailKind.REPLY and isinstance(verdict.filing, FileTo)
    return is_filed and not mail.parts and len(mail.text) <= MOST_CHARS


def _as_before(mail: ReadMail, own: str, known: Known, filing: FileTo | Hold, writer: Writer) -> KindFound | None:
    """An acknowledgement, if what a person has not read before in the same words seems to say nothing more."""
    case = known.cases.get(filing.case_id) if isinstance(filing, FileTo) else None
    subject = case.subject if case else ""
    before = read_before(known.read_before, subject, writer.theirs)
    left = before.left_of(own, subject)
    if not seems_to_say_no_more(left, _law_of(filing, known), writer.theirs):
        return None
    reading = read_whole(mail.text, replace(writer, before=before))
    events = (
        *(event for event in suggest_events(own) if event.kind in ACKNOWLEDGING),
        *(event for event in suggest_events(left) if event.kind not in ACKNOWLEDGING),
    )
    found = find_kind(mail, left, reading, known, events)
    return found if found.kind is MailKind.ACKNOWLEDGEMENT else None


def writer_of(mail: ReadMail, known: Known, filing: FileTo | Hold, letters: OurLetters) -> Writer:
    """What is known of the body that writes, and of what we wrote to it."""
    at = mail.sender.address.rpartition("@")[2].replace("-", ".").split(".")
    filed = known.cases.get(filing.case_id) if isinstance(filing, FileTo) else None
    writing = (filed,) if filed is not None else tuple(known.cases.values())
    names = [mail.sender.name, *(case.body_name for case in writing)]
    subjects = [case.subject for case in known.cases.values()]
    theirs = frozenset(word for word in (*at, *_words_of(names)) if len(word) >= _TELLING_WORD)
    if filed is not None and not sort_words(theirs):
        theirs |= {NO_SORT}
    return Writer(
        theirs=theirs | initials_of(names),
        ours=frozenset(_words_of(subjects)) - NOT_FOR_SUBJECTS,
        letters=letters,
        latest=_latest(mail, known, filing),
        may_name=_MARKS_OF_LAW.get(_law_of(filing, known), frozenset()) if known.cases else _EITHER_LAW,
    )


def _latest(mail: ReadMail, known: Known, filing: FileTo | Hold) -> date | None:
    """The last day they may promise an answer for; later, they take more time than the law gives."""
    case = known.cases.get(filing.case_id) if isinstance(filing, FileTo) else None
    if case is not None and case.due_on is not None:
        return case.due_on
    return uk_day(mail.sent_at) + _TWENTY_WORKING_DAYS if mail.sent_at else None


# Twenty working days with Christmas and New Year between them.
_TWENTY_WORKING_DAYS = timedelta(days=36)


def _words_of(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in re.findall(r"[\w'&-]+", text.lower())]


# Of a name or an address a shorter word is anybody's.
_TELLING_WORD = 4
# Of no case at hand nobody knows the law; such an e-mail is held for a person anyway.
_EITHER_LAW = frozenset({"\u00abact\u00bb", "\u00abregulations\u00bb"})
_MARKS_OF_LAW = {
    Law.FOIA: frozenset({"\u00abact\u00bb"}),
    Law.FOISA: frozenset({"\u00abact\u00bb"}),
    Law.EIR: frozenset({"\u00abregulations\u00bb"}),
    Law.EISR: frozenset({"\u00abregulations\u00bb"}),
}


def _law_of(filing: FileTo | Hold, known: Known) -> Law:
    """The law of the case it goes to, or of the best guess; most requests are under the Act of 2000."""
    case_id = filing.case_id if isinstance(filing, FileTo) else next((guess.case_id for guess in filing.guesses), "")
    case = known.cases.get(case_id)
    return case.law if case is not None else Law.FOIA


def _address_texts(mail: ReadMail) -> list[str]:
    return [f"{entry.name} {entry.address}" for entry in mail.recipients]


def _settled(mail: ReadMail, known: Known, kind: MailKind) -> tuple[str, ...]:
    """The ids of our own messages this one refers to: its own for a copy, the returned one for a bounce or receipt."""
    if kind is MailKind.OUR_OWN_COPY:
        return (mail.message_id,)
    if kind not in {MailKind.BOUNCE, MailKind.DELIVERY_RECEIPT}:
        return ()
    named = (*ids_of_ours_in(mail), *mail.in_reply_to, *mail.references)
    return tuple(dict.fromkeys(message_id for message_id in named if message_id in known.case_by_message_id))


def _events_for(kind: MailKind, events: tuple[SuggestedEvent, ...]) -> tuple[SuggestedEvent, ...]:
    """A machine's message says nothing of the case; an acknowledgement alone is certain enough to be recorded."""
    if kind is MailKind.ACKNOWLEDGEMENT:
        return tuple(replace(event, is_certain=True) for event in events)
    if kind in {MailKind.REPLY, MailKind.PORTAL_NOTICE}:
        return tuple(event for event in events if kind is MailKind.REPLY or event.kind is not EventKind.RELEASED)
    return ()


def _filing(evidence: Evidence, known: Known, kind: MailKind, settles: tuple[str, ...]) -> FileTo | Hold:
    settled = {known.case_by_message_id[message_id] for message_id in settles}
    if len(settled) == 1 and kind is not MailKind.REPLY:
        case_id = next(iter(settled))
        return _file(case_id, known, ["It refers to a letter we sent in this case."])
    for decide in (_by_token, _by_near_token, _by_thread, _by_sender):
        verdict = decide(evidence, known)
        if verdict is not None:
            return verdict
    return _hold(evidence, known, ["Nothing in it shows for certain which case it belongs to."])


def _by_token(evidence: Evidence, known: Known) -> FileTo | Hold | None:
    cases = evidence.by_token
    if not cases:
        return None
    if len(cases) > 1:
        foremost = {case for case, headers in cases.items() if "to" in headers}
        if len(foremost) != 1:
            return _hold(evidence, known, [f"It is addressed to {len(cases)} of our cases at once."])
        case_id = foremost.pop()
        others = "; ".join(_named_beside(known, case_id, case) for case in cases if case != case_id)
        return _file(
            case_id, known, ["It was sent to this case\u2019s reply address.", f"It was also sent to: {others}."]
        )
    case_id, headers = next(iter(cases.items()))
    if evidence.answered and evidence.answered != {case_id}:
        others = "; ".join(_named(known, case) for case in sorted(evidence.answered - {case_id}))
        return _hold(
            evidence, known, [f"It was sent to one case\u2019s address but answers a letter from another: {others}."]
        )
    return _file(case_id, known, [f"It was sent to this case\u2019s reply address ({_header_words(headers)})."])


def _by_near_token(evidence: Evidence, known: Known) -> FileTo | Hold | None:
    cases = evidence.by_near_token
    if not cases:
        return None
    if len(cases) > 1:
        return _hold(evidence, known, ["Its address is one character away from those of several cases."])
    case_id = next(iter(cases))
    if evidence.answered and evidence.answered != {case_id}:
        return _hold(
            evidence, known, ["Its address is close to one case\u2019s, but it answers a letter from another."]
        )
    return _file(
        case_id, known, ["Its address is one character away from this case\u2019s reply address, and from no other."]
    )


def _by_thread(evidence: Evidence, known: Known) -> FileTo | Hold | None:
    if len(evidence.answered) == 1:
        return _file(next(iter(evidence.answered)), known, ["It answers a letter we sent in this case (In-Reply-To)."])
    if evidence.answered or len(evidence.in_thread) > 1:
        return _hold(evidence, known, ["It answers letters from several cases."])
    if evidence.in_thread:
        return _file(
            next(iter(evidence.in_thread)), known, ["It belongs to a thread we began in this case (References)."]
        )
    return None


def _by_sender(evidence: Evidence, known: Known) -> FileTo | Hold | None:
    """A known contact alone proves too little: the subject or a number must point to one case of theirs as well."""
    theirs = evidence.of_sender
    if not theirs:
        return None
    reasons = ["It comes from an address we have for this body."]
    for pointed, reason in (
        (evidence.by_text_token, "It quotes this case\u2019s reply address."),
        (evidence.by_reference, "It gives this case\u2019s reference number and no other."),
        (evidence.by_subject, "Its subject matches this case, the only one like it with this body."),
    ):
        matching = theirs & pointed
        if len(matching) == 1:
            return _file(next(iter(matching)), known, [*reasons, reason])
    return None


def _file(case_id: str, known: Known, reasons: list[str]) -> FileTo:
    case = known.cases.get(case_id)
    if case is not None and case.state_note:
        reasons = [*reasons, f"The case is {case.state_note}, but new letters are still filed there."]
    return FileTo(case_id, tuple(reasons))


def _hold(evidence: Evidence, known: Known, reasons: list[str]) -> Hold:
    guesses = [Guess(case_id, min(99, score), tuple(why)) for case_id, (score, why) in evidence.scored().items()]
    guesses.sort(key=lambda guess: (-guess.score, _named(known, guess.case_id), guess.case_id))
    return Hold(tuple(guesses), tuple(reasons))


def _named(known: Known, case_id: str) -> str:
    case = known.cases.get(case_id)
    return case.body_name or case.subject if case is not None else "a case"


def _named_beside(known: Known, case_id: str, other_id: str) -> str:
    """Name another case for those who read the first: not by name where it is another group's."""
    case, other = known.cases.get(case_id), known.cases.get(other_id)
    is_theirs_too = case is not None and other is not None and case.group_id == other.group_id
    return _named(known, other_id) if is_theirs_too else "a case of another group"


_HEADER_WORDS = {
    "to": "To",
    "cc": "Cc",
    "bcc": "Bcc",
    "envelope": "envelope",
    "received": "mail servers\u2019 notes",
}


def _header_words(headers: Iterable[str]) -> str:
    first = next(iter(headers), "")
    return _HEADER_WORDS.get(first, first.title() or "recipients")
