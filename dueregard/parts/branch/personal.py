"""What the path of a branch keeps about people: who does what, and texts that were adopted."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=66,
        whose="If your branch walks its path here",
        what="Your branch keeps who takes which step, what it asked for and was told, and the texts it adopted. If "
        "it puts a text into its network, the groups there can read it too.",
        why="So that the work goes on when someone else takes over.",
        how_long="Until the branch deletes it.",
        rows=(
            Kept(model="branch.Path", one="path of a branch", words=("name",), group="group"),
            Kept(
                model="branch.Step", one="step of a branch", words=("who", "note"), under=("path",), group="path__group"
            ),
            Kept(
                model="branch.Ask",
                one="thing a branch asked for",
                words=("text", "answer_words", "answer_from"),
                under=("path",),
                group="path__group",
            ),
            Kept(
                model="branch.AdoptedText",
                thing=Thing.TEXT,
                public={"shared_at__isnull": False},
                one="adopted text",
                words=("title", "assembly", "proposed", "amended", "came_of", "credit"),
            ),
        ),
    ),
)
