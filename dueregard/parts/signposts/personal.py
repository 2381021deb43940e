"""What the help contacts keep about people: what a volunteer noted when they checked one."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=15,
        whose="If you look for help",
        what="Nothing. Reading these pages leaves no trace on this site. When a volunteer checks a contact, we keep "
        "what they found.",
        why="So that nobody is sent to a number that no longer works.",
        how_long="Until the contact is taken off the list.",
        rows=(Kept(model="signposts.ChannelCheck", one="check of a help contact", words=("note",)),),
    ),
)
