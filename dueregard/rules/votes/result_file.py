"""The file of a result: what it says, how it is written so that it can be signed, and whether what it says adds up.

Signs nothing and checks no signature; whoever calls brings that. A recount from the listed votes shows each vote that
was altered, dropped or added, even by someone who could sign.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dueregard.rules.votes.questions import Kind, NotAQuestion, NotAVote, Question, question_of
from dueregard.rules.votes.small_counts import (
    FEW_VOTERS,
    FEW_VOTES,
    Shown,
    hidden_beside,
    lists_votes,
    may_stand_together,
    shown_choices,
    shown_parts,
    shows_stages,
    without_figures,
    without_these,
)
from dueregard.rules.votes.stages import UNIT, Lot, Tie, TieOver
from dueregard.rules.votes.tally import Tally, tally
from dueregard.rules.votes.transferable import LotDoesNotFit

FORMAT = "dueregard-vote-1"
FORMAT_OF_SEVERAL = "dueregard-vote-2"  # with more than one question; the others stand under "further"
HIDES_FOR_PAPER = "hides_for_paper"  # in the file where figures are left out since paper votes could be subtracted
NO_FORCE = "Indicative: it has no legal force, and is no ballot under the Trade Union and Labour Relations Act 1992."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file: faults in words (none: it holds), and whether the votes could be counted again."""

    faults: tuple[str, ...]
    was_recounted: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The votes on a question after the first, with its words and the lots drawn for it."""

    title: str
    question: Question
    votes: Sequence[str]
    lots: Sequence[Lot] = ()


def is_one_each(question: Question) -> bool:
    """Tell whether everyone has one answer, so that the figures add up to all who voted."""
    return question.kind is Kind.YES_NO or (question.kind is Kind.CHOOSE and question.most == 1)


def shown_of(result: Tally) -> Shown:
    """Return what may be shown of a tally by itself, by its kind.

    The figures that are shown and the options that are named must not give away together what neither says alone.
    """
    question, figures = result.question, (*result.counts, result.abstained)
    if question.kind is Kind.RANK:
        return Shown(result.voted, (), has_outcome=shows_stages(result.voted))
    shown = shown_parts(figures) if is_one_each(question) else shown_choices(figures, result.voted)
    shown = replace(shown, has_outcome=shown.has_outcome and bool(_said(result, shown)))
    if None not in shown.figures:
        return shown
    if is_one_each(question):
        leads = dict(zip(question.options, shown.figures, strict=False))
        is_told_twice = any(leads[option] is None for option in result.leading)
    else:
        is_told_twice = not lists_votes(result.voted)  # whoever chooses few of several makes the figures add up
    return without_figures(shown) if is_told_twice else shown


def _said(result: Tally, shown: Shown) -> tuple[str, ...]:
    """Return the options that may be named as those with most votes.

    That all abstained says how each voted, so it looks like a vote in which few took a side. A tie of three or more
    leaves too few ways in which the others can have voted. Where several may be chosen, an option that leads with
    hardly a vote is not named: with it or without it, others would be known to have none.
    """
    if is_one_each(result.question):
        if len(result.leading) > 2 and None in shown.figures:
            return ()
        return result.leading if result.is_tied or sum(result.counts) >= FEW_VOTES else ()
    if result.question.kind is Kind.CHOOSE:
        if result.is_tied and None in shown.figures and not lists_votes(result.voted):
            return ()
        votes = dict(zip(result.question.options, result.counts, strict=True))
        return tuple(option for option in result.leading if votes[option] >= FEW_VOTES)
    return result.leading


def shown_stages(result: Tally) -> list[list[int]]:
    """Return the votes of each option at the end of each stage, or nothing where they could point at somebody.

    If all begin with the same option, everyone's vote would be known. Among few, what differs from one stage to the
    next is what a few papers said.
    """
    ranked = result.ranked
    if ranked is None:
        return []
    stages = [[stage.votes[name] for name in ranked.candidates] for stage in ranked.stages]
    if max(stages[0]) == result.voted * UNIT:
        return []
    if lists_votes(result.voted):
        return stages
    moved = [abs(now - then) for first, second in pairwise(stages) for then, now in zip(first, second, strict=True)]
    gone = [stage.not_transferable for stage in ranked.stages]
    moved += [second - first for first, second in pairwise(gone)]
    is_few = min(stages[0]) < FEW_VOTES * UNIT or any(0 < one < FEW_VOTES * UNIT for one in moved)
    return [] if is_few or 0 < result.abstained < FEW_VOTES else stages


def may_list(result: Tally) -> bool:
    """Tell whether the file may list the votes: nothing they show is left out, and no vote stands out among few."""
    shown = shown_of(result)
    if not shown.has_outcome or None in shown.figures:
        return False
    if result.ranked is not None and not shown_stages(result):
        return False
    return result.question.kind is Kind.YES_NO or lists_votes(result.voted)


@dataclass(frozen=True, slots=True)
class Beside:
    """What of one question is left out because some voted on paper: figures by their place, all of them, the list."""

    left_out: tuple[int, ...] = ()
    has_figures: bool = True
    has_list: bool = True

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is left out."""
        return self == WHOLE

    def to_plain(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"left_out": list(self.left_out), "has_figures": self.has_figures, "has_list": self.has_list}


WHOLE = Beside()


def beside_of_plain(plain: Mapping[str, Any]) -> Beside:
    """Return what was kept."""
    return Beside(tuple(plain["left_out"]), bool(plain["has_figures"]), bool(plain["has_list"]))


def beside_paper(question: Question, votes: Sequence[str], online: Sequence[str]) -> Beside:
    """Return what is left out of all `votes`, since those who typed the paper votes know them and can subtract them.

    What is left then are the votes cast with codes, `online`: of these nothing may follow that would not be shown of
    them by themselves. What came of it is always said.
    """
    result, rest = tally(question, votes), tally(question, online)
    if not online or rest.voted == result.voted:
        return WHOLE
    if rest.voted < FEW_VOTERS:
        return Beside(has_figures=False, has_list=False)
    if question.kind is Kind.RANK:
        return Beside(has_list=lists_votes(rest.voted))
    if is_one_each(question):
        left_out = hidden_beside((*result.counts, result.abstained), (*rest.counts, rest.abstained))
    else:
        shown = (shown_of(result), shown_of(rest))
        left_out = {at for one in shown for at, figure in enumerate(one.figures) if figure is None}
    is_enough = question.kind is Kind.YES_NO or lists_votes(rest.voted)
    return Beside(tuple(sorted(left_out)), has_list=is_enough and not left_out)


def counted_of(result: Tally, *, with_figures: bool = True, beside: Beside = WHOLE) -> dict[str, Any]:
    """Return what came out, with nothing that may not be shown."""
    alone = shown_of(result)
    shown = alone if with_figures and beside.has_figures else without_figures(alone)
    shown = without_these(shown, beside.left_out)
    counted: dict[str, Any] = {"voted": result.voted, "figures": list(shown.figures)}
    if shown.has_outcome:
        named = _said(result, alone)
        is_tied = result.is_tied and named == result.leading
        counted |= {"leading": list(named), "is_tied": is_tied}
    if result.ranked is not None and shown.has_outcome:
        counted |= {"quota": result.ranked.quota, "stages": shown_stages(result) if beside.has_figures else []}
    return counted


def result_of(
    facts: Mapping[str, Any],
    question: Question,
    votes: Sequence[str],
    lots: Sequence[Lot],
    *,
    on_paper: int,
    beside: Sequence[Beside] = (),
    further: Sequence[Answers] = (),
) -> dict[str, Any]:
    """Return the result as the file says it. `facts` are plain words and numbers about the consultation.

    `beside` says for each question what is left out because of votes on paper. Of several, one leaves out all figures.
    """
    every = [Answers(str(facts["title"]), question, votes, lots), *further]
    tallies = [tally(one.question, one.votes, one.lots) for one in every]
    are_alike = all(one.question.kind is Kind.YES_NO for one in every)
    aside = list(beside) or [WHOLE] * len(every)
    hides = not all(one.is_whole for one in aside)
    together = may_stand_together([shown_of(result) for result in tallies], are_alike=are_alike)
    together = together and (len(every) == 1 or not hides)
    first, *others = [
        _block(one, result, together=together, beside=paper)
        for one, result, paper in zip(every, tallies, aside, strict=True)
    ]
    return {
        "format": FORMAT_OF_SEVERAL if others else FORMAT,
        "force": NO_FORCE,
        **facts,
        "on_paper": on_paper,
        **({HIDES_FOR_PAPER: True} if hides else {}),
        **first,
        **({"further": others} if others else {}),
    }


def _block(answers: Answers, result: Tally, *, together: bool, beside: Beside) -> dict[str, Any]:
    """Return what the file says of one question; the votes on each are sorted by themselves."""
    return {
        "title": answers.title,
        "kind": answers.question.kind.value,
        "options": list(answers.question.options),
        "most": answers.question.most,
        "lots": [lot_to_plain(lot) for lot in answers.lots],
        "counted": counted_of(result, with_figures=together, beside=beside),
        "votes": sorted(answers.votes) if together and beside.has_list and may_list(result) else None,
    }


def lot_to_plain(lot: Lot) -> dict[str, Any]:
    """Return a lot as it is kept."""
    return {"over": lot.tie.over.value, "stage": lot.tie.stage, "tied": list(lot.tie.tied), "drawn": lot.drawn}


def lot_of_plain(plain: Mapping[str, Any]) -> Lot:
    """Return a lot that was kept. Raises: KeyError, ValueError"""
    return Lot(Tie(TieOver(plain["over"]), int(plain["stage"]), tuple(plain["tied"])), str(plain["drawn"]))


def signed_words(result: Mapping[str, Any]) -> bytes:
    """Return the bytes over which a result is signed: the same for the same result, however the file is laid out."""
    return json.dumps(result, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def written(result: Mapping[str, Any], signature: str) -> str:
    """Return the text of the file."""
    return json.dumps({"result": result, "signature": signature}, indent=1, ensure_ascii=False) + "\n"


def check_file(text: str, is_signed: Callable[[bytes, str, str], bool], key: str = "") -> Checked:
    """Check a file. `is_signed` is asked with the bytes, the signature and the key; `key` is the one on the slips."""
    try:
        held = json.loads(text)
        result, signature = held["result"], str(held["signature"])
        blocks = [result, *result.get("further", ())]
        faults = _faults(result, signature, is_signed, key)
        for block in blocks:
            faults += _faults_of_block(block, int(result["roll"]))
        if len({block["counted"]["voted"] for block in blocks}) > 1:
            faults.append("Everyone answered every question, and the questions have different numbers of votes.")
        recounted = all(block["votes"] is not None for block in blocks)
        return Checked(tuple(faults), recounted, str(result["title"]))
    except (ValueError, KeyError, TypeError, AttributeError, NotAQuestion):
        return Checked(("This is no result file of a consultation, or it is damaged.",), was_recounted=False)


def _faults(
    result: Mapping[str, Any], signature: str, is_signed: Callable[[bytes, str, str], bool], key: str
) -> list[str]:
    faults = []
    if result["format"] != (FORMAT_OF_SEVERAL if "further" in result else FORMAT):
        faults.append(f"The file is of the form {result['format']}, which this version cannot check.")
    if key and "".join(key.split()).lower() != result["key"]:
        faults.append("It is signed with another key than the one you gave. Compare it with a slip.")
    if not is_signed(signed_words(result), signature, str(result["key"])):
        faults.append("The signature does not fit: something in the file was changed after it was signed.")
    return faults


def _faults_of_block(block: Mapping[str, Any], roll: int) -> list[str]:
    """Return what is wrong with one question. Raises: as reading a file does"""
    question = question_of(Kind(block["kind"]), block["options"], block["most"])
    lots = [lot_of_plain(plain) for plain in block["lots"]]
    counted, votes = block["counted"], block["votes"]
    faults = []
    if counted["voted"] > roll:
        faults.append(f"It counts {counted['voted']} votes, and only {roll} slips were made.")
    if votes is not None:
        faults += _recount(block, question, [str(vote) for vote in votes], lots)
    return faults


def _recount(result: Mapping[str, Any], question: Question, votes: list[str], lots: list[Lot]) -> list[str]:
    counted = result["counted"]
    faults = []
    if len(votes) != counted["voted"]:
        faults.append(f"It lists {len(votes)} votes and says that {counted['voted']} were counted.")
    try:
        again = counted_of(tally(question, votes, lots))
    except (NotAVote, LotDoesNotFit) as wrong:
        return [*faults, str(wrong)]
    if again != counted:
        faults.append("Counted again, the listed votes give another result than the file says.")
    return faults
