"""Knows how letters greet and close in English, Welsh, Scottish Gaelic and Irish, and where a name stands beside it.

What is then left out is for `masking`. Words are compared without accents and capitals, since many letters drop both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# A name and no noun: a greeting to one of these names nobody.
_NOBODY = re.compile(
    r"\b(?:sir|madam|sirs|team|officer|office|department|colleagues?|freedom|information|foi|all|there|everyone|"
    r"council|"
    r"university|college|school|academy|trust|police|constabulary|board|borough|authority|commissioner|nhs|"
    r"requester|requestor|applicant|customer|enquirer|correspondent|both|friends?|"
    r"syr|fadam|gyfaill|gyfeillion|gyfeilles|bawb|ymgeisydd|dim|tim|rhyddid|gwybodaeth|gyngor|cyngor|"
    r"brifysgol|prifysgol|"
    r"swyddog|swyddfa|bwrdd|fwrdd|heddlu|ysgol|goleg|coleg|llywodraeth|comisiynydd|gomisiynydd|"
    r"gydweithiwr|gydweithwyr|"
    r"chara|chairde|charaid|charaidean|chairdean|dhuine|dhuin|dhaoine|bhean|uasail|uasal|uaisle|"
    r"comhairle|chomhairle|ollscoil|oilthigh|sgioba|fhoireann)\b"
)
_TITLES = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|cllr|councillor|dame|lord|lady|cyng|parch|bnr|foneddiges)\b"
)
_UP = r"(?-i:[A-Z\u00c0-\u00d6\u00d8-\u00de\u0174\u0176])"
_NAME_WORD = rf"{_UP}[\w'\u2019.-]{{0,30}}"
_QUOTED = r"[> \t\u00a0]{0,40}"
_HELLO = (
    r"(?:Dear|Hello|Hi|Hey|Good (?:morning|afternoon|evening)|Annwyl|Helo|Hylo|Shwmae|S['\u2019]mae|Bore da|"
    r"Prynhawn da|Noswaith dda|Hal[o\u00f2\u00f3]|Dia (?:dh?uit|dh?aoibh)|Madainn mhath|Feasgar math|Maidin mhaith|"
    r"Tr\u00e1thn\u00f3na maith)"
)
_WHOLE_LINE = re.compile(
    rf"^(?P<start>{_QUOTED}{_HELLO}) (?P<who>[^\n,:!]{{1,80}})(?P<end>[,:!]?[ \t\r]{{0,20}})$",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE_A_SENTENCE = re.compile(
    rf"^(?P<start>{_QUOTED}{_HELLO}) (?P<who>{_NAME_WORD}(?: (?:and |& |a |ac |agus )?{_NAME_WORD}){{0,4}})(?P<end>,)",
    re.IGNORECASE | re.MULTILINE,
)
# "A Sheáin, a chara", "A Mhòrag chòir,", "A Mháire,": the vocative alone is no greeting, it could begin a heading.
_VOCATIVE = re.compile(
    rf"^(?P<start>{_QUOTED}A) (?P<who>{_NAME_WORD}(?: {_NAME_WORD}){{0,3}})"
    r"(?P<end>(?:,? a ch(?:ara|airde|araid|\u00e0irdean)| ch[o\u00f2\u00f3]ir),?[ \t\r]{0,20}|,[ \t\r]{0,20})$",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSINGS = (
    # English
    r"(?:and |with )?(?:my |our )?(?:very )?(?:kind |kindest |best |warm |warmest |many |good |sincere )?"
    r"(?:regards|wishes|thanks)",
    r"your'?s(?: (?:sincerely|faithfully|truly|ever|respectfully))?",
    r"(?:sincerely|faithfully|respectfully)(?: yours)?",
    r"(?:thank you|thanks)(?: (?:again|once again|in advance|very much|so much))?",
    r"cheers|all the best|best|rgds|signed|take care",
    # Welsh
    r"(?:(?:yr )?eiddoch,? )?yn (?:gywir|gwir|ddiffuant|bur|ffyddlon|gynnes)(?: iawn)?|(?:yr )?eiddoch",
    r"(?:gyda )?(?:ch|gh)?cofion(?: (?:gorau|cynnes|caredig|cu|fil)){0,2}|gyda chofion(?: (?:gorau|cynnes|caredig))?",
    r"(?:gyda )?(?:llawer o )?d?diolch(?: (?:yn fawr|o galon|eto|i chi|ymlaen llaw)){0,2}(?: iawn)?",
    r"(?:gyda )?(?:phob |pob )?d?dymuniad(?:au)?(?: gorau| da)?|pob (?:hwyl|dymuniad da)|hwyl(?: fawr)?",
    # Irish
    r"(?:is )?mise(?:,? le (?:mor)?mh?eas(?: mor)?)?|le (?:mor)?mh?eas(?: mor)?",
    r"(?:is mise,? )?le (?:gach )?dea[- ]?(?:mhein|ghui|ghuionna)",
    r"beir bua(?: agus beannacht)?|beannachtai?|slan(?: go foill)?",
    r"(?:go raibh )?(?:mile )?maith (?:agat|agaibh)|le buiochas",
    # Scottish Gaelic
    r"(?:is mise,? )?(?:le|leis (?:gach|na)|gach) ?(?:deagh )?dh?urachd(?:an)?(?: bhlath)?|(?:is mise,? )?le speis",
    r"(?:moran |ceud mile )?taing|tapadh (?:leibh|leat)|beannachd(?:an)?(?: (?:leibh|leat))?",
)
_CLOSING = re.compile("|".join(f"(?:{each})" for each in _CLOSINGS))
_SEVERAL = re.compile(r"(?:(?<!\s)\s++)?[,/|\u2013\u2014]\s*+|(?<!\s)\s++(?:-\s++|and\s++(?=best|kind|thank))")
_LONGEST_CLOSING = 80
_AND_NAMES = re.compile(
    rf"^(?P<closing>[^,\n]{{2,60}}),\s{{0,5}}(?P<names>{_NAME_WORD}(?: {_NAME_WORD}){{0,4}})[.,]?\s{{0,20}}$"
)


def plain(words: str) -> str:
    """Return words without accents, capitals, signs of quoting and typographic apostrophes."""
    bare = unicodedata.normalize("NFKD", words[:200].replace("\u2019", "'"))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.casefold().split()).lstrip("> ").strip(" *_")


def is_closing(line: str) -> bool:
    """Tell whether a line only closes a letter, in one language or in two."""
    if len(line) > _LONGEST_CLOSING or not line.strip(" >\t\r"):
        return False
    pieces = [piece for piece in _SEVERAL.split(plain(line).rstrip(" ,.!")) if piece]
    return bool(pieces) and all(_CLOSING.fullmatch(piece) for piece in pieces)


def closing_with_names(line: str) -> tuple[str, str] | None:
    """Return the closing and the names of a line that holds both ("Kind regards, Jane Smith"), or nothing."""
    found = _AND_NAMES.match(line) if len(line) <= 2 * _LONGEST_CLOSING else None
    if not found or not is_closing(found["closing"]) or is_closing(found["names"]):
        return None
    return found["closing"], found["names"]


def without_greeted(text: str, gap: Callable[[], str]) -> str:
    """Return the text with whoever a greeting names replaced; a greeting to nobody in particular stays."""

    def greeted(match: re.Match[str]) -> str:
        if _is_nobody(match["who"]):
            return match.group()
        return f"{match['start']} {gap()}{match['end']}"

    for pattern in (_WHOLE_LINE, _BEFORE_A_SENTENCE, _VOCATIVE):
        text = pattern.sub(greeted, text)
    return text


def _is_nobody(who: str) -> bool:
    bare = plain(who)
    return "left out]" in who or (bool(_NOBODY.search(bare)) and not _TITLES.search(bare))
