"""What the register of public bodies keeps about people: addresses of offices, which sometimes are someone’s."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=60,
        whose="If a body publishes your work address",
        what="We keep the addresses at which a public body can be written to, with where each was read.",
        why="So that requests reach the office that must answer them.",
        how_long="Until someone finds that an address no longer works, or you ask us to remove it.",
        rows=(
            Kept(model="bodies.Contact", one="address of a body", words=("address", "source", "was"), goes=True),
            Kept(
                model="bodies.AddressLook",
                one="look at an address",
                words=("address",),
                under=("contact",),
                goes=True,
                group="group",
            ),
            Kept(model="bodies.Body", one="entry in the register", words=("notes",), keeps_history=True),
            Kept(model="bodies.ImportRun", one="import into the register", words=("file_name", "errors")),
        ),
    ),
)
ABOUT_NOBODY = {
    "bodies.Succession": "which body followed which",
    "bodies.Identifier": "numbers of public bodies",
    "bodies.MergedEntry": "former names of public bodies",
    "bodies.OtherName": "names of public bodies",
    "bodies.NameWord": "words of such names",
    "bodies.RegisterVersion": "a number",
}
