"""Each mutation still means what it meant, and the command notices one that no test sees."""

from pathlib import Path

import pytest

from tests.__main__ import environment
from tests.house.sources import ROOT
from tests.house.test_guards import held
from tests.mutations.__main__ import NOT_TOLD, SOME_UNSEEN, main, try_all
from tests.mutations.listed import Change, Gone, Mutation, lists, read
from tests.parts.submissions.test_past_failures import HELD

LAMP = "def lamp(is_on):\n    return 'light' if is_on else 'dark'\n"
TESTS = "from lamp import lamp\n\n\ndef test_a_lamp_that_is_on_gives_light():\n    assert lamp(True) == 'light'\n"


def named(name: str) -> dict[str, set[str]]:
    """Return the tests that are said to hold each past failure of a list, as pytest names them."""
    if name == "guards":
        return held()
    return {
        failure: {f"tests/{file}::{test}".replace("tests/../", "") for file, test in tests}
        for failure, (_, tests) in HELD.items()
    }


@pytest.mark.parametrize("name", lists())
def test_every_mutation_changes_a_text_that_is_there_once_and_names_a_test_of_its_failure(name: str) -> None:
    mutations, tests = read(name), named(name)
    for mutation in mutations:
        mutation.check(ROOT)
        assert set(mutation.tests) <= tests[mutation.failure], mutation.says
        assert mutation.tests
    assert len({one.says for one in mutations}) == len(mutations)
    assert {one.failure for one in mutations} == set(tests), "each of them is brought back"


def test_there_are_two_lists() -> None:
    assert lists() == ["guards", "sealed"]


def lamp(says: str, old: str, new: str) -> Mutation:
    test = "test_lamp.py::test_a_lamp_that_is_on_gives_light"
    return Mutation("V1", says, (Change("lamp.py", old, new),), (test,))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Make a source of one module and one test, which leaves half of it unseen."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "lamp.py").write_text(LAMP)
    (folder / "test_lamp.py").write_text(TESTS)
    return folder


def test_a_mutation_that_no_test_sees_is_told_from_one_that_is_caught(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = environment({"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})
    caught = lamp("it gives no light", "'light'", "'dusk'")
    unseen = lamp("it burns when it is off", "'dark'", "'glow'")
    broken = lamp("it is no Python", "return", "returns")
    assert try_all([caught, unseen], tree, tmp_path / "one", told) == SOME_UNSEEN
    said = capsys.readouterr().out
    assert "V1  it gives no light: caught by test_a_lamp_that_is_on_gives_light\n" in said
    assert "V1  it burns when it is off: SEEN BY NO TEST\n" in said
    assert said.endswith("2 mutations: 1 caught, 1 seen by no test, 0 not told.\n")
    assert (tmp_path / "one" / "lamp.py").read_text() == LAMP, "each is tried on its own"
    assert try_all([broken], tree, tmp_path / "two", told) == NOT_TOLD
    assert "V1  it is no Python: THE TESTS COULD NOT BE RUN\n" in capsys.readouterr().out


def test_a_text_that_is_gone_and_a_test_that_fails_by_itself_are_refused(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = environment({"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})
    for old in ("'candle'", "i"):
        with pytest.raises(Gone):
            lamp("gone", old, "x").check(tree)
        assert try_all([lamp("gone", old, "x")], tree, tmp_path / old, told) == NOT_TOLD
    (tree / "lamp.py").write_text(LAMP.replace("'light'", "'dusk'"))
    assert try_all([lamp("on", "'dark'", "'glow'")], tree, tmp_path / "failing", told) == NOT_TOLD
    said = capsys.readouterr().out
    assert "lamp.py holds this 0 times in place of once: 'candle'" in said
    assert "These fail without any mutation: test_lamp.py::test_a_lamp_that_is_on_gives_light" in said


def test_a_list_that_is_none_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == NOT_TOLD
    assert capsys.readouterr().out == "Say which list: ./run mutate guards|sealed [V12 …]\n"
