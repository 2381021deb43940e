"""What a group can do next in a case on a given day, the best step first, each with its reason.

Works from the standing; the letters themselves are filled by `wording`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.law.laws import Law

PATIENCE = timedelta(days=10)  # after a reminder; a second one any sooner only annoys


class NextStep(StrEnum):
    """A step a group can take. The codes are those of the letters, where there is one."""

    REMINDER = "reminder"
    CLARIFICATION = "clarification"
    REVIEW = "review"
    REVIEW_REMINDER = "review_reminder"
    COMPLAINT = "complaint"
    SORT = "sort"
    NEW_ADDRESS = "new_address"
    CLOSE = "close"
    WAIT = "wait"


# The steps that are a letter.
WRITTEN = frozenset(
    {
        NextStep.REMINDER,
        NextStep.REVIEW_REMINDER,
        NextStep.REVIEW,
        NextStep.COMPLAINT,
        NextStep.CLARIFICATION,
    }
)
ON_ITS_WAY = "A letter is in the outbox"


@dataclass(frozen=True, slots=True)
class Offer:
    """A step, the verb on its button, and why it is offered today. `until` is the UK calendar day to wait for."""

    step: NextStep
    verb: str
    because: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What the next step depends on in a case. Dates are UK calendar dates."""

    phase: Phase
    turn: Turn
    law: Law
    outcome: Outcome | None
    due_on: date | None
    not_before: date | None = None
    unsorted: int = 0
    rests_on: str = "statute"
    reminded_on: date | None = None
    is_written: bool = False  # a letter of ours waits in the outbox


def is_late(place: Place, today: date) -> bool:
    """Tell whether the body has missed its last lawful day. A school's open range counts only past its outer end."""
    return place.turn is Turn.THEIRS and place.due_on is not None and today > place.due_on


def may_remind(place: Place, today: date) -> bool:
    """Tell whether the body is late, was not reminded in the last ten days, and no reply from it is unread."""
    return not place.unsorted and is_late(place, today) and patient_until(place, today) is None


def patient_until(place: Place, today: date) -> date | None:
    """Return the first day on which a second reminder makes sense; None where it does today."""
    until = place.reminded_on + PATIENCE if place.reminded_on else None
    return until if until and today < until else None


def review_warning(place: Place, today: date, *, ask_by: date | None = None) -> str:
    """Return what to know before asking for a review today; empty when it is in time.

    `ask_by` is the last day to ask after silence, where the law sets one (Scotland).
    Source: FOISA 2002 s.20(5) and (6); EIR 2004 reg 11(2); section 45 Code, paragraph 5.3.
    """
    answered = place.phase is Phase.ANSWERED
    last = place.due_on if answered else ask_by if place.phase is Phase.WAITING else None
    if last and today > last:
        passed = f"The last day to ask for a review was {day_words(last)}."
        return f"{passed} You can still ask, but they do not have to answer."
    if place.phase is Phase.WAITING and place.due_on and today <= place.due_on:
        return f"They have until {day_words(place.due_on)} to answer. Until then there is nothing to review."
    return ""


def next_steps(place: Place, today: date) -> tuple[Offer, ...]:
    """Return what can be done today, the best step first; waiting is a step where a day is known to wait for."""
    offers = []
    if place.unsorted:
        offers.append(Offer(NextStep.SORT, "Sort this reply", "A reply has arrived that nobody has read."))
    offers.extend(_offers_of_phase(place, today))
    if place.is_written and any(offer.step in WRITTEN for offer in offers):
        offers = [offer for offer in offers if offer.step is NextStep.SORT]
        offers.append(Offer(NextStep.WAIT, ON_ITS_WAY, "It leaves in a few minutes. Until then you can undo it there."))
    return tuple(offers)


def _offers_of_phase(place: Place, today: date) -> list[Offer]:
    scottish = place.law.is_scottish
    match place.phase:
        case Phase.UNDELIVERED:
            return [
                Offer(
                    NextStep.NEW_ADDRESS,
                    "Correct the address",
                    "The letter did not arrive, so no time limit is running.",
                )
            ]
        case Phase.CLARIFYING:
            return [
                Offer(NextStep.CLARIFICATION, "Answer their question", "They do not have to answer until you clarify."),
            ]
        case Phase.WAITING if is_late(place, today):
            reminder = Offer(NextStep.REMINDER, "Send a reminder", "Their deadline has passed.")
            if scottish:
                why = "In Scotland you must ask for a review before you can complain, even if they never answered."
                challenge = Offer(NextStep.REVIEW, "Ask for a review", why)
            else:
                why = "You can complain without a review if they never answered; people usually send a reminder first."
                challenge = Offer(NextStep.COMPLAINT, "Complain to the regulator", why)
            return _reminding(place, today, reminder, challenge)
        case Phase.WAITING | Phase.REVIEW if not is_late(place, today):
            return _waiting(place)
        case Phase.ANSWERED if place.outcome is Outcome.RELEASED:
            return [Offer(NextStep.CLOSE, "Close this case", "They released what we asked for.")]
        case Phase.ANSWERED:
            why = "They withheld something. The first way to challenge that is a review."
            review = Offer(NextStep.REVIEW, "Ask for an internal review", why)
            close = Offer(NextStep.CLOSE, "Close this case", "If you do not want to challenge it.")
            if place.due_on and today > place.due_on:
                return [close, review]
            return [review, close]
        case Phase.REVIEW if is_late(place, today):
            reminder = Offer(NextStep.REVIEW_REMINDER, "Send a reminder", "The time for their review has passed.")
            challenge = Offer(NextStep.COMPLAINT, "Complain to the regulator", "Their review is late.")
            return _reminding(place, today, reminder, challenge)
        case Phase.REVIEWED:
            why = "The review is finished; the next step is the regulator."
            complaint = Offer(NextStep.COMPLAINT, "Complain to the regulator", why)
            return [complaint, Offer(NextStep.CLOSE, "Close this case", "If you do not want to challenge it.")]
    return []


def _reminding(place: Place, today: date, reminder: Offer, challenge: Offer) -> list[Offer]:
    """Return a reminder and the stronger step; soon after a reminder, waiting and the stronger step."""
    if may_remind(place, today):
        return [reminder, challenge]
    until = patient_until(place, today)
    if until is None or place.reminded_on is None:
        return [challenge]
    why = f"You reminded them on {day_words(place.reminded_on)}. Give them until then before you write again."
    return [_wait(until, why), challenge]


def _waiting(place: Place) -> list[Offer]:
    """Return the wait for an answer or a review whose last day is known and has not passed."""
    if place.turn is not Turn.THEIRS or place.due_on is None:
        return []
    what = "review their answer" if place.phase is Phase.REVIEW else "answer"
    if place.rests_on == "statute":
        why = f"They have until then to {what}. You can remind them from the day after."
    else:
        why = f"They are expected to {what} by then. You can remind them from the day after."
    return [_wait(place.due_on, why)]


def _wait(until: date, why: str) -> Offer:
    return Offer(NextStep.WAIT, f"Wait until {day_words(until)}", why, until)
