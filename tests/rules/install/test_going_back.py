"""Going back changes as little of the database as it has to, and says what it lacks afterwards."""

import pytest

from dueregard.rules.install.releases import (
    How,
    Since,
    how_back,
    migrations_to_undo,
    release_name,
    to_remove,
    told,
    worth_telling,
)


@pytest.mark.parametrize(
    ("alike", "served", "undone", "how"),
    [
        (True, True, False, How.CODE_ONLY),
        (True, False, False, How.CODE_ONLY),
        (False, False, True, How.LAID_BACK),  # nothing can have come: the copy is exact
        (False, True, True, How.UNDONE),
        (False, True, False, How.LAID_BACK),
    ],
)
def test_the_database_is_left_alone_where_it_can_be(alike: bool, served: bool, undone: bool, how: How) -> None:
    assert how_back(migrations_are_alike=alike, was_served=served, can_be_undone=undone) is how


def test_each_app_goes_back_to_the_last_migration_that_it_had() -> None:
    then = [("mail", "0001_a"), ("mail", "0002_b"), ("foi", "0009_x")]
    now = [*then, ("mail", "0003_c"), ("mail", "0004_d"), ("machine", "0001_new")]
    assert migrations_to_undo(now, then) == {"mail": "0002_b", "machine": "zero"}
    assert migrations_to_undo(then, then) == {}


def test_what_came_since_is_told_table_by_table_and_rows_of_the_moment_are_not() -> None:
    since = worth_telling(Since({"mail_storedemail": 12, "work_worker": 3, "foi_case": 0}, {"foi_case": 1}))
    assert told(since) == [
        "  mail_storedemail: 12 new or changed",
        "  foi_case: 1 removed, which are there again",
    ]
    assert not worth_telling(Since({"django_session": 4}, {}))


def test_two_versions_that_differ_have_two_folders_and_old_ones_go() -> None:
    assert release_name("0.1.0", "abcdef0123456789") == "0.1.0-abcdef0123"
    there = {"a", "b", "c", "d", "e"}
    assert to_remove(there, ["a", "b", "c", "d", "e"], "e") == ["a", "b"]
    assert to_remove(there, ["a", "b", "c", "d", "e"], "a") == ["b"]
