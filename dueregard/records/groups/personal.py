"""What groups keep about people: how a group can be reached, and when it meets."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=42,
        whose="If you belong to a group",
        what="We keep that you belong to it, what it signs its letters with, its postal address, and its meetings. If "
        "it puts a meeting into its network, the groups there can read the agenda too.",
        why="Letters need a name and an address, and members need to know when they meet.",
        how_long="For as long as the group works here. A group’s public page names nobody.",
        rows=(
            Kept(
                model="groups.Group",
                thing=Thing.GROUP,
                public={"is_public": True},
                one="group",
                words=("signature", "postal_address", "about", "whereabouts", "reach"),
                group="self",
            ),
            Kept(model="groups.Meeting", one="meeting", words=("title", "place", "agenda"), group="group"),
        ),
    ),
)
ABOUT_NOBODY = {
    "groups.CalendarKey": "only the digest of a secret address",
    "groups.Network": "what a network of groups is called",
    "groups.PaperInvitation": "only the digest of a code",
}
