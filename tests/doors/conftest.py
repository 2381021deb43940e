"""The world is made once for a module, in a transaction of its own; what an answer writes is taken back at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from dueregard.parts.submissions.gateways import bucket
from tests.doors.kinds import leave, make_everybody
from tests.doors.world import World, add_people_and_bodies, index_everything
from tests.doors.world_of_evidence import add_evidence
from tests.doors.world_of_inboxes import add_inboxes
from tests.doors.world_of_requests import add_requests


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Everything that addresses can name."""
    folder: Path = tmp_path_factory.mktemp("world")
    own = override_settings(SEARCH_FOLDER=folder / "search", SEALED_STORE=folder / "sealed")
    with own, django_db_blocker.unblock(), transaction.atomic():
        bucket.forget()
        yield make_world()
        transaction.set_rollback(True)


def make_world() -> World:
    """Make the people, the objects, and the index of them."""
    world = World(make_everybody())
    body, _ = add_people_and_bodies(world)
    add_requests(world, body, add_evidence(world, body))
    add_inboxes(world, body)
    leave(world.everybody)
    index_everything()
    return world
