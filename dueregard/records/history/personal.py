"""What the history of a body keeps: sentences on what happened, made from rows of other apps."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=62,
        whose="If you are named in the history of a body",
        what="We keep one sentence for each thing that happened between a group and a public body.",
        why="It is the record of what was asked and answered.",
        how_long="For as long as the body is on the register. A line goes when what it speaks of is erased.",
        rows=(
            Kept(
                model="history.Entry",
                thing=Thing.BODY,
                public={"is_public": True},
                one="line in the history of a body",
                words=("says", "quote"),
                names_subject=True,
                goes=True,
                group="group",
            ),
        ),
    ),
)
