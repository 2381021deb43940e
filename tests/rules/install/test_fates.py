"""What a person typed is never overwritten, and the difference is shown; what we wrote is brought up to date."""

import pytest

from dueregard.rules.install.fates import Fate, Planned, digest, judge

PATH = "/etc/due-regard/settings"
NEW = Planned(PATH, "PORT=1\nNAME=new\n")


@pytest.mark.parametrize(
    ("there", "written", "fate"),
    [
        (None, {}, Fate.NEW),
        (NEW.text, {}, Fate.SAME),
        ("PORT=1\n", {PATH: digest("PORT=1\n")}, Fate.REPLACED),
        ("PORT=2\n", {PATH: digest("PORT=1\n")}, Fate.KEPT),
        ("PORT=2\n", {}, Fate.KEPT),
    ],
)
def test_only_what_we_wrote_ourselves_is_replaced(there: str | None, written: dict[str, str], fate: Fate) -> None:
    assert judge(NEW, there, written).fate is fate


def test_a_kept_file_is_shown_with_the_lines_in_which_it_differs() -> None:
    difference = judge(NEW, "PORT=1\nNAME=mine\n", {}).difference
    assert "-NAME=mine" in difference
    assert "+NAME=new" in difference
    assert "-PORT=1" not in difference


def test_a_person_may_have_a_kept_file_replaced() -> None:
    assert judge(NEW, "PORT=2\n", {}, frozenset({PATH})).fate is Fate.REPLACED


def test_the_secrets_are_made_once_and_never_shown() -> None:
    secrets = Planned("/etc/due-regard/secrets", "# fill in\n", 0o600, is_once=True)
    judged = judge(secrets, "PASSWORD=x\n", {})
    assert (judged.fate, judged.difference) == (Fate.SAME, "")
