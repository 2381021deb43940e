"""The result as everybody reads it: what came of it, the figures that may be shown, each stage of a ranked count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dueregard.parts.consultations.models import Consultation
from dueregard.parts.consultations.queries.desk_page import key_in_groups
from dueregard.rules.text.uk_times import in_words as time_in_words
from dueregard.rules.votes.papers import Asked
from dueregard.rules.votes.questions import Kind, Question
from dueregard.rules.votes.result_file import HIDES_FOR_PAPER, lot_of_plain
from dueregard.rules.votes.small_counts import FEW_VOTERS, FEW_VOTES
from dueregard.rules.votes.stages import Choice, Count, Stage, Step, in_words
from dueregard.rules.votes.tally import is_quorate, tally

PAPER_COULD_BE_SUBTRACTED = (
    "Some of the figures or votes are not shown. The two people who typed the paper votes could subtract those, and "
    "learn how the others voted."
)
OUTCOME_COULD_TELL = (
    "Only how many voted is shown. Few took a side, or several options tied: with what came of it, people could work "
    "out how a person voted."
)
STAGES_COULD_TELL = (
    "The stages of the count are not shown. Among so few, or where all begin with the same option, they could give "
    "away how a person voted."
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; left out where it might point at someone."""

    name: str
    words: str
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One stage: what happened, where papers went, and the votes of each option at its end."""

    number: int
    happened: str
    moved: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]  # the votes of each option at its end
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came of one question. `number` is 0 where there is only one."""

    number: int
    title: str
    outcome: str
    figures: tuple[Figure, ...]
    left_out: str
    rows: tuple[Row, ...]
    only_totals: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The page."""

    title: str
    quorum: str
    is_quorate: bool
    voted: int
    roll: int
    on_paper: int
    questions: tuple[QuestionResult, ...]
    key: str
    counted: str


def result_page(one: Consultation) -> ResultPage:
    """Return the page of a consultation that was counted."""
    held = json.loads(one.result)["result"]
    blocks = [held, *held.get("further", [])]
    voted = int(held["counted"]["voted"])
    return ResultPage(
        title=one.title,
        quorum=_quorum(one, voted),
        is_quorate=is_quorate(voted, one.quorum),
        voted=voted,
        roll=one.roll,
        on_paper=int(held["on_paper"]),
        questions=tuple(
            _result(number if len(blocks) > 1 else 0, asked, block, hides=bool(held.get(HIDES_FOR_PAPER)))
            for number, (asked, block) in enumerate(zip(one.asked, blocks, strict=True), 1)
        ),
        key=key_in_groups(one.key),
        counted=time_in_words(one.counted_at) if one.counted_at else "",
    )


def _result(number: int, asked: Asked, block: dict[str, Any], *, hides: bool) -> QuestionResult:
    counted, question = block["counted"], asked.question
    names = [] if question.kind is Kind.RANK else [*question.options, "Abstained"]
    figures = tuple(
        Figure(name, "not shown" if figure is None else f"{figure:,}", figure is None)
        for name, figure in zip(names, counted["figures"], strict=True)
    )
    has_outcome = "leading" in counted
    again = tally(question, block["votes"], [lot_of_plain(lot) for lot in block["lots"]]) if block["votes"] else None
    ranked = again.ranked if again else None
    rows = (
        _rows(ranked)
        if ranked
        else _totals(question.options, counted["stages"])
        if question.kind is Kind.RANK and has_outcome
        else ()
    )
    return QuestionResult(
        number=number,
        title=asked.title,
        outcome=_outcome(question, counted) if has_outcome else "",
        figures=figures,
        left_out=_left_out(counted["voted"], has_outcome, figures, rows, is_one=not number, hides=hides),
        rows=rows,
        only_totals=bool(rows) and ranked is None,
    )


def _outcome(question: Question, counted: dict[str, object]) -> str:
    leading = counted["leading"]
    assert isinstance(leading, list)
    names = ", ".join(map(str, leading))
    if not leading:
        return "Everyone who voted abstained."
    if question.kind is Kind.YES_NO:
        return "Yes and No have as many votes each." if counted["is_tied"] else f"More voted {names} than the other."
    if question.kind is Kind.RANK:
        return f"Elected: {names}."
    if counted["is_tied"]:
        return f"A tie for the last place: {names}. The count does not settle it."
    return f"Most votes: {names}."


def _quorum(one: Consultation, voted: int) -> str:
    if not one.quorum:
        return ""
    if is_quorate(voted, one.quorum):
        return f"The quorum of {one.quorum} was reached."
    return f"The quorum of {one.quorum} was not reached, so by the group’s own rule the result does not count."


def _left_out(
    voted: int, has_outcome: bool, figures: tuple[Figure, ...], rows: tuple[Row, ...], *, is_one: bool, hides: bool
) -> str:
    if voted < FEW_VOTERS:
        return f"Fewer than {FEW_VOTERS} people voted, so only their number is shown."
    if not has_outcome:
        return OUTCOME_COULD_TELL
    if hides:
        return PAPER_COULD_BE_SUBTRACTED
    if not figures and not rows:
        return STAGES_COULD_TELL
    if not is_one and figures and all(figure.is_left_out for figure in figures):
        return (
            "The figures are not shown. Beside those of the other questions, they could give away how a person voted."
        )
    if any(figure.is_left_out for figure in figures):
        return (
            f"Figures below {FEW_VOTES}, and those from which one could be worked out, are not shown: "
            "they could give away how a person voted."
        )
    return ""


def _rows(count: Count) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=stage.number,
            happened=_happened(stage),
            moved=tuple(
                f"{parcel.papers} paper{'' if parcel.papers == 1 else 's'} of value {in_words(parcel.value)} "
                f"{'to ' + parcel.to if parcel.to else 'name nobody further'}: {in_words(parcel.votes)}"
                for parcel in stage.parcels
            ),
            columns=tuple((name, in_words(stage.votes[name])) for name in count.candidates),
            notes=_notes(stage, count),
        )
        for stage in count.stages
    )


def _happened(stage: Stage) -> str:
    if stage.step is Step.FIRST:
        return "First preferences"
    return f"Surplus of {stage.of} passed on" if stage.step is Step.SURPLUS else f"{stage.of} excluded"


def _notes(stage: Stage, count: Count) -> tuple[str, ...]:
    notes = [] if stage.choice is None else [_choice(stage.choice)]
    if stage.elected:
        notes.append(f"Elected: {', '.join(stage.elected)}.")
    if stage.fills_last:
        notes.append("As many were left as places, so all of them are elected.")
        notes += [f"No paper ever counted for {name}." for name in count.without_a_vote if name in stage.elected]
    if stage.not_transferable or stage.cut_off:
        notes.append(
            f"So far {in_words(stage.not_transferable)} on papers that name nobody further, "
            f"{in_words(stage.cut_off)} cut off after five places."
        )
    return tuple(notes)


def _choice(choice: Choice) -> str:
    tied = " and ".join(choice.tied)
    if choice.by_lot:
        return f"{tied} had as many votes at every stage; a lot fell on {choice.chosen}."
    stages = ", ".join(map(str, choice.at_stages))
    return f"{tied} had as many votes; at stage {stages} they differed, so it is {choice.chosen}."


def _totals(options: tuple[str, ...], stages: list[list[int]]) -> tuple[Row, ...]:
    """Return the stages without how papers moved: among few voters a parcel of one paper would show a ranking."""
    return tuple(
        Row(
            number,
            "First preferences" if number == 1 else "After papers moved",
            (),
            tuple((name, in_words(one)) for name, one in zip(options, votes, strict=True)),
            (),
        )
        for number, votes in enumerate(stages, 1)
    )
