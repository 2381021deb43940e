"""The questions that come with the site's packs, and which of them a group asks already."""

from dataclasses import dataclass

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.records.findings.actions.take_up_questions import version_of
from dueregard.records.groups.models import Group
from dueregard.rules.findings.answers import KIND_WORDS, AnswerKind
from dueregard.rules.law.laws import BodyKind, Nation


@dataclass(frozen=True, slots=True)
class ShippedQuestion:
    """One of them, in words."""

    reference: str
    title: str
    why: str
    help: str
    answers: str
    kinds: str
    nations: str
    months: int | None
    is_asked: bool
    text: PackText


def shipped_questions(group: Group) -> list[ShippedQuestion]:
    """Return the shipped questions in their order, for a group. Two queries."""
    known = set(group.questions.exclude(code="").values_list("code", "version"))
    return [_line(text, (text.reference, version_of(text)) in known) for text in texts_of("question")]


def _line(text: PackText, is_asked: bool) -> ShippedQuestion:
    meta = text.meta
    kind = AnswerKind(meta.get("takes", AnswerKind.CHOICE.value))
    offered = ", ".join(one["words"] for one in meta["answers"])
    return ShippedQuestion(
        reference=text.reference,
        title=text.title,
        why=meta["why"],
        help=meta.get("help", ""),
        answers=offered if kind is AnswerKind.CHOICE else KIND_WORDS[kind],
        kinds=", ".join(BodyKind(code).label for code in meta["for_kinds"]),
        nations=", ".join(Nation(code).label for code in meta.get("nations", [])),
        months=meta.get("allowed_months"),
        is_asked=is_asked,
        text=text,
    )
