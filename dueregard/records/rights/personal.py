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
    Notice(
        order=32,
        whose="If something about you was taken down",
        what="A public log says on which day something of which kind was taken down, why, and what became of it. Each "
        "is chosen from a fixed list, so the log names nobody. Administrators can write a private note beside a line.",
        why="So that everyone can see what is taken down, and what is not.",
        how_long="The log is kept as long as the site runs. The site erases a note two years after it was written.",
        rows=(
            Kept(
                model="rights.TakeDown",
                one="note on a take-down",
                words=("note",),
                days=730,
                since="made_at",
                sets={"note": ""},
                keeps_history=True,
            ),
        ),
    ),
)
ABOUT_NOBODY = {
    "rights.Erasure": "ids, dates and reasons: nothing of what was erased",
    "rights.LeftBytes": "hashes of bytes that are about to go",
    "rights.KeptRow": "ids and reasons",
}
