"""What the sweep of all addresses knows of motions and letters: models belong to nobody, sent letters to a group."""

from django.utils import timezone

from tests.doors.asks import acting, named
from tests.doors.world import World
from tests.parts.letters.builders import sent_letter

ADDRESSES = {
    "letters:index": named(""),
    "letters:write": named("model of a letter"),
    "letters:file": named("model of a letter", ending="txt"),
    "letters:all_sent": named(""),
    "letters:sent": named("letter that was sent"),
    "letters:undo": acting("letter that was sent"),
    "letters:settle": acting("letter that was sent"),
    "letters:answer": acting("letter that was sent"),
    "letters:close": acting("letter that was sent"),
    "letters:reopen": acting("letter that was sent"),
    "letters:read": acting("letter that was sent"),
    "letters:send": acting("model of a letter"),
}
LEFT_OUT: dict[str, str] = {}


def add_to(world: World) -> None:
    """Name one model of the shipped pack, and send a letter for each group."""
    world.add("model of a letter", "a model that everybody may fill in", "everybody", slug="branch-motion")
    cast = world.everybody.cast
    for group, realm in ((cast.northport, "northport"), (cast.southmoor, "southmoor")):
        letter = sent_letter(
            group=group,
            by=world.worker_of(group),
            title=world.planted.text(realm, "title of a letter"),
            text=world.planted.text(realm, "words of a letter"),
            now=timezone.now(),
        )
        world.add("letter that was sent", "a letter that a group sent", realm, pk=letter.pk)
