"""What the guide keeps about people: what readers suggest, and the name they chose for it."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=20,
        whose="If you suggest a better sentence",
        what="We keep what you typed and the time it came, and nothing that leads to you. Only you know the address "
        "where you will find the answer. Once we answer, your words, our answer and the name you gave are public. If "
        "you leave the name empty, no name is shown.",
        why="So that the guide gets better, and readers see why.",
        how_long="For as long as the guide is published. Ask us, and we take out your name or the whole suggestion.",
        rows=(
            Kept(
                model="guide.Suggestion",
                thing=Thing.TEXT,
                public={"state__in": ("accepted", "declined")},
                one="suggestion for the guide",
                words=("proposed", "reason", "credit", "answer"),
            ),
        ),
    ),
)
ABOUT_NOBODY = {
    "guide.Revision": "versions of the guide’s own text, which is public and cited",
    "guide.PrintFile": "the guide in print",
}
