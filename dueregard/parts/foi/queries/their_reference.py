"""What a body's replies say of its own number for a request, as a suggestion to a person."""

from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.parts.foi.queries.letters import reference_of
from dueregard.rules.mail.quotes import fold_quotes
from dueregard.rules.mail.their_reference import SuggestedReference, suggest_references

MOST_REPLIES = 20


def reference_in(reply: Correspondence) -> SuggestedReference | None:
    """Return the likeliest number in one reply; None where the case has one, or the reply names none."""
    case = reply.case
    if case.their_reference or reply.direction != Direction.IN:
        return None
    own_words = "\n".join(part.text for part in fold_quotes(reply.text) if part.kind != "quoted")
    ours = (reference_of(case), case.token, case.campaign.subject, case.campaign.title)
    found = suggest_references(subject=reply.subject, text=own_words, sender=reply.sender, ours=ours)
    return found[0] if found else None


def reference_of_case(case: Case) -> SuggestedReference | None:
    """Return the number that the newest reply with one gives; None where the case has one. One query."""
    if case.their_reference:
        return None
    replies = case.correspondence.filter(direction=Direction.IN).select_related("case__campaign").order_by("-at")
    return next((found for reply in replies[:MOST_REPLIES] if (found := reference_in(reply))), None)
