"""What votes keep about people: what was asked. How someone voted is sealed and tied to nobody."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=48,
        whose="If you vote",
        what="We keep what was asked, who could vote in general words, and the result. Your vote is sealed, and "
        "nothing ties it to you or to your slip.",
        why="So that members can decide in secret and check the count.",
        how_long="The key to the votes is destroyed when they are counted; the result stays.",
        rows=(Kept(model="consultations.Consultation", one="vote", words=("title", "asked_by", "who"), group="group"),),
    ),
)
ABOUT_NOBODY = {"consultations.Code": "only the digest of a slip’s code"}
