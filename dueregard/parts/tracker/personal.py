"""What demands and decisions keep about people: words of organisations, and what came of them."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

_LINE = ("words", "url", "struck_why")

NOTICES = (
    Notice(
        order=58,
        whose="If your organisation is in the tracker",
        what="We keep what was demanded of a public body and what came of it, and which organisations decided not to "
        "cooperate. We look for words that may lead to one person before anything is public.",
        why="So that everyone can see what was asked and what changed.",
        how_long="For as long as the demand or the decision is on record.",
        rows=(
            Kept(
                model="tracker.Demand",
                thing=Thing.DEMAND,
                public={"is_public": True},
                one="demand",
                words=("withdrawn_why", "confirmed", "title", "details", "asked_by", "alongside", "reuse_url"),
                group="group",
            ),
            Kept(
                model="tracker.DemandLine",
                thing=Thing.DEMAND,
                public={"is_public": True},
                one="line of a demand",
                words=_LINE,
                under=("record",),
            ),
            Kept(
                model="tracker.Decision",
                thing=Thing.DECISION,
                public={"is_public": True},
                one="decision not to cooperate",
                words=(*("withdrawn_why", "confirmed", "organisation", "scope_words", "ends_when", "url"),),
                group="group",
            ),
            Kept(
                model="tracker.DecisionLine",
                thing=Thing.DECISION,
                public={"is_public": True},
                one="line of a decision",
                words=_LINE,
                under=("record",),
            ),
        ),
    ),
)
ABOUT_NOBODY = {"tracker.BodySize": "how many people a body has, and where that stands"}
