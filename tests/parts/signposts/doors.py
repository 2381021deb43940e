"""What the sweep of all addresses knows of the help pages and the contacts. Everybody may read the help pages."""

from dueregard.foundation.packs.models import PackText
from tests.doors.asks import acting
from tests.doors.world import World

ADDRESSES = {
    "signposts:new": acting(""),
    "signposts:contact": acting("help contact"),
    "signposts:facts": acting("help contact"),
    "signposts:new_channel": acting("help contact"),
}
LEFT_OUT = {
    "signposts:check": "Answers a channel of a contact; test_contacts_desk asks it as everybody.",
    "signposts:channel": "Answers a channel of a contact; test_keeping_contacts asks it as everybody.",
    "signposts:remove": "Answers a channel of a contact; test_keeping_contacts asks it as everybody.",
}


def add_to(world: World) -> None:
    """Let addresses name a contact of the pack that is installed. It is nobody's secret; who acts, changes it."""
    contact = PackText.objects.filter(kind="contact").order_by("pk")[0]
    world.add("help contact", "a help contact", "everybody", pack=contact.pack_id, slug=contact.slug)
