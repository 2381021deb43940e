"""What requests keep about people: letters, replies, files, and what colleagues wrote beside them."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=51,
        whose="If you work for a public body",
        what="We keep the letters your organisation sends us. They may contain your name, your work address and your "
        "telephone number. Nothing is public until a person publishes it, and we look for such details first.",
        why="We rely on our legitimate interest in holding public bodies to account, and on the law’s provisions for "
        "journalism and archives where they apply. You can object, and we will consider it.",
        how_long="For as long as the campaign needs the evidence. You can ask us at any time to erase your name or "
        "your letter.",
        rows=(
            Kept(
                model="foi.Correspondence",
                thing=Thing.LETTER,
                public={"case__is_public": True, "is_hidden": False},
                one="letter or reply",
                words=(
                    *("subject", "text", "html", "sender", "reasons", "suggestions", "notes"),
                    "collect_because",
                ),
                under=("email",),
                takes=("email", "outgoing"),
                strips=("email", "outgoing"),
                found_as=("case", "case_id"),
                group="case__group",
            ),
            Kept(
                model="foi.Attachment",
                one="file of a reply",
                words=("name", "trouble"),
                bytes=("sha256",),
                under=("correspondence", "document"),
                takes=("document",),
                strips=("correspondence__email",),
                group="correspondence__case__group",
            ),
            Kept(
                model="foi.HeldEmail",
                one="held e-mail",
                words=(
                    *("sender", "subject", "text", "html", "notes", "reasons", "guesses", "suggestions", "files"),
                    "cleared_because",
                ),
                bytes=("files",),
                under=("email",),
                takes=("email",),
                strips=("email",),
                goes_by_itself=True,
            ),
            Kept(
                model="foi.CaseEvent",
                one="event of a case",
                words=("because", "details"),
                under=("correspondence",),
                group="case__group",
            ),
            Kept(model="foi.LookedAt", one="words looked at", words=("words", "key"), goes=True, group="case__group"),
            Kept(model="foi.CaseNote", one="note on a case", words=("text",), goes=True, group="case__group"),
            Kept(
                model="foi.Case",
                thing=Thing.LETTER,
                public={"is_public": True},
                one="case",
                words=("address", "their_reference", "tags", "tag_words"),
                sets={"address": ""},
                keeps_history=True,
                found_as=("case", "pk"),
                group="group",
            ),
            Kept(
                model="foi.Campaign",
                one="campaign",
                words=("title", "template", "subject", "questions"),
                group="group",
            ),
        ),
    ),
)
ABOUT_NOBODY = {
    "foi.DateChange": "why a due date moved",
    "foi.FeedKey": "only the digest of a secret address",
}
