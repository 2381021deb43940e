"""Decides how a signatory stands: which step may follow which, and its days, as UK calendar dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

GRACE_DAYS = 30  # from the notice until a signatory without a proof lapses
RENEW_AFTER = timedelta(days=365)
REMIND_BEFORE = timedelta(days=30)


class State(StrEnum):
    """How a signatory stands."""

    ASKED = "asked"
    MORE_WANTED = "more_wanted"
    LISTED = "listed"
    GRACE = "grace"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """How a page says it."""
        return _SAID[self][0]

    @property
    def tone(self) -> str:
        """The tone of its status word."""
        return _SAID[self][1]

    @property
    def is_on_list(self) -> bool:
        """Tell whether it is in the list of signatories. Only `LISTED` is counted."""
        return self in {State.LISTED, State.GRACE}


class Event(StrEnum):
    """What happens to a signatory."""

    ASKED = "asked"
    WANTED_MORE = "wanted_more"
    ANSWERED = "answered"
    LISTED = "listed"
    REFUSED = "refused"
    PROOF_LOST = "proof_lost"
    NOT_RENEWED = "not_renewed"
    PROOF_BACK = "proof_back"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    WITHDREW = "withdrew"

    @property
    def words(self) -> str:
        """What the dated line says."""
        return _HAPPENED[self]

    @property
    def is_for_everybody(self) -> bool:
        """Tell whether a public page shows it. What went back and forth before the listing stays between the two."""
        return self not in {Event.ASKED, Event.WANTED_MORE, Event.ANSWERED, Event.REFUSED}


_SAID = {
    State.ASKED: ("Asked", "wait"),
    State.MORE_WANTED: ("More wanted", "soon"),
    State.LISTED: ("Signed and proved", "good"),
    State.GRACE: ("In grace", "soon"),
    State.LAPSED: ("Lapsed", "late"),
    State.WITHDRAWN: ("Withdrawn", "quiet"),
    State.REFUSED: ("Refused", "no"),
}
_HAPPENED = {
    Event.ASKED: "Asked to sign",
    Event.WANTED_MORE: "More was wanted",
    Event.ANSWERED: "Answered",
    Event.LISTED: "Listed as a signatory",
    Event.REFUSED: "Refused",
    Event.PROOF_LOST: "No proof holds any more: grace begins",
    Event.NOT_RENEWED: "Not renewed in time: grace begins",
    Event.PROOF_BACK: "A proof holds again",
    Event.RENEWED: "Renewed",
    Event.LAPSED: "Lapsed",
    Event.WITHDREW: "Withdrew",
}
_OPEN = {State.ASKED, State.MORE_WANTED}
# Which event is possible in which states, and what comes of it. None: it stays as it is.
_MOVES: dict[Event, tuple[frozenset[State], State | None]] = {
    Event.ASKED: (frozenset({State.WITHDRAWN, State.REFUSED}), State.ASKED),
    Event.WANTED_MORE: (frozenset(_OPEN), State.MORE_WANTED),
    Event.ANSWERED: (frozenset(_OPEN), State.ASKED),
    Event.LISTED: (frozenset(_OPEN), State.LISTED),
    Event.REFUSED: (frozenset(State) - {State.REFUSED}, State.REFUSED),
    Event.PROOF_LOST: (frozenset({State.LISTED}), State.GRACE),
    Event.NOT_RENEWED: (frozenset({State.LISTED}), State.GRACE),
    Event.PROOF_BACK: (frozenset({State.GRACE, State.LAPSED}), State.LISTED),
    Event.RENEWED: (frozenset({State.LISTED, State.GRACE, State.LAPSED}), None),
    Event.LAPSED: (frozenset({State.GRACE}), State.LAPSED),
    Event.WITHDREW: (frozenset(State) - {State.WITHDRAWN, State.REFUSED}, State.WITHDRAWN),
}


class NotPossible(Exception):
    """This cannot happen to a signatory as it stands; the words say why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides how a signatory stands on a day."""

    state: State
    proofs_hold: bool
    renew_by: date | None
    grace_until: date | None


def after(state: State, event: Event) -> State:
    """Return how a signatory stands after an event. Raises: NotPossible"""
    before, then = _MOVES[event]
    if state not in before:
        raise NotPossible(f"This signatory stands as “{state.words}”, so this is not possible. Nothing was changed.")
    return then or state


def why_not_listed(*, proofs_hold: bool, principles: int) -> str:
    """Return why a signatory cannot be listed yet; empty if it can."""
    if not proofs_hold:
        return "No proof holds yet. Ask for one, or record the signed minute."
    if not principles:
        return "It has adopted none of the principles."
    return ""


def due_event(stands: Standing, today: date) -> Event | None:
    """Return what happens to a signatory by itself on a day, or None.

    A proof that is back lists it again, unless it has to renew first; grace that is over lets it lapse.
    """
    is_renewed = stands.renew_by is None or stands.renew_by >= today
    if stands.state is State.LISTED:
        if not stands.proofs_hold:
            return Event.PROOF_LOST
        return None if is_renewed else Event.NOT_RENEWED
    if stands.state in {State.GRACE, State.LAPSED} and stands.proofs_hold and is_renewed:
        return Event.PROOF_BACK
    if stands.state is State.GRACE and stands.grace_until is not None and stands.grace_until < today:
        return Event.LAPSED
    return None


def grace_ends(today: date) -> date:
    """Return the last day of grace that begins on a day."""
    return today + timedelta(days=GRACE_DAYS)


def renewal_due(today: date) -> date:
    """Return the last day on which a decision that was confirmed on a day counts without being renewed."""
    return today + RENEW_AFTER


def is_reminded(renew_by: date | None, today: date) -> bool:
    """Tell whether it is time to remind a signatory to renew."""
    return renew_by is not None and today >= renew_by - REMIND_BEFORE


def counted(states: Iterable[State]) -> int:
    """Return how many of some signatories count: what is not proved is left out."""
    return sum(state is State.LISTED for state in states)
