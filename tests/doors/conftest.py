"""The world is made once for a module, in a transaction of its own; what an answer writes is taken back at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.doors.kinds import leave, make_everybody
from tests.doors.table import of_parts
from tests.doors.world import World, add_people_and_bodies, index_everything
from tests.doors.world_of_evidence import add_evidence
from tests.doors.world_of_keepsakes import add_keepsakes
from tests.doors.world_of_meetings import add_meetings


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Everything that addresses can name."""
    folder: Path = tmp_path_factory.mktemp("world")
    own = override_settings(**{kept.setting: folder / kept.name for kept in settings.STATE_FOLDERS})
    with own, django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def nothing_more(world: World) -> None:
    """For a part whose addresses name no objects of its own."""


def make_world() -> World:
    """Make the people, the objects, and the index of them."""
    world = World(make_everybody())
    add_people_and_bodies(world)
    add_evidence(world)
    add_keepsakes(world)
    add_meetings(world)
    for part in of_parts():
        getattr(part, "add_to", nothing_more)(world)
    leave(world.everybody)
    index_everything()
    return world
