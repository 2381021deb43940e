"""What the sweep of all addresses knows of members' votes: one without slips, one with them, one open."""

from django.utils import timezone

from dueregard.parts.consultations.actions.prepare import make_codes
from dueregard.rules.votes.papers import Asked
from tests.doors.asks import acting, named
from tests.doors.world import World
from tests.parts.consultations.builders import YES_NO, opened, write

ADDRESSES = {
    "consultations:all": named(""),
    "consultations:new": acting("", is_kind=True),
    "consultations:one": named("vote of a group"),
    "consultations:change": acting("vote of a group"),
    "consultations:add_question": acting("vote of a group"),
    "consultations:drop_question": acting("vote of a group", number=2),
    "consultations:slips": acting("vote with slips"),
    "consultations:open": acting("vote of a group"),
    "consultations:discard": acting("vote of a group"),
    "consultations:paper": acting("vote of a group"),
    "consultations:count": acting("vote of a group"),
    "consultations:vote": named("vote that is open"),
    "consultations:cast": named("vote that is open"),
}
LEFT_OUT = {
    "consultations:result": "There is none before the count; test_counting asks it as everybody.",
}


def add_to(world: World) -> None:
    """Write two votes down for each group, one of them with slips made, and open one."""
    cast = world.everybody.cast
    for group, realm in ((cast.northport, "northport"), (cast.southmoor, "southmoor")):
        made = write(cast, group=group, now=timezone.now(), further=[Asked("Should we meet?", YES_NO)])
        made.title = world.planted.text(realm, "question of a vote")
        made.save()
        world.add("vote of a group", "a vote that was written down", realm, pk=made.pk)
        printed = write(cast, group=group, now=timezone.now(), roll=3)
        make_codes(consultation=printed, by=cast.asha, now=timezone.now())
        world.add("vote with slips", "a vote whose slips were made", realm, pk=printed.pk)
    shown, _ = opened(cast, now=timezone.now(), roll=3)
    world.add("vote that is open", "a vote that is open", "everybody", pk=shown.pk)
