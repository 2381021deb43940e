"""What findings keep about people: what was read, where, and what a body said of it."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=56,
        whose="If you answer for a public body",
        what="We keep what a body says about our claims, and the published address to which we sent its link.",
        why="So that a reader sees your answer beside the claim.",
        how_long="For as long as the claim stands.",
        rows=(
            Kept(
                model="findings.Statement",
                thing=Thing.CLAIM,
                public={"state": "shown"},
                one="statement of a body",
                words=("claim", "says", "why_not"),
            ),
            Kept(model="findings.ReplyLink", one="link for a body", words=("sent_to",), group="group"),
            Kept(model="findings.Source", one="source of an answer", words=("url", "meeting", "item"), group="group"),
            Kept(model="findings.Answer", one="answer of a reader", words=("value", "note"), under=("passage",)),
            Kept(
                model="findings.Finding",
                thing=Thing.CLAIM,
                public={"question__is_public": True},
                one="finding",
                words=("value",),
                under=("passage",),
            ),
            Kept(
                model="findings.Question",
                thing=Thing.CLAIM,
                public={"is_public": True},
                one="question about bodies",
                words=("text", "guidance", "asked_by"),
            ),
        ),
    ),
)
