"""What notices about edits keep: a few words of what a colleague changed."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=45,
        whose="If a colleague changed what you wrote",
        what="We keep a short notice for you, with the words that changed.",
        why="So that nobody’s work is written over without their knowing.",
        how_long="Until you put the notice away, and at most 90 days.",
        rows=(
            Kept(
                model="editing.EditNotice",
                one="notice about an edit",
                words=("called", "lines"),
                under=("to",),
                goes=True,
                days=90,
                since="at",
            ),
        ),
    ),
)
