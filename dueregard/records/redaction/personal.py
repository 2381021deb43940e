"""What marks and public copies keep: the very words that must not become public."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=55,
        whose="If your name was blacked out",
        what="To black out your name in every place, the group keeps it beside the original.",
        why="A copy can only be checked against the words that must not be in it.",
        how_long="As long as the original. Only its group and this site’s administrators can see it.",
        rows=(
            Kept(model="redaction.Mark", one="mark", words=("words",), under=("document",), goes=True),
            Kept(
                model="redaction.Look", one="place looked at", words=("phrase", "form"), under=("document",), goes=True
            ),
            Kept(
                model="redaction.PublicCopy",
                one="making of a public copy",
                words=("title", "marks", "looks", "faults", "why_withdrawn"),
                under=("document", "copy"),
                sets={"state": "withdrawn"},
                not_while={"state": ("waiting", "making", "ready")},
                why_not="A public copy of this document is being made. Discard it first.",
                group="document__group",
            ),
        ),
    ),
)
