"""Finds numbers that reach or name a person: telephones, health and insurance numbers, days of birth, accounts.

A number is left out for its form or its check digit, or because a label beside it says what it is. Other long
numbers are listed for a person (`doubtful_numbers`).
Source: NHS Data Dictionary, NHS number; HMRC manual NIM39110; ISO 13616 (IBAN); ISO/IEC 7812 (cards); Ofcom's National
Telephone Numbering Plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dueregard.rules.privacy.personal_details import INSURANCE, is_nhs_number, is_uk_number
from dueregard.rules.privacy.words import any_of

PHONE = "telephone number"
BIRTH = "date of birth"
CODE = "personal number"

Gap = Callable[[str], str]

_SPACES = " \u00a0\u2007\u2009\u202f"
_LABELLED = re.compile(
    rf"(?P<label>(?<![^\W_])(?:{any_of('phones')})(?![^\W_])(?: (?:no|number|rhif))?\.?\s{{0,3}}:?\s{{0,3}})"
    r"(?P<number>[+(]?\d[\d ()./\u00a0-]{1,22}\d)",
    re.IGNORECASE,
)
_SPAN = r"(?:%|(?:working |calendar |school |clear )?(?:days?|weeks?|months?|hours?|minutes?|years?|per)\b)"
_EXTENSION = re.compile(
    r"(?P<label>\b(?:ext|extn|extension|estyniad)\b\.?(?: (?:no|number))?\.?\s{0,3}:?\s{0,3})"
    rf"(?P<number>\d{{1,6}})(?![\d/]|[.,:-]\d|\s{{0,3}}{_SPAN})",
    re.IGNORECASE,
)
_SLASHED = rf"(?:[ \t]{{0,2}}/[ \t]{{0,2}}\d[\d{_SPACES}]{{0,14}}(?<=\d)(?!\w))"
_NUMBER = re.compile(
    rf"(?<![\w.,£$€-])(?<!\w/)(?:\(?\+\d{{1,3}}\)?|\(?00\d{{2}}\)?|\(?0)[\d(){_SPACES}.\u2010-\u2015-]{{7,20}}(?<=\d)"
    rf"(?:\s?(?:x|ext\.?|extension)\s?\d{{1,6}}|{_SLASHED}{{1,4}})?(?!\w)",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"(?<![\w.,£$€/-])\(?0[1-9]\d{1,4}\)?[ \t]{0,3}(?:\r?\n[> \t]{0,20}|/)"
    rf"\d{{3,4}}[{_SPACES}-]?\d{{3,4}}(?![\w/]|[.,-]\d)"
)
# What follows a number that was left out: "01632 960123 or 960124".
_ALSO = re.compile(
    rf"(?P<gap>\[{PHONE} left out\])[ \t]{{0,2}}(?:/|or|neu|and|&)[ \t]{{0,2}}\d{{3,12}}"
    rf"(?![\w/]|[.,]\d|\s{{0,3}}{_SPAN})"
)
_DATE = re.compile(r"\(?0?\d[.-]\d{1,2}[.-]\d{2,4}")
_HEALTH = re.compile(rf"(?<![\w/.,£$€-])\d{{3}}[{_SPACES}-]?\d{{3}}[{_SPACES}-]?\d{{4}}(?![\w/]|[.,-]\d)")
_REFERENCE = re.compile(r"(?:\bref(?:erence)?|\bfoi|\bcase|\brequest|\bcyf(?:eirnod)?)\b[^\n]{0,12}$", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b")
_CARD = re.compile(r"(?<![\w/.,£$€-])\d{4}(?:[ -]?\d{4}){3}(?![\w/]|[.,-]\d)")
_MONTH = r"(?:\d{1,2}|[^\W\d_]{3,12})"
_APART = r"[ ,./\u00a0-]{1,2}"
_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|"
    rf"\d{{1,2}}(?:st|nd|rd|th|ain|af|fed|eg)?{_APART}(?:o |of )?{_MONTH}{_APART}\d{{2,4}}|"
    r"[^\W\d_]{3,12} \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
_BIRTHDAY = re.compile(
    rf"(?P<label>(?<!\w)(?:{any_of('births')})(?!\w)(?: (?:is|was|yw|on|ar))?"
    rf"\s{{0,3}}[:=\u2013-]?\s{{0,3}}\(?){_DAY}(?!\d)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"(?P<label>(?<!\w)(?:{any_of('accounts')})(?!\w)(?: (?:number|no|num|ref|reference|id|code|rhif))?"
    r"(?:\s?\.)?(?: (?:is|was|yw))?\s{0,3}[:#=]?\s{0,3})"
    r"(?P<value>(?=[A-Z/-]{0,6}\d)[A-Z\d/-]{2,20}(?:[ -](?=[A-Z]{0,3}\d)[A-Z\d]{1,8}){0,5}(?: [A-D])?)(?!\w)",
    re.IGNORECASE,
)
_SAYS_NUMBER = re.compile(
    r"(?:\b(?:number|no|num|ref|reference|id|code|rhif|nino|upn|uln|utr|iban|brp|chi)\b.{0,8}|[:#=]\s{0,3})$",
    re.IGNORECASE,
)
_LONG = re.compile(rf"(?<![\w£$€.,/-])\+?\(?\d(?:[{_SPACES}()-]?\d){{5,24}}(?![\w]|[.,-]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d[ \u2010-\u2015-](?:19|20)?\d\d")
_DAYS = re.compile(r"(?:19|20)\d\d-?\d{1,2}-?\d{1,2}|\d{1,2}-\d{1,2}-(?:19|20)?\d\d")


def without_numbers(text: str, gap: Gap) -> str:
    """Return the text with every number that reaches or names a person replaced."""
    text = _BIRTHDAY.sub(lambda match: f"{match['label']}{gap(BIRTH)}", text)
    text = _without_codes(text, gap)
    text = _LABELLED.sub(lambda match: f"{match['label']}{gap(PHONE)}", text)
    text = _BROKEN.sub(lambda match: gap(PHONE) if is_uk_number(match.group()) else match.group(), text)

    def numbered(match: re.Match[str]) -> str:
        first = match.group().split("/")[0]
        if not 9 <= sum(sign.isdigit() for sign in first) <= 18 or _DATE.match(first):
            return match.group()
        if "/" in match.group() and not (first.startswith(("+", "(+", "00")) or is_uk_number(first)):
            return match.group()  # a reference with its year
        return gap(PHONE)

    text = _NUMBER.sub(numbered, text)
    text = _ALSO.sub(lambda match: match["gap"], text)
    text = _EXTENSION.sub(lambda match: f"{match['label']}{gap(PHONE)}", text)
    return _HEALTH.sub(lambda match: gap(CODE) if _is_health(match) else match.group(), text)


def _without_codes(text: str, gap: Gap) -> str:
    text = INSURANCE.sub(lambda _: gap(CODE), text)
    text = _IBAN.sub(lambda match: gap(CODE) if _is_iban(match.group()) else match.group(), text)
    text = _CARD.sub(lambda match: gap(CODE) if _is_card(match.group()) else match.group(), text)
    return _ACCOUNT.sub(lambda match: _account(match, gap), text)


def _is_health(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 30) : match.start()]
    return is_nhs_number(match.group()) and not (match.group().isdigit() and _REFERENCE.search(before))


def _account(match: re.Match[str], gap: Gap) -> str:
    """Leave out what a label names; a count ("staff 1200", "card 12") has too few signs and no word for a number."""
    digits = sum(sign.isdigit() for sign in match["value"])
    if digits < 4 or not _SAYS_NUMBER.search(match["label"]):
        return match.group()
    return f"{match['label']}{gap(CODE)}"


def _is_iban(words: str) -> bool:
    """Tell whether the check digits of an international account number are right: modulus 97."""
    signs = "".join(words.split())
    if not 15 <= len(signs) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def _is_card(words: str) -> bool:
    """Tell whether the check digit of a card's number is right: every second digit doubled, modulus 10."""
    digits = [int(sign) for sign in words if sign.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def doubtful_numbers(text: str) -> list[tuple[int, int]]:
    """Return where a long number stands that is neither a date nor a pair of years."""
    return [
        match.span()
        for match in _LONG.finditer(text)
        if not _YEARS.fullmatch(match.group()) and not _DAYS.fullmatch(match.group())
    ]
