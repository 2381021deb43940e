"""What letters keep about people: those that a group sent, and their answers. What visitors write is not stored."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=25,
        whose="If you write a motion or a letter here",
        what="Nothing. What you write is made into a file for you and is not stored. We keep only letters that a group "
        "sends, and the answers to them. If the group puts a letter into its network, the groups there can read it "
        "too.",
        why="So that the group knows what it asked and what came back.",
        how_long="For as long as the campaign needs them.",
        rows=(
            Kept(
                model="letters.SentLetter",
                one="letter of a group",
                words=("title", "text", "to"),
                under=("outgoing",),
                takes=("outgoing",),
                strips=("outgoing",),
                group="group",
            ),
            Kept(
                model="letters.Reply",
                one="answer to a letter",
                words=("sender", "subject", "text", "trouble"),
                under=("email", "letter"),
                takes=("email",),
                strips=("email",),
                group="letter__group",
            ),
            Kept(
                model="letters.ReplyFile",
                one="file of an answer",
                words=("name", "trouble"),
                under=("reply", "document"),
                takes=("document",),
                strips=("reply__email",),
                group="reply__letter__group",
            ),
        ),
    ),
)
