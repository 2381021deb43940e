"""Decides what lies on which shelf of a campaign pack, and which keys each kind of text has.

How a text is held against its shape is `rules/packs/shape`; docs/reference/pack.md says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.law.words import LAW_WORDS
from dueregard.rules.letters.clauses import PLACES
from dueregard.rules.letters.clauses import SITUATIONS as LETTER_SITUATIONS
from dueregard.rules.letters.languages import LANGUAGES
from dueregard.rules.letters.wording import Form, Reader

TEXT, LIST, TABLES, DAY, NUMBER = "text", "a list of texts", "a list of tables", "a date", "a whole number"
TRUTH, TABLE = "true or false", "a table"

STEPS = ("request", "reminder", "clarification", "review", "review_reminder", "complaint")
# How sure a fact is: read in its source; told by somebody who read it; not confirmed by anybody.
SURE = ("confirmed", "reported", "unconfirmed")
# What a section's advice is done with; which page of the site that is, the guide knows.
TOOLS = ("ask", "write", "record", "send", "find", "sign")
# Names that a section cannot have: the guide's own pages are there.
RESERVED = frozenset({"changes", "in", "print", "suggestions"})
SITUATIONS = ("approached", "referral", "child", "pupil", "work", "data", "port", "complaint")
# What an organisation may decide not to do any more; what each is called, the part that keeps decisions knows.
SCOPES = ("money", "events", "boards", "information", "optional_training", "delivery", "duty_tasks")
RISKS = ("low", "some", "high")
CHANNELS = ("phone", "text_message", "email", "form", "website", "post")
CHANNEL_STATES = ("active", "unconfirmed", "historic")
PATHS = ("branch", "student-union")
PATH_STEPS = (
    "national", "policy", "members", "management", "standing", "response", "official", "consult", "decide",
)  # fmt: skip
COURSE_FORMS = ("online", "workshop", "local")
TAKES = ("yes_no", "number", "choice", "text")  # which answers a question takes
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of one table. `codes` says which words a key may hold; `parts`, what the tables in it look like."""

    required: Mapping[str, str]
    optional: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parts: Mapping[str, Shape] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of a pack. `is_table` files are TOML alone; the others are Markdown below front matter."""

    kind: str
    title: str
    shape: Shape
    is_table: bool = False
    has_placeholders: bool = False
    is_taken_away: bool = False  # a motion or letter that people take with them: its placeholders are others


_SOURCE = Shape({"title": TEXT}, {"url": TEXT, "on": DAY, "says": TEXT})
_NATIONS = {"nations": list(Nation)}
_FACT = Shape(
    {"id": TEXT, "says": TEXT, "source": TEXT, "checked_on": DAY, "sure": TEXT},
    {"url": TEXT, "on": DAY},
    {"sure": SURE},
)
_TOOL = Shape({"do": TEXT, "words": TEXT}, {"without": TEXT}, {"do": TOOLS})
_ANCESTOR = Shape(
    {"pack": TEXT, "title": TEXT, "credit": LIST, "licence": TEXT, "version": TEXT, "digest": TEXT},
    {"url": TEXT, "taken_on": DAY},
)
_HOURS = Shape({"days": LIST, "opens": TEXT, "closes": TEXT}, {}, {"days": DAYS})
_CHANNEL = Shape(
    {"kind": TEXT, "value": TEXT, "status": TEXT, "source": TEXT, "checked_on": DAY},
    {
        "words": TEXT, "source_url": TEXT, "hours": TABLES, "hours_words": TEXT, "languages": LIST,
        "what_happens": LIST, "note": TEXT,
    },
    {"kind": CHANNELS, "status": CHANNEL_STATES},
    {"hours": _HOURS},
)  # fmt: skip

SHELVES: Mapping[str, Shelf] = {
    "requests": Shelf(
        "request",
        "Requests",
        Shape(
            {"title": TEXT, "subject": TEXT, "summary": TEXT, "for_kinds": LIST, "reviewed_on": DAY},
            {"order": NUMBER, "nations": LIST, "expect": LIST, "likely": LIST, "sources": TABLES},
            {"for_kinds": list(BodyKind), **_NATIONS},
            {"sources": _SOURCE},
        ),
        has_placeholders=True,
    ),
    "letters": Shelf(
        "letter",
        "Letters",
        Shape(
            {"title": TEXT, "subject": TEXT, "step": TEXT, "laws": LIST},
            {"order": NUMBER, "summary": TEXT, "sources": TABLES, "reviewed_on": DAY},
            {"step": STEPS, "laws": list(LAW_WORDS)},
            {"sources": _SOURCE},
        ),
        has_placeholders=True,
    ),
    "grounds": Shelf(
        "ground",
        "Arguments",
        Shape(
            {"title": TEXT, "cites": LIST, "reviewed_on": DAY},
            {"order": NUMBER, "summary": TEXT, "sources": TABLES},
            {},
            {"sources": _SOURCE},
        ),
        has_placeholders=True,
    ),
    "models": Shelf(
        "model",
        "Model motions and letters",
        Shape(
            {
                "title": TEXT, "form": TEXT, "to": TEXT, "summary": TEXT, "order": NUMBER, "reviewed_on": DAY,
            },
            {
                "for_kinds": LIST, "nations": LIST, "language": TEXT, "advice": LIST, "facts": TABLES,
                "needs_no_body": TRUTH,
            },
            {
                "form": list(Form), "to": list(Reader), "for_kinds": list(BodyKind), "language": LANGUAGES, **_NATIONS,
            },
            {"facts": _FACT},
        ),
        has_placeholders=True,
        is_taken_away=True,
    ),
    "clauses": Shelf(
        "clause",
        "Clauses for motions and letters",
        Shape(
            {"title": TEXT, "situation": TEXT, "place": TEXT, "order": NUMBER, "reviewed_on": DAY},
            {
                "for_forms": LIST, "for_models": LIST, "for_kinds": LIST, "nations": LIST, "is_usual": TRUTH,
                "facts": TABLES,
            },
            {
                "situation": list(LETTER_SITUATIONS), "place": PLACES, "for_forms": list(Form),
                "for_kinds": list(BodyKind), **_NATIONS,
            },
            {"facts": _FACT},
        ),
        has_placeholders=True,
        is_taken_away=True,
    ),
    "guide": Shelf(
        "section",
        "Guide",
        Shape(
            {"title": TEXT, "summary": TEXT, "order": NUMBER, "reviewed_on": DAY, "review_by": DAY},
            {
                "neutral_title": TEXT, "card": LIST, "facts": TABLES, "tools": TABLES, "changed": LIST,
                "is_for_danger": TRUTH, "passages": LIST, "ancestry": TABLES, "translates": TEXT, "language": TEXT,
                "made_from": TEXT, "credit": LIST, "found_by": LIST,
            },
            {},
            {"facts": _FACT, "tools": _TOOL, "ancestry": _ANCESTOR},
        ),
    ),
    "contacts": Shelf(
        "contact",
        "Help contacts",
        Shape(
            {
                "title": TEXT, "what": TEXT, "for_situations": LIST, "status": TEXT, "checked_on": DAY,
                "channels": TABLES,
            },
            {
                "summary": TEXT, "order": NUMBER, "nations": LIST, "languages": LIST, "is_official": TRUTH,
                "not_for": TEXT, "sources": TABLES, "regulates": LIST,
            },
            {"for_situations": SITUATIONS, "status": CHANNEL_STATES, "regulates": list(LAW_WORDS), **_NATIONS},
            {"channels": _CHANNEL, "sources": _SOURCE},
        ),
        is_table=True,
    ),
    "situations": Shelf(
        "situation",
        "Situations",
        Shape(
            {"title": TEXT, "code": TEXT, "order": NUMBER, "reviewed_on": DAY},
            {"guide": TEXT, "summary": TEXT, "sources": TABLES, "found_by": LIST},
            {"code": SITUATIONS},
            {"sources": _SOURCE},
        ),
    ),
    "networks": Shelf(
        "network",
        "Sister networks",
        Shape(
            {"title": TEXT, "summary": TEXT, "status": TEXT, "checked_on": DAY, "sources": TABLES},
            {
                "order": NUMBER, "url": TEXT, "sectors": LIST, "nations": LIST, "seen_active_on": DAY,
                "now": TEXT, "note": TEXT,
            },
            {"status": CHANNEL_STATES, **_NATIONS},
            {"sources": _SOURCE},
        ),
        is_table=True,
    ),
    "steps": Shelf(
        "step",
        "Steps of the branch path",
        Shape(
            {"title": TEXT, "path": TEXT, "code": TEXT, "order": NUMBER, "days": NUMBER, "reviewed_on": DAY},
            {"who": TEXT, "letter": TEXT, "summary": TEXT, "facts": TABLES},
            {"path": PATHS, "code": PATH_STEPS},
            {"facts": _FACT},
        ),
    ),
    "recording": Shelf(
        "recording",
        "Advice on recording",
        Shape(
            {"title": TEXT, "order": NUMBER, "reviewed_on": DAY},
            {"summary": TEXT, "facts": TABLES},
            {},
            {"facts": _FACT},
        ),
    ),
    "courses": Shelf(
        "course",
        "Courses and workshops",
        Shape(
            {
                "title": TEXT, "form": TEXT, "status": TEXT, "says": TEXT, "source": TEXT, "checked_on": DAY,
                "sure": TEXT,
            },
            {"order": NUMBER, "by": TEXT, "url": TEXT, "on": DAY},
            {"form": COURSE_FORMS, "status": CHANNEL_STATES, "sure": SURE},
        ),
        is_table=True,
    ),
    "principles": Shelf(
        "principle",
        "Pledge principles",
        Shape({"title": TEXT, "order": NUMBER}, {"summary": TEXT, "sources": TABLES}, {}, {"sources": _SOURCE}),
    ),
    "risks": Shelf(
        "risk",
        "What a decision may mean for people’s jobs",
        Shape(
            {"title": TEXT, "scope": TEXT, "level": TEXT, "order": NUMBER, "sources": TABLES, "reviewed_on": DAY},
            {"summary": TEXT},
            {"scope": SCOPES, "level": RISKS},
            {"sources": _SOURCE},
        ),
    ),
    "figures": Shelf(
        "figures",
        "Key figures",
        Shape(
            {"title": TEXT, "summary": TEXT, "unit": TEXT, "columns": TABLES, "rows": TABLES, "sources": TABLES},
            {"order": NUMBER, "place": TEXT, "period": TEXT, "nations": LIST, "breaks": TABLES, "notes": LIST},
            _NATIONS,
            {
                "columns": Shape({"id": TEXT, "words": TEXT}),
                "breaks": Shape({"before": TEXT, "says": TEXT}),
                "sources": _SOURCE,
            },
        ),
        is_table=True,
    ),
    "questions": Shelf(
        "question",
        "Questions",
        Shape(
            {"title": TEXT, "why": TEXT, "for_kinds": LIST, "answers": TABLES, "reviewed_on": DAY},
            {
                "order": NUMBER, "summary": TEXT, "nations": LIST, "sources": TABLES, "help": TEXT, "takes": TEXT,
                "allowed_months": NUMBER, "version": NUMBER, "asked_by": LIST,
            },
            {"for_kinds": list(BodyKind), "takes": TAKES, **_NATIONS},
            {"answers": Shape({"id": TEXT, "words": TEXT}), "sources": _SOURCE},
        ),
        is_table=True,
    ),
}  # fmt: skip
KINDS: Mapping[str, str] = {folder: shelf.kind for folder, shelf in SHELVES.items()}
BY_KIND: Mapping[str, Shelf] = {shelf.kind: shelf for shelf in SHELVES.values()}
