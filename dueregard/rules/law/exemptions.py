"""The exemptions used against requests about Prevent, for each law, and which of them a reply names.

People decide whether a refusal is right. Reads sections in English text; knows no case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dueregard.rules.law.laws import Law


class Nature(StrEnum):
    """Whether the public interest must be weighed before the exemption may be used."""

    ABSOLUTE = "absolute"
    QUALIFIED = "qualified"
    MIXED = "mixed"
    NO_TEST = "no_test"

    @property
    def label(self) -> str:
        return _NATURES[self]


_NATURES = {
    Nature.ABSOLUTE: "absolute: no public interest test",
    Nature.QUALIFIED: "qualified: the public interest must be weighed",
    Nature.MIXED: "mostly absolute",
    Nature.NO_TEST: "no public interest test",
}


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exemption in one law. `twin` is the section that does the same in the other freedom of information act."""

    law: Law
    section: str
    subject: str
    nature: Nature
    test: str
    twin: str
    remark: str

    @property
    def cited(self) -> str:
        """The exemption as you would cite it: "section 31"."""
        unit = "regulation" if self.law in (Law.EIR, Law.EISR) else "section"
        return f"{unit} {self.section}"


# Section of FOIA, subject, nature, kind of test, section of FOISA, remark. Source: the exemption pages of
# WhatDoTheyKnow (July 2026) and the Scottish Information Commissioner; the nature of each is standard, not confirmed
# one by one.
_PAIRS = (
    ("12", "cost", Nature.NO_TEST, "", "12", "Ask under section 16 what could be answered within the limit."),
    ("14", "vexatious or repeated", Nature.NO_TEST, "", "14", "A risk for campaigns that send many similar requests."),
    ("21", "accessible by other means", Nature.ABSOLUTE, "class", "25", "The body should say where."),
    ("22", "future publication", Nature.QUALIFIED, "class", "27", "In Scotland: within 12 weeks."),
    ("23", "security bodies", Nature.ABSOLUTE, "class", "", "Often with section 24 in the alternative."),
    (
        "24",
        "national security",
        Nature.QUALIFIED,
        "required for safeguarding",
        "31(1)",
        "The one most often cited on Prevent.",
    ),
    ("30", "investigations", Nature.QUALIFIED, "class", "34", "Used by the police."),
    ("31", "law enforcement", Nature.QUALIFIED, "prejudice", "35", "In Scotland: substantial prejudice."),
    ("35", "government policy", Nature.QUALIFIED, "class", "29", ""),
    (
        *("36", "conduct of public affairs", Nature.QUALIFIED, "prejudice", "30"),
        "Needs a qualified person's opinion; in Scotland there is no such person.",
    ),
    ("38", "health and safety", Nature.QUALIFIED, "endangerment", "39(1)", "The argument: officers may be targeted."),
    ("40", "personal data", Nature.MIXED, "", "38", "Small numbers, under 5 or 10."),
    ("41", "confidence", Nature.ABSOLUTE, "", "36(2)", "Information obtained from another body."),
    ("42", "legal privilege", Nature.QUALIFIED, "class", "36(1)", ""),
    ("43", "commercial interests", Nature.QUALIFIED, "trade secret or prejudice", "33(1)", "Training products."),
    ("44", "prohibited by law", Nature.ABSOLUTE, "", "26", ""),
)
_NEITHER = Exemption(
    *(Law.FOISA, "18", "neither confirm nor deny", Nature.QUALIFIED, ""),
    *("each section's own limb", "Used too widely against requests on Prevent in 2016."),
)
EXEMPTIONS: tuple[Exemption, ...] = (
    *(Exemption(Law.FOIA, foia, subject, nature, test, twin, say) for foia, subject, nature, test, twin, say in _PAIRS),
    *(
        Exemption(Law.FOISA, twin, subject, nature, test, foia, say)
        for foia, subject, nature, test, twin, say in _PAIRS
        if twin
    ),
    _NEITHER,
)


@dataclass(frozen=True, slots=True)
class ExemptionMention:
    """A section or regulation that a text names; `exemption` is None where our table does not have it."""

    law: Law
    section: str
    cited: str
    exemption: Exemption | None

    @property
    def subject(self) -> str:
        """What the exemption is about, or nothing if we do not know."""
        return self.exemption.subject if self.exemption else ""


_NUMBER = r"\d{1,2}[A-Z]?(?:\s?\((?:\d{1,2}|[a-z]{1,4}|[A-Z])\))*"
_LIMBS = r"(?:\s?\((?:\d{1,2}|[a-z]{1,4})\))+"
_JOIN = r"\s*(?:,\s*and|,\s*or|,|;|&|/|and|or)\s*"
_SECTIONS = rf"(?P<list>{_NUMBER}(?:{_JOIN}(?:(?:sections?|s\.?|ss\.?)\s*)?(?:{_NUMBER}|{_LIMBS})(?![\d:]))*)"
_SECTION = re.compile(rf"\b(?:(?:sections?|sect\.|sec\.?|ss\.?|s\.)\s?|s(?=\d)){_SECTIONS}", re.IGNORECASE)
_REGULATION = re.compile(
    rf"\b(?:regulations?|regs?\.?)\s?{_SECTIONS.replace('sections?|s', 'regulations?|regs?|s')}", re.IGNORECASE
)
_PART = re.compile(rf"{_NUMBER}|{_LIMBS}")
# Sections of other acts named in the same breath are not exemptions of this one.
_ACT = re.compile(
    r"^\W{0,3}(?:of|to|in|under)\s+(?:the\s+)?(?P<act>(?:(?:[A-Z][\w&'’-]*|and|of|for)\s+)+)"
    r"(?:\([A-Za-z ]+\)\s+)?(?:Act|Order)\b"
)
_OWN_ACTS = re.compile(r"freedom of information|\bFOI|environmental information", re.IGNORECASE)
# What a body itself must do; a reply names these without refusing anything.
_DUTIES = {
    Law.FOIA: frozenset({"1", "8", "9", "10", "11", "16", "17", "19", "45", "50"}),
    Law.FOISA: frozenset({"1", "8", "9", "10", "11", "15", "16", "19", "20", "21", "47", "60", "73"}),
    Law.EIR: frozenset({"5", "7", "9", "11", "14", "16", "18"}),
    Law.EISR: frozenset({"5", "7", "9", "13", "16", "17"}),
}


def find_exemptions(text: str, law: Law) -> tuple[ExemptionMention, ...]:
    """Return the sections (under the EIR: regulations) by which a text refuses, each once, in order.

    Sections that only set out the body's duties, such as advice, fees and review, are left out, and so are sections
    that the text says belong to another act.
    """
    pattern = _REGULATION if law in (Law.EIR, Law.EISR) else _SECTION
    found: dict[str, ExemptionMention] = {}
    for match in pattern.finditer(text):
        sections = list(_sections_of(match["list"]))
        act = _ACT.match(text[match.end() : match.end() + 80])
        if act and not _OWN_ACTS.search(act["act"]):
            sections.pop()  # the last one named belongs to that other act
        for section in sections:
            head = section.partition("(")[0]
            if head in _DUTIES.get(law, frozenset()) or section in found:
                continue
            unit = "regulation" if pattern is _REGULATION else "section"
            found[section] = ExemptionMention(law, section, f"{unit} {section}", _exemption(law, section))
    return tuple(found.values())


def exemption_of(law: Law, section: str) -> Exemption | None:
    """Return what our table has for a section, written like "31" or "31(1)(a)"."""
    return _exemption(law, "".join(section.split()))


def _sections_of(listed: str) -> Iterator[str]:
    """Yield "31(1)(a)" and "31(1)(b)" for "31(1)(a) and (b)", and every full number as it is."""
    last = ""
    for part in _PART.findall(listed):
        section = "".join(part.split())
        if section.startswith("("):
            section = last.rpartition("(")[0] + section if last.count("(") >= section.count("(") else last + section
        last = section
        yield section


def _exemption(law: Law, section: str) -> Exemption | None:
    candidates = [one for one in EXEMPTIONS if one.law is law]
    fitting = [one for one in candidates if section == one.section or section.startswith(one.section + "(")]
    if fitting:
        return max(fitting, key=lambda one: len(one.section))
    # A bare number means the only entry for one of its limbs: "section 31" of FOISA is section 31(1).
    under = [one for one in candidates if one.section.partition("(")[0] == section]
    return under[0] if len(under) == 1 else None
