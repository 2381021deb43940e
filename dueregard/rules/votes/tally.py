"""Counts votes of every kind, and says what came of the question. A tie is said and never settled here.

What of it may be shown, `small_counts` decides; ranked votes are counted by `transferable`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.rules.votes.questions import ABSTAIN, Kind, NotAVote, Question, is_vote
from dueregard.rules.votes.stages import Count, Lot
from dueregard.rules.votes.transferable import Ranking, count


@dataclass(frozen=True, slots=True)
class Tally:
    """All votes on one question. `counts` has a number for each option (none for ranked votes, which have `ranked`)."""

    question: Question
    voted: int
    abstained: int
    counts: tuple[int, ...]
    ranked: Count | None = None

    @property
    def leading(self) -> tuple[str, ...]:
        """The options with most votes, as many as may win; of several that tie for the last place, all."""
        if self.ranked is not None:
            return self.ranked.elected
        if not any(self.counts):
            return ()
        order = sorted(self.counts, reverse=True)
        least = max(order[min(self.question.most, len(order)) - 1], 1)
        return tuple(option for option, votes in zip(self.question.options, self.counts, strict=True) if votes >= least)

    @property
    def is_tied(self) -> bool:
        """Whether more options lead than may win."""
        if self.ranked is not None:
            return not self.ranked.is_finished
        return len(self.leading) > self.question.most


def tally(question: Question, votes: Iterable[str], lots: Sequence[Lot] = ()) -> Tally:
    """Count votes as they are kept. Raises: NotAVote (one of them is none), LotDoesNotFit"""
    kept = Counter(votes)
    wrong = next((vote for vote in kept if not is_vote(question, vote)), None)
    if wrong is not None:
        raise NotAVote(f"“{wrong}” is no vote on this question.")
    voted, abstained = sum(kept.values()), kept.pop(ABSTAIN, 0)
    if question.kind is Kind.RANK:
        papers: dict[Ranking, int] = {
            tuple(question.options[int(number) - 1] for number in vote.split(">")): number_of
            for vote, number_of in kept.items()
        }
        ranked = count(papers, candidates=question.options, places=question.most, lots=lots)
        return Tally(question, voted, abstained, (), ranked)
    by_option: Counter[int] = Counter()
    for vote, number_of in kept.items():
        for number in vote.split(","):
            by_option[int(number)] += number_of
    return Tally(question, voted, abstained, tuple(by_option[at] for at in range(1, len(question.options) + 1)))


def is_quorate(voted: int, quorum: int) -> bool:
    """Tell whether enough members took part. Who abstains takes part."""
    return voted >= quorum
