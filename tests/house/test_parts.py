"""A part is one folder, and its name in PARTS: nothing else of the site names it.

An invented one shows it, in a process of its own whose settings have it: see other_sites/.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from dueregard.foundation.accounts.audience import Audience
from dueregard.rules.wiring.adds import Adds, Menu, ShownTo
from tests.doors.table import every_address
from tests.house.other_sites.trying import run
from tests.house.sources import PACKAGE, ROOT, files, modules, name, templates

PARTS = sorted(path.name for path in (PACKAGE / "parts").iterdir() if (path / "apps.py").exists())
ELSEWHERE = ("config", "website", "foundation", "records", "rules/wiring")
# What may name a part, and why.
NAMED = {
    "dueregard/config/settings.py": "the parts a site has by default; the first word of a reply address",
    "dueregard/foundation/packs/gateways/beginning.py": "a pack has a folder of that name, whoever reads it",
    "dueregard/foundation/packs/queries/files.py": "writes of a pack’s own guide, in its README",
    "dueregard/records/bodies/queries/picker.py": "an address in an example",
    "dueregard/records/bodies/actions/bring_example.py": "the first word of an address for requests",
    **dict.fromkeys(
        (
            "dueregard/rules/wiring/thread.py",
            "dueregard/website/templates/website/components/thread.html",
            "dueregard/website/templates/website/thread.html",
            "dueregard/website/views/thread.py",
        ),
        "the first station of the thread, whichever part has it",
    ),
}
# An ordinary word of the field names a part only where it names its modules or its addresses.
ORDINARY = {"branch", "letters", "training"}
PATH = re.compile(r"""["'(](/(?:desk/)?[a-z-]+/)""")


def parts_named(text: str) -> list[str]:
    """Return the parts that a text names as words."""
    return [part for part in PARTS if re.search(_named(part), text)]


def _named(part: str) -> str:
    return rf"\bparts[./]{part}\b|[\"']{part}:\w" if part in ORDINARY else rf"\b{part}\b"


def written_elsewhere() -> list[Path]:
    """Return the modules and templates that are no part's."""
    homes = [PACKAGE / home for home in ELSEWHERE]
    return [path for path in [*modules(), *templates()] if any(path.is_relative_to(home) for home in homes)]


def places_of_parts() -> set[str]:
    """Return how the addresses begin that parts alone have: /help/, /desk/campaigns/."""
    own: dict[bool, set[str]] = {True: set(), False: set()}
    for address in every_address():
        begins = PATH.match(f'"/{address.route}')
        if begins and not address.route.startswith("account/"):
            own[address.name.partition(":")[0] in PARTS].add(begins[1])
    return own[True] - own[False]


def test_nothing_outside_its_folder_names_a_part() -> None:
    found = {name(path): parts_named(path.read_text()) for path in written_elsewhere() if name(path) not in NAMED}
    assert {path: parts for path, parts in found.items() if parts} == {}


def test_a_part_that_does_not_exist_is_refused_in_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DUEREGARD_PARTS": "guide, gide"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"DUEREGARD_PARTS names gide, which this site does not have. It has {', '.join(PARTS)}." in done.stderr


def test_what_may_name_a_part_still_does() -> None:
    assert [path for path in NAMED if not parts_named((ROOT / path).read_text())] == []


def test_nothing_outside_its_folder_writes_an_address_of_a_part() -> None:
    places = places_of_parts()
    assert {"/help/", "/desk/campaigns/", "/guide/"} <= places
    found = {name(path): places & {*PATH.findall(path.read_text())} for path in written_elsewhere()}
    assert {path: written for path, written in found.items() if written} == {}


def test_a_part_that_is_named_and_an_address_that_is_written_are_seen() -> None:
    assert parts_named('if "foi" in PARTS:') == ["foi"]
    assert parts_named("the guidelines of a submission") == []
    assert PATH.findall('<a href="/help/">') == ["/help/"]
    assert PATH.findall("redirect('/desk/campaigns/new/')") == ["/desk/campaigns/"]


def test_every_part_that_is_there_is_one_of_the_site() -> None:
    assert sorted(settings.PARTS) == PARTS


def test_an_app_says_what_it_adds_in_one_constant_and_nothing_else() -> None:
    """So a word that is misspelt is an error, never a thing that quietly is not there."""
    said = {name(path): re.findall(r"^([A-Z_]+)\b.*=", path.read_text(), re.MULTILINE) for path in apps()}
    assert {path: words for path, words in said.items() if words not in ([], ["ADDS"])} == {}
    assert all(isinstance(adds, Adds) for adds in settings.ADDED)


def test_what_the_settings_read_of_an_app_brings_no_code_of_it() -> None:
    """They read it before Django is ready, on each start of each process."""
    may = {"django.apps", "django.forms", "dueregard.rules.wiring.adds"}
    imported = {
        name(path): set(re.findall(r"^(?:from|import) (\S+)", path.read_text(), re.MULTILINE)) for path in apps()
    }
    assert {path: modules - may for path, modules in imported.items() if modules - may} == {}


def apps() -> list[Path]:
    """Return every app's apps.py."""
    return files("apps.py", under=PACKAGE)


def test_every_entry_and_door_leads_to_a_page_that_its_readers_may_open() -> None:
    audiences = {address.name: address.audience for address in every_address()}
    for menu in settings.MENUS.values():
        for entry in menu:
            may = audiences[entry.page]
            assert may in {Audience.EVERYBODY, Audience.SIGNED_IN, Audience.ADMINISTRATOR}, entry
            assert may is not Audience.ADMINISTRATOR or entry.to is ShownTo.ADMINISTRATORS, entry
            assert may is Audience.EVERYBODY or entry.menu not in {Menu.VISITOR, Menu.FOOT}, entry
    assert all(audiences[door.page] is not None for door in settings.DOORS)


@pytest.mark.starts_early
def test_one_more_part_is_its_folder_and_its_name() -> None:
    passed = run(
        "with_one_more",
        DJANGO_SETTINGS_MODULE="tests.house.other_sites.settings",
        DUEREGARD_PARTS=",".join([*PARTS, "pamphlets"]),
        DUEREGARD_PAMPHLETS_A_DAY="5",
    )
    assert passed > 0
