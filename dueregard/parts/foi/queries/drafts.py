"""What a draft holds that nobody has sent, so that a person who throws it away knows what goes with it."""

from dataclasses import dataclass

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Campaign, CaseNote, Correspondence
from dueregard.rules.casework.events import Phase

SENT = "A letter of this campaign has been sent or is about to be, so it stays. You can undo letters that still wait."


@dataclass(frozen=True, slots=True)
class Draft:
    """A campaign that could be thrown away: what goes with it, each as a sentence, or why it cannot."""

    campaign: Campaign
    goes: tuple[str, ...]
    why_not: str


def draft_of(campaign: Campaign) -> Draft:
    """Return what hangs on a campaign of which nothing was sent. Four queries."""
    bodies = campaign.cases.count()
    notes = CaseNote.objects.filter(case__campaign=campaign).count()
    undone = Correspondence.objects.filter(case__campaign=campaign).count()
    goes = (
        "The questions and the subject line.",
        _said(bodies, "The choice of one body.", "The choice of {} bodies. They stay in the register."),
        _said(notes, "One note by a colleague.", "{} notes by colleagues."),
        _said(undone, "The text of one letter that was undone.", "The text of {} letters that were undone."),
    )
    return Draft(campaign, tuple(line for line in goes if line), "" if may_be_thrown_away(campaign) else SENT)


def may_be_thrown_away(campaign: Campaign) -> bool:
    """Tell whether nothing of a campaign was sent, is on its way or came in."""
    kept = Correspondence.objects.filter(case__campaign=campaign).exclude(outgoing__state=OutgoingMessage.State.UNDONE)
    return not campaign.cases.exclude(phase=Phase.PREPARING).exists() and not kept.exists()


def _said(number: int, one: str, several: str) -> str:
    return "" if not number else one if number == 1 else several.format(number)
