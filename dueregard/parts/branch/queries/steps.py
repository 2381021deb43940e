"""The steps as the pack has them: what to do, who, after how many days, with what it rests on and what helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.foundation.ready.queries import read_while_unchanged
from dueregard.records.bodies.models import Body
from dueregard.records.calendars.queries.in_force import current_holidays
from dueregard.rules.branch.steps import Code
from dueregard.rules.help.signposts import steps_of
from dueregard.rules.law.laws import Nation

SURE = {"reported": "reported, not checked at source", "unconfirmed": "not confirmed"}
TOOLS = {
    Code.MEMBERS: (("guide:section", ("staff-and-unions",), "What the guide says about work"),),
    Code.RESPONSE: (("foi:public_list", (), "Ask under the law"),),
    Code.CONSULT: (("consultations:all", (), "Ask your members"),),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a step rests on; `doubt` says how far it was checked."""

    says: str
    source: str
    url: str
    checked_on: date
    doubt: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A page of this site that does what a step advises."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class StepText:
    """One step as the pack has it."""

    code: Code
    title: str
    who: str
    days: int
    lines: tuple[str, ...]
    facts: tuple[Fact, ...]
    tools: tuple[Tool, ...]


def step_texts(kind: str, body: Body | None = None) -> tuple[StepText, ...]:
    """Return the steps of a path in their order; with a body, letters begin with it. At most one query."""
    return read_while_unchanged(("steps of a path", kind, body and body.pk), lambda: _step_texts(kind, body))


def _step_texts(kind: str, body: Body | None) -> tuple[StepText, ...]:
    found = {text.meta["code"]: text for text in texts_of("step") if text.meta["path"] == kind}
    return tuple(_step(found[code], Code(code), body) for code in Code if code in found)


def days_of(kind: str) -> dict[Code, int]:
    """Return after how many days each step is due. One query."""
    return {one.code: one.days for one in step_texts(kind)}


def closed_days(body: Body) -> frozenset[date]:
    """Return the bank holidays in the nation of a body. One query."""
    return frozenset(current_holidays().by_nation[Nation(body.nation)])


def _step(text: PackText, code: Code, body: Body | None) -> StepText:
    tools = [Tool(words, href) for name, args, words in TOOLS.get(code, ()) if (href := _address(name, *args))]
    letter = text.meta.get("letter", "")
    if letter and (href := _address("letters:write", letter)):
        about = f"?body={body.pk}" if body else ""
        tools.insert(0, Tool("Write it here", f"{href}{about}"))
    if code is Code.POLICY:
        tools.append(Tool("What others adopted", reverse("branch:texts")))
    return StepText(
        code=code,
        title=text.title,
        who=text.meta.get("who", ""),
        days=text.meta["days"],
        lines=steps_of(text.text),
        facts=tuple(
            Fact(one["says"], one["source"], one.get("url", ""), date.fromisoformat(one["checked_on"]),
                 SURE.get(one["sure"], ""))
            for one in text.meta.get("facts", [])
        ),
        tools=tuple(tools),
    )  # fmt: skip


def _address(name: str, *args: str) -> str:
    """Return the address of a page of another part; nothing where this site does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
