"""What the search keeps about people: the searches that someone saves."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=46,
        whose="If you save a search",
        what="We keep its words under the name you gave it. Nobody’s other searches are kept or counted.",
        why="So that you can see what is new.",
        how_long="Until you delete it.",
        rows=(
            Kept(
                model="search.KeptSearch",
                one="saved search",
                words=("name", "asked"),
                under=("person",),
                goes=True,
            ),
        ),
    ),
)
ABOUT_NOBODY = {"search.Changed": "ids of rows that the index must read again"}
