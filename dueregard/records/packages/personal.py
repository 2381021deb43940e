"""What packages of documents keep: their titles. What is in them goes whenever anything is erased."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=64,
        whose="If a group exports documents",
        what="We keep the finished package, with copies of the documents in it.",
        why="So that a group can hand its evidence to a lawyer, a regulator or an archive.",
        how_long="Seven days. When anything is erased, every package is removed at once. It can be made again "
        "without it.",
        rows=(Kept(model="packages.Export", one="package of documents", words=("title", "wanted"), group="group"),),
    ),
)
