"""What the site is built of: each package pinned by its hash, wanted for a reason that stands, used, and free.

This looks at the files and at what is installed, and asks nobody. Known weaknesses are `tests/weaknesses`'.
"""

import ast
import re
import sys
from importlib import metadata

import pytest

from tests.house.sources import PACKAGE, ROOT, modules, name

REQUIREMENTS = ROOT / "requirements"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==[^ ]+", re.MULTILINE)
WANTED = re.compile(r"^([A-Za-z0-9._-]+)", re.MULTILINE)
# Packages that no module of ours imports, and where they are used.
NOT_IMPORTED = {
    "django-csp": "a middleware that the settings name",
    "flit-core": "builds the command",
    "granian": "the web server that `serve` starts",
    "pillow-heif": "is registered by its name",
    "psycopg": "Django's engine",
    "whitenoise": "a middleware and a storage that the settings name",
    "django-tasks-db": "a backend that the settings name",
}
# Imported beside the package that brings and pins them.
BROUGHT = {"botocore": "boto3", "s3transfer": "boto3", "kombu": "celery"}
# What licences must say to go with ours, the AGPL 3 or later.
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser|GPL-3\.0-or-later|Public Domain|Zlib"
)
# Installed without a licence in their data, or with words that say too little; what their own files say.
READ_BY_A_PERSON = {
    "axe-playwright-python": "MIT, with axe-core under the MPL 2.0",
    "lunardate": "GPL 3 or later; tests alone",
    "pyrage": "MIT",
    "text-unidecode": "Artistic License or GPL; tests alone",
}


def folded(package: str) -> str:
    """Return a package's name as every tool compares it. Source: PEP 503"""
    return re.sub(r"[-_.]+", "-", package).lower()


def wanted(file: str) -> set[str]:
    """Return the packages that a list names, without those that they need."""
    return {folded(one) for one in WANTED.findall((REQUIREMENTS / file).read_text())}


def unpinned(lock: str) -> list[str]:
    """Return the packages of a lock file that lack a version, a hash, or anybody who wants them."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    return [
        entry.split()[0]
        for entry in entries
        if not PINNED.match(entry) or "--hash=sha256:" not in entry or "# via" not in entry
    ]


def unasked(lock: str) -> set[str]:
    """Return the packages that nobody of our lists leads to."""
    needs: dict[str, set[str]] = {}
    for entry in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]:
        told = re.findall(r"#\s+(?:via\s+)?(\S.*)$", entry[entry.index("# via") :], re.MULTILINE)
        needs[folded(re.split(r"[=\[ ]", entry)[0])] = {one if one.startswith("-") else folded(one) for one in told}
    asked = {one for one, by in needs.items() if any(who.startswith("-r ") for who in by)}
    while more := {one for one, by in needs.items() if one not in asked and by & asked}:
        asked |= more
    return needs.keys() - asked


def imports_of_the_site() -> set[str]:
    """Return the first words of everything that the site imports from others."""
    found: set[str] = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"dueregard"}


def packages_of(words: set[str]) -> dict[str, set[str]]:
    """Return the packages that bring each imported word."""
    brought = metadata.packages_distributions()
    return {word: {folded(one) for one in brought.get(word, [word])} for word in words}


@pytest.mark.parametrize("file", ["site.txt", "test.txt", "queue.txt"])
def test_every_package_is_pinned_with_hashes_and_wanted_by_one_that_has_a_reason(file: str) -> None:
    lock = (REQUIREMENTS / file).read_text()
    assert unpinned(lock) == []
    assert unasked(lock) == set()


def test_every_package_of_the_site_is_used() -> None:
    used = {package for packages in packages_of(imports_of_the_site()).values() for package in packages}
    assert wanted("site.in") - used - NOT_IMPORTED.keys() == set()
    assert NOT_IMPORTED.keys() - wanted("site.in") == set()


def test_what_the_site_imports_stands_in_its_own_list() -> None:
    ours = wanted("site.in") | wanted("queue.in")
    others = {word for word, packages in packages_of(imports_of_the_site()).items() if not packages & ours}
    assert others == BROUGHT.keys()
    assert set(BROUGHT.values()) <= ours


def test_no_package_of_the_tests_is_imported_by_the_site() -> None:
    tests_alone = wanted("test.in") - wanted("site.in")
    found = {word for word, packages in packages_of(imports_of_the_site()).items() if packages <= tests_alone}
    assert found == set()
    assert [
        name(path) for path in modules(under=PACKAGE) if re.search(r"^(from|import) tests\b", path.read_text(), re.M)
    ] == []


def test_every_licence_goes_with_ours() -> None:
    doubtful = {}
    for file in ("site.txt", "test.txt"):
        for package in map(folded, PINNED.findall((REQUIREMENTS / file).read_text())):
            try:
                said = metadata.metadata(package)
            except metadata.PackageNotFoundError:
                continue  # for another system
            words = [said.get("License-Expression") or "", *(said.get_all("Classifier") or [])]
            licences = [
                one
                for one in words
                if one and (not one.startswith("Framework")) and ("License ::" in one or one == words[0])
            ]
            if not any(FREE.search(one) for one in licences or [(said.get("License") or "")[:200]]):
                doubtful[package] = licences
    assert doubtful.keys() - READ_BY_A_PERSON.keys() == set()


def test_no_two_packages_have_one_reason() -> None:
    reasons = re.findall(r"#\s+(.+)$", "\n".join(
        line for file in ("site.in", "test.in", "queue.in") for line in (REQUIREMENTS / file).read_text().splitlines()
        if line and not line.startswith("#")
    ), re.MULTILINE)  # fmt: skip
    assert len(reasons) > 40
    assert [one for one in reasons if reasons.count(one) > 1] == []


def test_what_is_loose_is_seen() -> None:
    assert unpinned("left-pad>=1 \\\n    --hash=sha256:00\n    # via -r requirements/site.in\n") == ["left-pad>=1"]
    assert unpinned("left-pad==1\n    # via -r requirements/site.in\n") == ["left-pad==1"]
    stray = "a==1 \\\n    --hash=sha256:00\n    # via b\nb==1 \\\n    --hash=sha256:00\n    # via a\n"
    assert unasked(stray) == {"a", "b"}
    assert unasked(stray.replace("# via a", "# via -r requirements/site.in")) == set()
