"""What the site keeps about people who asked about their own data."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=31,
        whose="If you ask what we hold about you",
        what="We keep what you asked, how we can reach you, what we looked for, and what we did.",
        why="The law makes us answer you, and be able to show that we did.",
        how_long="Two years after we answered. Then the site erases it by itself. That something was erased, when and "
        "why, stays on record without your name.",
        rows=(
            Kept(
                model="rights.Request",
                one="request about data",
                words=("who", "reply_to", "says", "terms", "outcome", "extended_because"),
                days=730,
                since="answered_at",
            ),
        ),
    ),
)
ABOUT_NOBODY = {
    "rights.Erasure": "ids, dates and reasons: nothing of what was erased",
    "rights.LeftBytes": "hashes of bytes that are about to go",
    "rights.KeptRow": "ids and reasons",
}
