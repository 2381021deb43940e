"""Cuts a letter's text into sentences and a sentence into clauses, losing no word.

Which of them are known is for `harmless`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]{0,2}\s+(?=[A-Z\u00c0-\u00de\"'(\[]|www|https?:)")
_ABBREVIATIONS = r"no|nos|mr|mrs|ms|dr|ref|tel|ext|e\.g|i\.e|etc|st|s|art|reg"
_ABBREVIATED = re.compile(rf"(?:\b(?:{_ABBREVIATIONS})|\b[A-Z])\.[\"')]{{0,2}}$", re.IGNORECASE)

# A clause begins with one of these words behind "and", or behind a comma.
_AFTER_AND = (
    r"we|i|it|you|this|your|the|a|our|will|shall|is|are|has|have|was|were|aim|should|must|can|please|passed|if|quote"
    r"|would|there|byddwn|byddwch|mae|bydd|rydym|chaiff|caiff|cewch|dylech"
)
_AFTER_COMMA = r"which|who|we|i|you|it|please|subject to|the|a|your|this|our|but|byddwn|mae|bydd|rydym"
_CLAUSE_END = re.compile(
    rf",? (?:and|ac?) (?=(?:{_AFTER_AND})\b)|, (?=(?:{_AFTER_COMMA})\b)|, so (?=you|we|i)|; ?| - |: | / |\. / "
    r"|,? (?=(?:subject to|unless) the information)|,? (?:and )?(?=which (?:was|we|i|has|is|arrived|reached)\b)"
)

_LAW = r"(?:\u00abact\u00bb|\u00abregulations\u00bb|the act|the legislation|the regulations)"
_TELL = r"(?:confirm|advise|inform you|let you know|advise you|acknowledge to you)(?: you)?(?: that)?"
_MACHINE = r"(?:automated|automatic|auto|auto-generated|automatically generated)"
_LEADS = (
    r"please (?:note|be advised|be aware|be assured|rest assured)(?: that)?",
    rf"(?:i|we) (?:can|would like to|wish to|am writing to|are writing to|write to) {_TELL}",
    rf"this (?:(?:email|letter|message|note) )?is (?:just )?to {_TELL}",
    rf"this is an {_MACHINE} (?:response|reply|email|message|acknowledgement)(?: from \u00abus\u00bb)? to {_TELL}",
    r"further to your (?:email|letter|request)(?: below| above| of \u00abdate\u00bb| dated \u00abdate\u00bb)?",
    r"(?:with (?:reference|regard) to|in relation to|regarding|in response to) your"
    r" (?:email|letter|request|enquiry)(?: below| of \u00abdate\u00bb| dated \u00abdate\u00bb)?",
    rf"under (?:the terms of |the provisions of )?{_LAW}",
    rf"in accordance with (?:the terms of |the requirements of )?{_LAW}",
    rf"in line with (?:the requirements of )?{_LAW}",
    rf"as (?:required|defined|set out|stated|stipulated) (?:by|in|under) {_LAW}",
    r"if your (?:email|message|enquiry|correspondence|letter) is (?:a request for information|an? foi request)(?"
    r": under "
    r"\u00abact\u00bb)?",
    r"as such|therefore|accordingly|in the meantime|also|however",
    r"many thanks|hello|hi|good (?:morning|afternoon)|dear [a-z]{1,20}",
    r"sylwch|nodwch",
)
# What may stand before any sentence and says nothing by itself.
_LEAD = re.compile(rf"^(?:{'|'.join(_LEADS)})(?:[,:]? |[,:]?$)")
_MOST_LEADS = 4
_A_WRAPPED_LINE = 60  # characters; programs break lines later than that, people where they like
_BARE = " .,;:!()[]\"'-"


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of one line of text. A full stop after an abbreviation or an initial ends none."""
    pending = ""
    for piece in _SENTENCE_END.split(text):
        pending = f"{pending} {piece}".strip()
        if not _ABBREVIATED.search(pending[-12:]):
            yield pending
            pending = ""
    if pending:
        yield pending


def goes_on(lines: Sequence[str], place: int) -> bool:
    """Whether the line at a place seems to go on with the sentence of the line before."""
    if not 0 < place < len(lines) or lines[place - 1].rstrip().endswith((".", "!", "?", ":", ";")):
        return False
    return lines[place].lstrip()[:1].islower() or len(lines[place - 1]) >= _A_WRAPPED_LINE


def clauses_of(plain: str) -> list[str]:
    """The clauses of a sentence in its plain form."""
    return [clause for clause in _CLAUSE_END.split(plain) if clause.strip(_BARE)]


def without_leads(plain: str) -> str:
    """A sentence or clause in its plain form, without what leads up to it: "please note that"."""
    text = plain.strip(_BARE)
    for _ in range(_MOST_LEADS):
        shorter = _LEAD.sub("", text, count=1).strip(_BARE)
        if shorter == text:
            break
        text = shorter
    return text
