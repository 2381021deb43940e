"""Writes a sentence in one plain form: small letters, straight signs, and a mark for each date, number or addre"
"ss in it.

So a table of known sentences need not list every date. What a sentence means is for `harmless`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from dueregard.rules.mail.known_words import may_be_a_name, word_list
from dueregard.rules.mail.own_kind import can_be_theirs
from dueregard.rules.text.uk_dates import dates_in

_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u00a0": " ",
        "\u2026": "...",
        "\u00ab": '"',
        "\u00bb": '"',
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
        "*": " ",
    }
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd"
    r"|rhagfyr)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?"
    r"|dydd (?:llun|mawrth|mercher|iau|gwener|sadwrn|sul))"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|af|il|ydd|eg|fed|ain)?"
_SLOTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<?(?:https?://|www\.)[^\s<>\"]{2,500}>?"), "\u00aburl\u00bb"),
    (re.compile(r"(?<![\w.])@[a-z]\w{1,40}\b"), "\u00aburl\u00bb"),
    (re.compile(r"<?(?:mailto:)?[a-z0-9._%+'-]{1,64}@[a-z0-9.-]{3,190}>?"), "\u00abmail\u00bb"),
    (
        re.compile(
            r"\b(?:[a-z0-9-]{1,60}\.){1,5}"
            r"(?:gov|ac|org|nhs|police|sch|co|example|com|cymru|wales|scot|llyw)(?:\.[a-z]{2,7})?\b"
            r"(?:/[^\s<>\"]{0,300})?"
        ),
        "\u00aburl\u00bb",
    ),
    (
        re.compile(rf"\b(?:{_WEEKDAY},? (?:the )?)?{_DAY}(?: of)?[ -]{_MONTH}\b\.?,?(?:[ -]\d{{4}}\b)?"),
        "\u00abdate\u00bb",
    ),
    (re.compile(rf"\b(?:{_WEEKDAY},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b"), "\u00abdate\u00bb"),
    (re.compile(rf"(?:\b{_WEEKDAY},? )?\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})\b"), "\u00abdate\u00bb"),
    (re.compile(r"(?<![\w/-])\d{4}-\d{2}-\d{2}\b"), "\u00abdate\u00bb"),
    (re.compile(r"\b\d{1,2}-\d{1,2}-\d{4}\b"), "\u00abdate\u00bb"),
    (re.compile(r"\b\d{1,2}(?:st|nd|rd|th) (?:inst|ult)\b\.?"), "\u00abdate\u00bb"),
    (
        re.compile(r"\b\d{1,2}(?:[:.]\d{2}){1,2}(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?(?:[ap]\.?m|yb|yp)\b\.?|\b12 ?noon\b"),
        "\u00abtime\u00bb",
    ),
    (re.compile(r"(?<![\w/])(?:\+44 ?(?:\(0\) ?)?|\(?0)\d[\d ()-]{7,14}\d(?![\w/])"), "\u00abphone\u00bb"),
    (re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"), "\u00abpostcode\u00bb"),
    (
        re.compile(
            r"\b(?:the )?(?:freedom of information|foi) ?(?:\(scotland\) )?act,?"
            r"(?: \(?(?:2000|2002)\)?)?(?: \((?:scotland"
            r"|foia?|foisa|the act|\"the act\"|'the act')\)| \(foia 2000\))?|\bfoi ?\(?s\)? act(?: (?:2000|2002))?\b"
            r"|\b(?:foia|foisa)(?: (?:2000|2002))?\b"
            r"|\b(?:y )?dd?eddf (?:rhyddid gwybodaeth|rhg)(?: 2000)?(?: \(?drg\)?)?"
        ),
        "\u00abact\u00bb",
    ),
    (
        re.compile(
            r"\b(?:the )?environmental information (?:\(scotland\) )?regulations(?: 2004)?(?: \(eirs?\))?|\beirs?\b"
            r"|\brheoliadau gwybodaeth amgylcheddol(?: 2004)?"
        ),
        "\u00abregulations\u00bb",
    ),
    (re.compile(r"\b(?:the )?(?:data protection act(?: 2018)?|(?:uk )?gdpr)\b"), "\u00abprivacy\u00bb"),
)
_DIGIT = re.compile(r"\d")
# Addresses and laws; all others hold a digit.
_WITHOUT_DIGITS = frozenset(
    number for number, (_, mark) in enumerate(_SLOTS) if mark[1:-1] in ("url", "mail", "act", "regulations", "privacy")
)
# "Northport Borough Council": capital words before the word that says what sort of body it is.
_BODY_HEADS = (
    r"(?:Council|University|College|School|Academy|Trust|Police|Constabulary|Hospitals?|Board|Authority|Commission"
    r"|(?:Fire and Rescue|Fire & Rescue|Fire|Ambulance|Probation) (?:Service|Authority)|Academies|Schools|Federation"
    r"|Government|Borough|Ombudsman|MBC|BC|DC|CC|MAT|ICB|Cymru)"
)
# "University of Northport", "NHS Northport and Marsh", "Cyngor Porth y Gogledd": the word of its sort comes first.
_BODY_BEGINS = re.compile(
    r"\b(?:[Tt]he )?((?:(?:University|Department|Office|Ministry|Royal Borough|London Borough|Metropolitan Borough|City"
    r"|Commissioner"
    r"|Police and Crime Commissioner|Office of the Police and Crime Commissioner) (?:of|for)(?: the)?"
    r"|NHS(?! (?:Trust|Foundation))|Coleg|(?:Ph?|B)rifysgol|[CG]h?yngor|Comhairle|Bwrdd Iechyd(?: Prifysgol)?|Heddlu"
    r"|Awdurdod)"
    r"(?: (?:(?:and|&|of|for|upon|on|y|yr) )?[A-Z\u00c0-\u00de][\w'.-]{1,30}){1,5})(?=\W|$)"
)
_NUMBERS = {
    "five": 5,
    "seven": 7,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "one": 1,
    "two": 2,
    "three": 3,
    "pump": 5,
    "deg": 10,
    "ugain": 20,
}
_DAYS = re.compile(
    r"\b(?:(\d{1,3})|(one|two|three|five|seven|ten|fifteen|twenty|pump|deg|ugain))(?: ?\((?:\d{1,3}|[a-z]{3,7})\))?[ -]"
    r"(?:(?:working|business|school|calendar)[ -]days?'?|diwrnod gwaith|days?'?)(?![\w])"
)
_MOST_DAYS = 20
# "Our reference is IGTORCH 2025-377", and no "reference: None 2024/25".
_NAMED_REFERENCE = re.compile(
    r"\b((?:[Rr]ef(?:erence)?|cyfeirnod)(?: number| no)?\.?(?: is| yw|:)? )"
    r"([A-Z][A-Za-z]{1,9}) \d[\d/-]{2,12}(?=[\s.,;)]|$)"
)
_BODY = re.compile(
    rf"\b(?:[Tt]he )?((?:[A-Z][\w'&.-]{{0,30}} (?:of |and |the |for |& |in |on |upon )?){{1,6}}?{_BODY_HEADS}"
    rf"(?: {_BODY_HEADS})?(?: of [A-Z]\w{{1,30}})?)(?=\W|$)"
)
_HAS_BODY = re.compile(_BODY_HEADS)
# "MyNorthport": what bodies call their portals.
_MY_SITE = re.compile(r"\b[Mm]y ?([A-Z][a-z]{4,30})\b")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?(?: [A-Z][\w'-]{0,30}\.?){1,4}")
_IN_BRACKETS = re.compile(r"\s?\((?:ref(?:erence)?:? )?\u00abref\u00bb\)")
_REFERENCE = re.compile(
    r"(?<![\w/.\u00ab-])(?:#|no\.? ?)?(?!\d{1,2}(?:st|nd|rd|th)\b)"
    r"(?=[a-z/._-]{0,12}\d)[a-z0-9][a-z0-9/._-]{3,40}(?![\w/\u00bb])"
)
# "WCC-FOI-9082-25": letters and numbers held together by strokes.
_COMPOUND = re.compile(
    r"(?<![\w/.\u00ab-])(?=[a-z0-9/._-]{0,20}\d{2})[a-z]{1,8}(?:[-/_.][a-z0-9]{1,14}){1,6}(?![\w/\u00bb])"
)
_PREFIXED_NUMBER = re.compile(
    r"(?<![\w/])(?:foi|foia|eir|ref|case|rfi|ir|ico|cas|req|fs|f|rhg|atisn|crm|enq)[ -]?"
    r"(?:no\.? ?|/|#|-)?\s?\d[\d /_-]{1,24}(?<=\d)"
)
_LONG_FORMS = (
    (re.compile(r"\be-mail"), "email"),
    (re.compile(r"\b(we|you|i|it|they)'ll\b"), r"\1 will"),
    (re.compile(r"\b(we|you|they)'re\b"), r"\1 are"),
    (re.compile(r"\b(we|you|i|they)'ve\b"), r"\1 have"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\bit's\b"), "it is"),
    (re.compile(r"\bdon't\b"), "do not"),
    (re.compile(r"\b(there|that)'s\b"), r"\1 is"),
    (re.compile(r"\b(we|you|i|they)'d\b"), r"\1 would"),
)
_FOI = re.compile(r"\b(?:freedom of information|information governance|information rights|access to information)\b")
_GENERIC = word_list("generic_names")
_SHORTEST_NUMBER, _LONGEST_NUMBER = 4, 6
_IN_NAMES = word_list("between_names") | {"upon", "no", "«us»", "«body»"}
_TELLING = 5


def plain_line(text: str) -> str:
    """The text with straight quotes and dashes, no unseen signs, and single spaces; capitals kept."""
    return " ".join(text.translate(_PLAIN).split())


# A line of a letter is asked for more than once: as a name, as a field, as a sentence.
@lru_cache(maxsize=1024)
def with_slots(sentence: str, theirs: frozenset[str]) -> str:
    """The sentence in its plain form. A body is marked as the one that writes only where a word of its name is known.

    `theirs` are words of the body that writes: of its name, its address, its display name.
    """
    text = plain_line(sentence).replace("(s)", "s")
    if text.isupper() and " " in text:
        text = text.capitalize()  # a letter in capitals: what is a name in it nobody can tell
    text = _with_names_marked(text, theirs).lower()
    if "'" in text or "e-mail" in text:
        for long_form, instead in _LONG_FORMS:
            text = long_form.sub(instead, text)
    has_digit = _DIGIT.search(text) is not None
    for number, (slot, mark) in enumerate(_SLOTS):
        if has_digit or number in _WITHOUT_DIGITS:
            text = slot.sub(mark, text)
    if "da" in text or "diwrnod" in text:
        text = _DAYS.sub(_days_mark, text)
    text = _FOI.sub("foi", text)
    if not has_digit:
        return _IN_BRACKETS.sub("", text)
    text = _COMPOUND.sub("\u00abref\u00bb", text)
    text = _PREFIXED_NUMBER.sub("\u00abref\u00bb", text)
    return _IN_BRACKETS.sub("", _REFERENCE.sub(_number_mark, text))


def _with_names_marked(text: str, theirs: frozenset[str]) -> str:
    """The text, capitals kept, with a mark for each person, portal and body. A look for a part of each saves time."""
    if "M" in text or "Dr" in text:
        text = _TITLED.sub(lambda found: "\u00abname\u00bb" if _names(found.group()) else found.group(), text)
    if "My" in text or "my" in text:
        text = _MY_SITE.sub(
            lambda found: "\u00abus\u00bb" if is_theirs(found.group(1).lower(), theirs) else found.group(), text
        )
    if "ef" in text or "cyfeirnod" in text:
        text = _NAMED_REFERENCE.sub(
            lambda found: f"{found.group(1)}\u00abref\u00bb" if _names(found.group(2)) else found.group(), text
        )
    text = _BODY_BEGINS.sub(lambda found: _body_mark(found, theirs), text)
    return _BODY.sub(lambda found: _body_mark(found, theirs), text) if _HAS_BODY.search(text) else text


def _number_mark(found: re.Match[str]) -> str:
    """A number may be an answer to "how many"; one of more signs than any answer has, or with other signs, is none."""
    bare = found.group().strip("#no. -_/")
    if bare.isdigit() and len(bare) < _SHORTEST_NUMBER:
        return found.group()
    return "\u00abnumber\u00bb" if bare.isdigit() and len(bare) <= _LONGEST_NUMBER else "\u00abref\u00bb"


def _body_mark(found: re.Match[str], theirs: frozenset[str]) -> str:
    """The mark of a body; the words as they stand where one could be an answer: "Request Refused By Council"."""
    if not _names(found.group(1)):
        return found.group()
    name = found.group(1).lower()
    words = {word.strip("'.&,") for word in name.split()} - _GENERIC
    if not words and can_be_theirs(name, theirs) is False:
        return "\u00abbody\u00bb"
    return "\u00abus\u00bb" if not words or any(is_theirs(word, theirs) for word in words) else "\u00abbody\u00bb"


def _names(text: str) -> bool:
    words = [word.strip("'.&,").lower() for word in text.split()]
    return all(word in _IN_NAMES or may_be_a_name(word) for word in words)


def is_theirs(word: str, theirs: frozenset[str]) -> bool:
    """Whether a word is one of theirs, or stands in their address: "northport" in "northportcouncil.gov.uk"."""
    return word in theirs or (len(word) >= _TELLING and any(word in each for each in theirs))


def _days_mark(found: re.Match[str]) -> str:
    number = int(found.group(1)) if found.group(1) else _NUMBERS[found.group(2)]
    return "\u00abdays\u00bb" if number <= _MOST_DAYS else "\u00abmore days\u00bb"


_NO_YEAR = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b(?!\.?,?[ -]\d{{4}})", re.IGNORECASE)
# A day without its year is the one nearest before or after.
_HALF_A_YEAR = timedelta(days=183)


def days_in(sentence: str, near: date) -> tuple[date, ...]:
    """The days a sentence names (UK calendar dates); one without a year is taken as the nearest to `near`."""
    plain = plain_line(sentence)
    found = [*dates_in(plain)]
    for match in _NO_YEAR.finditer(plain):
        for year in (near.year - 1, near.year, near.year + 1):
            days = dates_in(f"{match.group(1)} {match.group(2)} {year}")
            found += [day for day in days if abs(day - near) <= _HALF_A_YEAR]
    return tuple(found)


# Numbers that are names: of a section, a page, a reference.
_NAMING = re.compile(
    r"\b(?:section|sections|s\.|part|paragraph|chapter|article|regulation|room|floor|ext(?:ension)?\.?|option|level"
    r"|ref(?:erence)?|number|no\.?|case|request|logged|rhif|cyfeirnod|adran)\b"
    r"(?: (?:number|no\.?|is|as|under|yw|code)){0,4}[ :#(]{0,4}(?:\u00abnumber\u00bb|\d{1,3}\b)"
)
_FIGURE = re.compile(r"\u00abnumber\u00bb|\u00abmore days\u00bb|(?<![\w/.\u00ab-])\d[\d,.]*%?|[\u00a3\u20ac$]\s?\d")


def holds_a_figure(plain: str) -> bool:
    """Tell whether a sentence in its plain form has a number that is no date, reference, limit or name of a section."""
    return _FIGURE.search(_NAMING.sub("", plain)) is not None
