"""Recognises what a body's letter seems to do: acknowledge, ask a question, refuse, extend, release and so on.

Each finding names the passage and is a suggestion for a person; only an acknowledgement may be recorded automatically,
and `kinds` decides when. The exemptions a refusal cites are read by `exemptions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.exemptions import find_exemptions
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.verdict import SuggestedEvent
from dueregard.rules.text.uk_dates import dates_in

# What a letter has to say comes in its first pages; the rest is usually the information itself.
_READ_CHARS = 40_000
_MOST_SENTENCES = 600
_LONGEST_PASSAGE = 500


@dataclass(frozen=True)
class _Wording:
    kind: EventKind
    reason: str
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_WE = (
    r"\b(?:we|i|the (?:council|trust|university|college|school|force|board|department"
    r"|authority|constabulary|service))\b"
)
_INFORMATION = r"(?:information|data|material|documents?|records?|details|answers?)"
_REVIEW = (
    r"(?:internal review|review of (?:the|our|your|its)|requirement for review|request for (?:a |an |internal )?review)"
)
# Words before the phrase that make it a mere possibility, or a general explanation.
_CONDITION = re.compile(
    r"\b(?:if|unless|may|might|should you|would you|can be|could be|in the event"
    r"|whether or not|when we|once we|where an?"
    r"|under the act,? (?:a|public)|public authorit(?:y|ies) (?:is|are)|right to|please note that requests)\b",
    re.IGNORECASE,
)
# A condition still governs the phrase from this far before it.
_CONDITION_REACH = 120

_WORDINGS = (
    _Wording(
        EventKind.REVIEW_ACKNOWLEDGED,
        "The passage says that they have received the request for a review.",
        _any(
            rf"\b(?:acknowledg\w+|received|receipt of|thank you for)\b.{{0,80}}\b{_REVIEW}",
            rf"\b{_REVIEW}.{{0,60}}\b(?:has been|was) (?:received|logged|passed|allocated|registered)",
        ),
    ),
    _Wording(
        EventKind.REVIEW_EXTENDED,
        "The passage says that the review will take longer.",
        _any(
            rf"\b{_REVIEW}.{{0,120}}\b(?:extend\w*|more time|longer|further \d+ working days|delay\w*)\b",
            rf"\b(?:extend\w*|more time|longer|delay\w*)\b.{{0,100}}\b{_REVIEW}",
        ),
    ),
    _Wording(
        EventKind.REVIEW_UPHELD,
        "The passage says that the review upholds the first answer.",
        _any(
            rf"\b{_REVIEW}.{{0,200}}\b(?:uph(?:e|o)ld|maintain|confirm|correctly applied|was correct)\w*",
            r"\b(?:uphold|upheld|maintain|stand by|confirm)\b.{0,60}\b(?:original|initial|previous"
            r"|first) (?:decision|response|refusal)",
        ),
    ),
    _Wording(
        EventKind.REVIEW_CHANGED,
        "The passage says that the review changes the first answer.",
        _any(
            rf"\b{_REVIEW}.{{0,200}}\b(?:overturn|not upheld|set aside|substitut|different decision"
            rf"|reversed?|incorrectly)\w*",
            r"\b(?:overturn|set aside|reversed?|revised?|replaces?)\w*\b.{0,60}\b(?:original|initial"
            r"|previous|first) (?:decision|response|refusal)",
        ),
    ),
    _Wording(
        EventKind.CLARIFICATION_ASKED,
        "The passage asks us to clarify or narrow the request.",
        _any(
            r"\b(?:please|could you|can you|grateful if you|ask(?:ing)? (?:that )?you|need you)\b"
            r".{0,60}\b(?:clarify|specify|confirm (?:what|which|whether|if|that your request)|narrow|refine|define)\b",
            rf"{_WE}.{{0,40}}\b(?:require|need|seek|request|are seeking|am seeking|ask for)\b.{{0,40}}"
            rf"\b(?:clarification|further (?:information|details?) (?:from you|in order|to (?:identify"
            rf"|locate)))",
            r"\bclarification is (?:required|needed)\b",
            r"\b(?:clock|time|period|20 (?:working )?days?)\b.{0,60}\b(?:paused|stopped|on hold"
            r"|restart\w*|begin again)\b.{0,60}\bclarif\w+",
            r"\b(?:unclear|not clear) (?:what|which|from your)\b",
        ),
        _any(r"\bthank you for (?:your |the )?clarif", r"\b(?:received|receipt of) your clarif"),
    ),
    _Wording(
        EventKind.EXTENSION_CLAIMED,
        "The passage says that they need more time than the usual limit.",
        _any(
            r"\b(?:extend\w*|extension)\b.{0,120}\b(?:time|deadline|period|limit|public interest"
            r"|working days|respon\w+)\b",
            r"\bsection 10\s?\(3\)|\bs\.? ?10\s?\(3\)",
            r"\b(?:further|additional|extra|more) (?:time|\d+ working days|twenty working days)\b"
            r".{0,120}\b(?:public interest|consider|needed|required|respond|test|balance)\b",
            r"\b(?:need|require|take)s? (?:more|additional|further) time\b",
            r"\b(?:unable|not able|will not be able|not be in a position) to (?:respond|reply|provide "
            r".{0,40}) (?:within|by) the (?:statutory|20|usual|required)",
            r"\bregulation 7\s?\(1\)",
        ),
        _any(rf"\b{_REVIEW}"),
    ),
    _Wording(
        EventKind.FEES_NOTICE,
        "The passage asks for a fee before they continue.",
        _any(
            r"\bfees? notice\b",
            r"\b(?:fee|charge|payment) of £ ?\d",
            r"\bpay(?:ment)?\b.{0,60}£ ?\d.{0,80}\b(?:before|within three months|to proceed|proceed)\b",
        ),
    ),
    _Wording(
        EventKind.NOT_HELD,
        "The passage says that they do not hold the information.",
        _any(
            rf"\b(?:do|does|did) not (?:currently |actually )?(?:hold|have|record|possess)\b.{{0,60}}"
            rf"\b(?:{_INFORMATION}|this|that|it|any)\b",
            rf"\b{_INFORMATION}\b.{{0,60}}\b(?:is|are) not held\b",
            r"\b(?:no (?:recorded )?information|nothing) (?:is )?held\b",
            r"\bsection 17\b.{0,60}\bnotice\b.{0,60}\b(?:not held)\b",
        ),
    ),
    _Wording(
        EventKind.REFUSED,
        "The passage withholds something or refuses the request.",
        _any(
            rf"\b(?:refus(?:e|ed|ing|al notice)|withh(?:old|eld|olding)|declin(?:e|ed|ing))\b.{{0,120}}"
            rf"\b(?:{_INFORMATION}|request|section|s\.? ?\d|disclos\w+|exempt\w*)",
            rf"\b(?:{_INFORMATION}|request|it|this|which)\b.{{0,60}}\b(?:is|are|has been|have been"
            rf"|being) (?:refused|withheld|exempt(?:ed)?)\b",
            r"\bexempt(?:ion)?\b.{0,80}\b(?:section|s\.?) ?\d{1,2}\b.{0,80}\b(?:appl(?:y|ies|ied)|engaged)\b",
            r"\b(?:section|s\.?) ?\d{1,2}\b.{0,80}\b(?:appl(?:y|ies|ied)|is engaged|are engaged|has been applied)\b",
            r"\bneither confirms? nor den(?:y|ies)\b",
            r"\b(?:exceeds?|would exceed|in excess of) the (?:appropriate|cost) limit\b",
            r"\b(?:is|as|deem\w*|consider\w*|regard\w*|find)\b.{0,40}\bvexatious\b",
        ),
        _any(
            r"\b(?:nothing|no (?:information|exemptions?|part|data)|not)\b.{0,30}"
            r"\b(?:withheld|withholding|refused|been applied)\b",
            r"\bnot (?:being |be )?exempt\b",
        ),
    ),
    _Wording(
        EventKind.RELEASED,
        "The passage releases information.",
        _any(
            rf"\b(?:please find|find) (?:attached|enclosed|below|set out)\b.{{0,100}}"
            rf"\b(?:{_INFORMATION}|response|requested|spreadsheet|table|polic\w+|cop(?:y|ies))\b",
            rf"\b(?:{_INFORMATION}|requested|cop(?:y|ies)|spreadsheet|response)\b.{{0,80}}\b(?:is"
            rf"|are) (?:attached|enclosed|provided|set out|shown|listed|given)\b(?! (?:to|by) )",
            rf"\b(?:attached|enclosed)\b.{{0,60}}\b(?:{_INFORMATION}) (?:you )?request",
            r"\b(?:available|published|accessible|can be found)\b.{0,80}\b(?:website|online|https?:|www\.|link|scheme)",
            rf"{_WE}\b.{{0,60}}\b(?:can|(?:are|am) (?:able|pleased|happy) to|have decided to|are|pleased to)"
            r" (?:now )?(?:disclose?|release?|provide?|enclose?|attach)(?:ing)?\b",
        ),
        _any(
            r"\b(?:privacy|complain|feedback|survey|accessib(?:ility)|opening hours|guidance|your rights"
            r"|publication scheme|disclosure log|published responses)\b",
            r"\bico\.org|\breview\b",
        ),
    ),
    _Wording(
        EventKind.ACKNOWLEDGED,
        "The passage says that they have received the request and will answer it.",
        _any(
            r"\backnowledg(?:e|es|ing|ement|ment)\b.{0,80}\b(?:receipt|request|e-?mail|enquir"
            r"|correspondence|letter|message|receiving)",
            r"\b(?:request|e-?mail|enquiry|message|correspondence)\b.{0,80}\b(?:has"
            r"|have) been (?:received|logged|registered|passed|forwarded|allocated|recorded)",
            r"\bthank you for (?:your|the|submitting|contacting|making|e-?mailing)\b.{0,120}"
            r"\b(?:which (?:was|we) received|received (?:on|by|today)|has been received)\b",
            r"\b(?:will|shall|aim to|should) (?:respond|reply|be responded|receive a (?:response"
            r"|reply)|provide (?:you with )?(?:a|our) (?:response|reply)|be dealt with|deal with"
            r"|be answered|get back|answer|be in touch)\b.{0,120}\b(?:working days|as soon as|by"
            r"|within|statutory|promptly)\b",
            r"\b(?:we|i) (?:have|has) received your\b",
            r"\bis (?:now )?being (?:dealt with|processed|considered|handled)\b",
        ),
    ),
)


def cite_exemptions(events: tuple[SuggestedEvent, ...], text: str, law: Law) -> tuple[SuggestedEvent, ...]:
    """The suggestions, with the exemptions the whole letter cites added to its refusal."""
    cited = tuple(mention.cited for mention in find_exemptions(text[:_READ_CHARS], law))
    return tuple(replace(event, sections=cited) if event.kind in _CITING else event for event in events)


_CITING = {EventKind.REFUSED, EventKind.EXTENSION_CLAIMED, EventKind.REVIEW_UPHELD, EventKind.REVIEW_CHANGED}


def suggest_events(text: str) -> tuple[SuggestedEvent, ...]:
    """What a letter's own words seem to say: at most one suggestion of each kind, in the order of the letter.

    `text` is without quoted letters; it may also come from the pages of an attachment.
    """
    found: dict[EventKind, SuggestedEvent] = {}
    sentences = list(_sentences(text))
    for place, sentence in enumerate(sentences):
        for wording in _WORDINGS:
            if wording.kind in found or not _means_it(wording, sentence):
                continue
            on = _limit_named(sentences[place : place + 3]) if wording.kind in _WITH_LIMIT else None
            found[wording.kind] = SuggestedEvent(wording.kind, sentence[:_LONGEST_PASSAGE], wording.reason, on=on)
    if len(found) > 1:
        # Every letter thanks for the request; only one that does nothing else is an acknowledgement.
        found.pop(EventKind.ACKNOWLEDGED, None)
    refused, extended = found.get(EventKind.REFUSED), found.get(EventKind.EXTENSION_CLAIMED)
    if refused and extended and refused.passage == extended.passage:
        # They name the exemption whose public interest test is still to come; they have not refused yet.
        del found[EventKind.REFUSED]
    return tuple(found.values())


_WITH_LIMIT = {EventKind.EXTENSION_CLAIMED, EventKind.REVIEW_EXTENDED}


def _means_it(wording: _Wording, sentence: str) -> bool:
    if wording.unless is not None and wording.unless.search(sentence):
        return False
    match = wording.says.search(sentence)
    if match is None:
        return False
    before = sentence[max(0, match.start() - _CONDITION_REACH) : match.start() + 1]
    return wording.kind is EventKind.ACKNOWLEDGED or not _CONDITION.search(before)


def _limit_named(sentences: list[str]) -> date | None:
    """The day they promise: the last date in a sentence, because the day of the request comes before it."""
    for sentence in sentences:
        if dates := dates_in(sentence):
            return dates[-1]
    return None


_END = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z\u201c\"(])|\n\s*\n|\n(?=\s*(?:[-\u2022*]|\d{1,2}[.)])\s)")
_NOT_AN_END = re.compile(r"(?:\b(?:s|ss|no|para|paras|art|reg|regs|mr|mrs|ms|dr|e\.g|i\.e|etc)\.)$", re.IGNORECASE)


def _sentences(text: str) -> Iterator[str]:
    """Sentences with their lines joined; a full stop after an abbreviation does not end one."""
    pending = ""
    for number, piece in enumerate(_END.split(text[:_READ_CHARS])):
        if number > _MOST_SENTENCES:
            return
        joined = " ".join(f"{pending} {piece}".split())
        if _NOT_AN_END.search(joined):
            pending = joined
            continue
        pending = ""
        if joined:
            yield joined[:2_000]
    if pending:
        yield pending[:2_000]
