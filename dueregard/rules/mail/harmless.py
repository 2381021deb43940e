"""Reads a whole letter sentence by sentence and says of each whether it is known to say nothing.

A rule may act alone on a letter only where nothing is left over: no sentence, no line of a signature, no line of a
quoted letter that is not ours. The sentences lie in `known_sentences`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dueregard.rules.mail.clause_shapes import Shaped, shaped_sayings
from dueregard.rules.mail.clauses import clauses_of, goes_on, sentences_of, without_leads
from dueregard.rules.mail.known_fields import field_saying, repeats_a_request
from dueregard.rules.mail.known_phrases import phrase_sayings
from dueregard.rules.mail.known_sentences import KNOWN_SENTENCES, KnownSentence, Saying
from dueregard.rules.mail.known_words import can_describe, word_list
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.own_kind import names_another_kind
from dueregard.rules.mail.plain_talk import may_decide, plain_sayings
from dueregard.rules.mail.quotes import PassageKind, fold_quotes
from dueregard.rules.mail.read_before import NOTHING_READ, ReadBefore
from dueregard.rules.mail.signature_lines import (
    is_closing,
    is_greeting,
    is_heading,
    is_motto,
    is_name_line,
    is_office_line,
    without_greeting,
)
from dueregard.rules.mail.slots import days_in, plain_line, with_slots

# A letter that only acknowledges is shorter, its footers included; a longer one is read by a person whatever it says.
MOST_CHARS = 20_000
_MOST_CLAUSES = 12
NOT_FOR_SUBJECTS = word_list("not_for_subjects")
# Lines of names at the end of a letter that does not say "Yours sincerely".
_MOST_NAMES = 4
_WORD = re.compile(
    r"(?<![\u00ab'&/.+-])(?:[\u00ab'&/.+-]*+[\w\u00bb])++(?:\(s\)|\(1\))?|[^\w\s,.;:()\"'\-/!\[\]|<>_=~#]"
)
_ABOUT = word_list("about")
_LONGEST_SUBJECT = 14
_PAGE_MARK = re.compile(r"</?(?:strong|b|i|em|u|span|p|br|div)\s?/?>", re.IGNORECASE)
# A sentence is written over at most so many lines.
_MOST_LINES_JOINED = 8
_BEGINNING = frozenset({Saying.RECEIVED, Saying.PROMISE, Saying.HANDLING})
# A day too late for the law counts wherever it is promised; when an office opens says nothing of it.
_DATED = frozenset(Saying) - {Saying.ABSENT, Saying.HOURS, Saying.FOOTER, Saying.CARD}
# An address on the web that may be that of the answer itself, also under the letter.
_LEADS_TO_AN_ANSWER = re.compile(
    r"(?:https?://|www\.)[^\s/]{1,200}/\S{0,300}?"
    r"(?:respon|repl[iy]|decision|answer|refus|releas|attach|download|disclosures?/|\.(?:pdf|docx?|xlsx?|csv|zip)|\d{4})",
    re.IGNORECASE,
)
_COUNTS_FROM_A_DAY = re.compile(
    "\u00abdays\u00bb,? (?:from|of|after|following|since|starting|beginning|commencing|counted|calculated)"
    "[^\u00ab]{0,30}\u00abdate\u00bb"
)
_COMMISSIONER = re.compile(r"(?:https?://)?(?:www\.)?(?:ico\.org\.uk|itspublicknowledge\.info|foi\.scot)/?(?![\w/])")
_FOUR_WEEKS = timedelta(days=28)
_ONLY_SIGNS = re.compile(r"[^\w%\u00a3\u20ac$]*")
_PICTURE = re.compile(r"[<\[(]?(?:cid:\S{1,200}|https?://\S{1,300}\.(?:png|jpe?g|gif|svg))[>\])]?", re.IGNORECASE)
# Behind such words, and a colon, the body repeats our request.
_REPEATS = re.compile(
    r"\b(?:following(?: information| questions)?|as follows|reads|below|particulars as|submitted|requested"
    r"|asked(?: for)?|your (?:foi )?(?:request|enquiry)|request text)\s?[\"']?\s?[:;][\"'-]?$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s{0,10}(?:[-\u2022\u00b7o]\s+|\d{1,2}[.)]\s+)?")


@dataclass(frozen=True)
class Writer:
    """What is known of the body that writes and of what we wrote: words of names, of our subject, our letters.

    A promise for a day after `latest` (UK calendar date) is no mere acknowledgement; without it no day is checked.
    `before` are sentences of earlier letters of theirs that a person read and sorted as acknowledgements.
    """

    theirs: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    letters: OurLetters = field(default_factory=OurLetters)
    may_name: frozenset[str] = frozenset({"\u00abact\u00bb"})
    latest: date | None = None
    before: ReadBefore = NOTHING_READ


@dataclass(frozen=True)
class Reading:
    """What the sentences of a letter say, and those that are not known: for these a person reads it."""

    sayings: frozenset[Saying]
    unknown: tuple[str, ...]
    passages: tuple[tuple[Saying, str], ...] = ()

    @property
    def is_harmless(self) -> bool:
        """Whether every sentence is known to say nothing."""
        return not self.unknown

    def first(self, *sayings: Saying) -> str:
        """The first sentence that does one of these, or nothing."""
        return next((text for saying, text in self.passages if saying in sayings), "")


def read_whole(text: str, writer: Writer) -> Reading:
    """Read every line, those folded for reading as well. What is too long is not known."""
    if len(text) > MOST_CHARS:
        return Reading(frozenset(), (text[:200],))
    reader = _Reader(writer)
    for passage in fold_quotes(_without_marks_of_pages(text)):
        if reader.unknown:
            break  # one sentence that is not known is enough: a person reads it all
        if passage.kind is PassageKind.QUOTED:
            reader.read_quoted(passage.text)
        else:
            reader.read_own(passage.text)
    return Reading(frozenset(saying for saying, _ in reader.said), tuple(reader.unknown), tuple(reader.said))


def _without_marks_of_pages(text: str) -> str:
    """The text with the signs that "&nbsp;" and its like stand for: machines write them into plain text too."""
    return _PAGE_MARK.sub("", html.unescape(text)) if "&" in text or "<" in text else text


class _Reader:
    """Walks through a letter once. Where it is (before the greeting, in the text, after the closing) decides wh"
    "at a line of names is."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.said: list[tuple[Saying, str]] = []
        self.unknown: list[str] = []
        self.is_closed = False
        self.is_opened = False
        # Whether names stood in this paragraph, so that an address below them is theirs; whether our request follows.
        self.signs = False
        self.repeats = False

    def read_own(self, text: str) -> None:
        paragraphs = [block.split("\n") for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
        for number, lines in enumerate(paragraphs):
            if self.unknown:
                return
            self._read_paragraph([line for line in lines if line.strip()], is_last=number == len(paragraphs) - 1)

    def read_quoted(self, text: str) -> None:
        """Of a quoted letter only the lines that are not ours count."""
        for stretch in self.writer.letters.not_ours(text):
            self.read_own(stretch)
        self.said.append((Saying.QUOTED, ""))

    def _read_paragraph(self, lines: list[str], *, is_last: bool) -> None:
        self.repeats = self.repeats and repeats_a_request("\n".join(lines), self.writer.ours)
        if self.repeats:
            self.said.append((Saying.QUOTED, ""))
            return
        place = 0
        self.signs = False
        is_end = self._is_block_of_names(lines) or (is_last and len(lines) <= _MOST_NAMES)
        while place < len(lines):
            length = self._known_from(lines, place, is_last=is_end)
            if not length:
                self.unknown.append(plain_line(" ".join(lines[place:]))[:500])
                return
            place += length
        self.repeats = bool(_REPEATS.search(plain_line(lines[-1])))

    def _known_from(self, lines: Sequence[str], place: int, *, is_last: bool) -> int:
        """How many lines from here on are known together: one line by itself, or a sentence over several."""
        if self._line_alone(lines[place], is_last=is_last):
            return 1
        best, joined = 0, ""
        said: list[tuple[Saying, str]] = []
        for length, line in enumerate(lines[place : place + _MOST_LINES_JOINED], start=1):
            joined = f"{joined} {line}".strip()
            if (known := self._sayings_of(joined)) is not None:
                best, said = length, known
            if best == length and not goes_on(lines, place + length):
                break
        self.said += said
        self.is_opened = self.is_opened or bool({saying for saying, _ in said} & _BEGINNING)
        return best

    def _is_block_of_names(self, lines: Sequence[str]) -> bool:
        """Whether lines are names, and one of them an office: so letters end that have no "Yours sincerely"."""
        offices = [is_office_line(with_slots(line, self.writer.theirs)) for line in lines]
        return any(offices) and all(is_closing(line) or self._names(line, may_be_new=True) for line in lines)

    def _is_name(self, line: str) -> bool:
        return is_name_line(line, self.writer.theirs, takes_numbers=self.is_closed or self.signs)

    def _line_alone(self, line: str, *, is_last: bool) -> bool:
        """Whether a line needs no other to be known: a greeting, a closing, a heading, names where names stand."""
        if _LEADS_TO_AN_ANSWER.search(line):
            return False
        if is_greeting(line):
            self.is_opened = True
            self.said.append((Saying.GREETING, ""))
            return True
        if is_closing(line):
            self.is_closed = True
            self.said.append((Saying.CLOSING, ""))
            return True
        if _ONLY_SIGNS.fullmatch(line) or _PICTURE.fullmatch(line.strip()):
            self.said.append((Saying.FOOTER, ""))
            return True
        plain = with_slots(line, self.writer.theirs)
        if may_decide(plain, self.writer.theirs):
            return False
        if (said := self._saying_of_line(line, plain, is_last=is_last)) is not None:
            self.said.append((said, line))
            self.signs = self.signs or said is Saying.NAME
            return True
        return False

    def _saying_of_line(self, line: str, plain: str, *, is_last: bool) -> Saying | None:
        if is_heading(plain, self.writer.ours | self.writer.theirs):
            return Saying.HEADING
        if self.writer.before.holds(line):
            return Saying.READ_BEFORE if self._is_in_time(line) else None
        says = field_saying(line, self.writer.theirs, self.writer.ours)
        if says is not None:
            return says if self._is_in_time(line) else None
        names_stand_here = self.is_closed or not self.is_opened or is_last
        # "Disclosure Unit / Uned Datgelu".
        if all(self._names(each, may_be_new=names_stand_here) for each in line.split(" / ")):
            return Saying.NAME
        return None

    def _names(self, line: str, *, may_be_new: bool) -> bool:
        plain = with_slots(line, self.writer.theirs)
        return is_office_line(plain) or (may_be_new and (self._is_name(line) or is_motto(plain, self.writer.theirs)))

    def _sayings_of(self, text: str) -> list[tuple[Saying, str]] | None:
        """What the sentences of a text say; nothing if one of them is not known."""
        said: list[tuple[Saying, str]] = []
        if self.writer.letters.hold(text):
            return [(Saying.QUOTED, "")]
        for sentence in sentences_of(plain_line(_BULLET.sub("", text, count=1))):
            found = self._sentence(sentence)
            if found is None:
                return None
            said += found
        return said

    def _sentence(self, sentence: str) -> list[tuple[Saying, str]] | None:
        if self.writer.letters.hold(sentence):
            return [(Saying.QUOTED, "")]
        sayings = self._sayings_of_sentence(sentence)
        if sayings is None and self.writer.before.holds(sentence):
            sayings = [Saying.READ_BEFORE]
        is_signed = self.is_closed or self.signs
        if sayings is None and is_signed and _is_motto(sentence, self.writer.theirs):
            return [(Saying.FOOTER, sentence)]
        if sayings is None or (Saying.CARD in sayings and not is_signed and _points(sentence)):
            return None  # an address of a website may be the answer itself, unless it stands under the letter
        if _DATED.intersection(sayings) and not self._is_in_time(sentence):
            return None
        return [(saying, sentence) for saying in sayings]

    def _is_in_time(self, sentence: str) -> bool:
        near = self.writer.latest
        if near is None:
            return True
        # Twenty working days that begin on a day named end four weeks later.
        counts = _COUNTS_FROM_A_DAY.search(with_slots(sentence, self.writer.theirs))
        latest = near - _FOUR_WEEKS if counts else near
        return all(day <= latest for day in days_in(sentence, near))

    def _sayings_of_sentence(self, sentence: str) -> list[Saying] | None:
        plain = with_slots(without_greeting(sentence), self.writer.theirs)
        sayings = self._known_by_a_table(plain) or _known_by_its_shape(plain, self.writer)
        if (
            sayings is None
            or _LEADS_TO_AN_ANSWER.search(sentence)
            or may_decide(plain, self.writer.theirs)
            or names_another_kind(plain, self.writer.theirs)
        ):
            return None
        return sayings

    def _known_by_a_table(self, plain: str) -> list[Saying] | None:
        if (phrases := phrase_sayings(plain, self.writer.ours, self.writer.may_name)) is not None:
            return list(phrases)
        if (said := _plain_sayings(plain, self.writer)) is not None:
            return list(said)
        if (whole := known_saying(plain, self.writer)) is not None:
            return [whole]
        clauses = clauses_of(plain)
        if not 1 < len(clauses) <= _MOST_CLAUSES:
            return None
        sayings: list[Saying] = []
        for clause in clauses:
            if (saying := known_saying(clause, self.writer)) is not None:
                sayings.append(saying)
            elif (said := _plain_sayings(clause, self.writer)) is not None:
                sayings += said
            else:
                return None
        return sayings


def _plain_sayings(plain: str, writer: Writer) -> tuple[Saying, ...] | None:
    return plain_sayings(plain, writer.ours, writer.may_name, writer.theirs)


def _known_by_its_shape(plain: str, writer: Writer) -> list[Saying] | None:
    said = shaped_sayings(plain, Shaped(writer.ours, writer.may_name, writer.theirs))
    return None if said is None else list(said)


def _is_motto(sentence: str, theirs: frozenset[str]) -> bool:
    plain = with_slots(sentence, theirs)
    return is_motto(plain, theirs) and not may_decide(plain, theirs)


def _points(sentence: str) -> bool:
    """Whether a line of addresses holds one of a website, which may be the answer itself."""
    return "\u00aburl\u00bb" in with_slots(_COMMISSIONER.sub("", sentence), frozenset())


def known_saying(plain: str, writer: Writer) -> Saying | None:
    """What a sentence in its plain form says, if it is in the table; else nothing."""
    text = without_leads(plain)
    if not text:
        return Saying.FOOTER
    if text == "\u00abnumber\u00bb":
        return None  # it may be how many there were
    text = text.replace("\u00abnumber\u00bb", "\u00abref\u00bb")
    if not _laws_are_right(text, writer):
        return None
    return next((known.saying for known in KNOWN_SENTENCES if _is_known(known, text, writer)), None)


def _laws_are_right(text: str, writer: Writer) -> bool:
    """Another law than that of the case moves its dates: a person should know."""
    return all(mark in writer.may_name for mark in ("\u00abact\u00bb", "\u00abregulations\u00bb") if mark in text)


def _is_known(known: KnownSentence, text: str, writer: Writer) -> bool:
    match = known.opens.match(text)
    if match is None or (known.never is not None and known.never.search(text)):
        return False
    words = [bare for word in _WORD.findall(text[match.end() :]) if (bare := word.rstrip("."))]
    left = _without_subject(words, known.words, writer.ours) if known.takes_subject else words
    if any(word not in known.words for word in left):
        return False
    return len(known.core.intersection(words)) >= known.least


def _without_subject(words: list[str], known: frozenset[str], ours: frozenset[str]) -> list[str]:
    """The words but those that say what a request is about: our own, and behind "about" what can state nothing."""
    left: list[str] = []
    is_about, described = False, 0
    for word in words:
        is_about = is_about or word in _ABOUT
        if word in known or word in ours:
            continue
        if is_about and described < _LONGEST_SUBJECT and can_describe(word):
            described += 1
        else:
            left.append(word)
    return left
