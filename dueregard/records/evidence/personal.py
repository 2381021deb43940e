"""What documents keep about people: the files, what was read in them, and what was said of them."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=52,
        whose="If you are named in a document",
        what="We keep files exactly as they came, and the text, the drawings and the pictures made from them. Nothing "
        "is public until two people have read a copy without personal details. If a group puts a document into its "
        "network, the groups there can read its title and date, not its pages.",
        why="We rely on our legitimate interest in holding public bodies to account, and on the law’s provisions for "
        "journalism and archives where they apply.",
        how_long="For as long as the campaign needs the evidence. When a file is erased, only its hash stays in the "
        "custody log, so that the log can still be checked.",
        rows=(
            Kept(
                model="evidence.Document",
                thing=Thing.DOCUMENT,
                public={"is_public": True},
                one="document",
                words=("name", "title", "detail", "labels"),
                bytes=("sha256", "drawing", "as_shown", "tables"),
                under=("copy_of", "root"),
                takes=("root",),
                sets={"reading": "unreadable", "reason": "erased", "is_public": False, "public_since": None},
                tells="dueregard.records.evidence.actions.note_erasure.note_erasure",
                not_while={"reading": ("waiting", "running")},
                why_not="This file is being read. Try again in a few minutes.",
                found_as=("document", "pk"),
                group="group",
            ),
            Kept(
                model="evidence.Page",
                thing=Thing.DOCUMENT,
                public={"document__is_public": True},
                one="page of a document",
                words=("text", "label"),
                bytes=("words",),
                under=("document",),
                of="document",
                goes=True,
                found_as=("document", "document_id"),
                group="document__group",
            ),
            Kept(
                model="evidence.HiddenData",
                one="hidden thing in a document",
                words=("where", "sample"),
                under=("document",),
                of="document",
                goes=True,
                group="document__group",
            ),
            Kept(model="evidence.Label", one="label of a document", words=("word",), under=("document",), goes=True),
            Kept(
                model="evidence.Provenance",
                one="where a document came from",
                words=("name", "says", "place", "url", "labels"),
                under=("document", "parent"),
                group="document__group",
            ),
            Kept(
                model="evidence.Passage",
                thing=Thing.DOCUMENT,
                public={"document__is_public": True},
                one="passage",
                words=("quote", "prefix", "suffix"),
                under=("document",),
                found_as=("document", "document_id"),
                group="document__group",
            ),
            Kept(
                model="evidence.Citation",
                one="claim that rests on a passage",
                words=("says",),
                under=("passage",),
                group="passage__document__group",
            ),
        ),
    ),
)
ABOUT_NOBODY = {
    "evidence.CustodyLine": "hashes, ids and codes; it is never changed, and holds no words",
    "evidence.CustodyHead": "the hash of the last line",
    "evidence.Timestamp": "hashes, and what an authority answered to them",
}
