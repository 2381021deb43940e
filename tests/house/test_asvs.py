"""The list after OWASP's ASVS has every requirement of levels 1 and 2 once, and each line a test, a page or a reason.

The numbers are those of ASVS 5.0.0 (May 2025), https://github.com/OWASP/ASVS, tag v5.0.0_release, the table of
`5.0/docs_en`. What each asks stands in our own words on the page.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "reference" / "asvs.md"
# Each section with its requirements of level 1, then those of level 2.
EXPECTED = """
1.1:  / 1 2
1.2: 1 2 3 4 5 / 6 7 8 9
1.3: 1 2 / 3 4 5 6 7 8 9 10 11
1.4:  / 1 2 3
1.5: 1 / 2
2.1: 1 / 2 3
2.2: 1 2 / 3
2.3: 1 / 2 3 4
2.4:  / 1
3.2: 1 2 /
3.3: 1 / 2 3 4
3.4: 1 2 / 3 4 5 6
3.5: 1 2 3 / 4 5
3.7:  / 1 2
4.1: 1 / 2 3
4.2:  / 1
4.3:  / 1 2
4.4: 1 / 2 3 4
5.1:  / 1
5.2: 1 2 / 3
5.3: 1 2 /
5.4:  / 1 2 3
6.1: 1 / 2 3
6.2: 1 2 3 4 5 6 7 8 / 9 10 11 12
6.3: 1 2 / 3 4
6.4: 1 2 / 3 4
6.5:  / 1 2 3 4 5
6.6:  / 1 2 3
6.8:  / 1 2 3 4
7.1:  / 1 2 3
7.2: 1 2 3 4 /
7.3:  / 1 2
7.4: 1 2 / 3 4 5
7.5:  / 1 2
7.6:  / 1 2
8.1: 1 / 2
8.2: 1 2 / 3
8.3: 1 /
8.4:  / 1
9.1: 1 2 3 /
9.2: 1 / 2 3 4
10.1:  / 1 2
10.2:  / 1 2
10.3:  / 1 2 3 4
10.4: 1 2 3 4 5 / 6 7 8 9 10 11
10.5:  / 1 2 3 4 5
10.6:  / 1 2
10.7:  / 1 2 3
11.1:  / 1 2
11.2:  / 1 2 3
11.3: 1 2 / 3
11.4: 1 / 2 3 4
11.5:  / 1
11.6:  / 1
12.1: 1 / 2 3
12.2: 1 2 /
12.3:  / 1 2 3 4
13.1:  / 1
13.2:  / 1 2 3 4 5
13.3:  / 1 2
13.4: 1 / 2 3 4 5
14.1:  / 1 2
14.2: 1 / 2 3 4
14.3: 1 / 2 3
15.1: 1 / 2 3
15.2: 1 / 2 3
15.3: 1 / 2 3 4 5 6 7
16.1:  / 1
16.2:  / 1 2 3 4 5
16.3:  / 1 2 3 4
16.4:  / 1 2 3
16.5:  / 1 2 3
17.1:  / 1
17.2:  / 1 2 3 4
17.3:  / 1 2
"""
LINE = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (test|page|does not apply|not met): (.+) \|$", re.MULTILINE
)
TEST = re.compile(r"`(tests/[\w/]+\.py::test_\w+)`")
LINK = re.compile(r"\]\(([^)#]+)#([^)]+)\)")
SHORTEST_REASON = 12


def expected() -> dict[str, int]:
    """Return the number of every requirement with its level."""
    found: dict[str, int] = {}
    for line in EXPECTED.split("\n"):
        if line.strip():
            section, *levels = re.split(r"[:/]", line)
            for level, numbers in enumerate(levels, start=1):
                found |= {f"{section.strip()}.{number}": level for number in numbers.split()}
    return found


@cache
def named_in(path: Path) -> frozenset[str]:
    """Return the names of the tests of a file."""
    if not path.is_file():
        return frozenset()
    tree = ast.walk(ast.parse(path.read_text()))
    return frozenset(node.name for node in tree if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def headings(path: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    said = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE) if path.is_file() else []
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in said}


def faults(page: str) -> list[str]:
    """Return what is wrong with the lines of the page."""
    wrong = []
    for number, _, _, how, words in LINE.findall(page):
        named = [one.split("::") for one in TEST.findall(words)]
        wrong += [f"{number}: no {test} in {path}" for path, test in named if test not in named_in(ROOT / path)]
        links = LINK.findall(words)
        wrong += [f"{number}: no #{to} in {path}" for path, to in links if to not in headings(PAGE.parent / path)]
        if how == "test" and not named:
            wrong.append(f"{number}: names no test")
        if how == "page" and not links:
            wrong.append(f"{number}: names no page")
        if how in {"does not apply", "not met"} and len(words) < SHORTEST_REASON:
            wrong.append(f"{number}: gives no reason")
    return wrong


def test_every_requirement_of_levels_1_and_2_is_there_exactly_once() -> None:
    page = PAGE.read_text()
    found = LINE.findall(page)
    assert len(found) == len(re.findall(r"^\| \d", page, re.MULTILINE)), "a line that nothing reads"
    assert sorted((number, int(level)) for number, level, *_ in found) == sorted(expected().items())
    assert len(expected()) == 253


def test_every_line_has_a_test_a_page_or_a_reason_that_stands() -> None:
    assert faults(PAGE.read_text()) == []


def test_the_page_counts_what_it_says() -> None:
    page = PAGE.read_text()
    hows = [how for *_, how, _ in LINE.findall(page)]
    counted = {how: str(hows.count(how)) for how in ("test", "page", "does not apply", "not met")}
    said = {words: number for number, words in re.findall(r"^- \*\*(\d+)\*\* ([\w ]+?)[:.,]", page, re.MULTILINE)}
    assert said == {
        "are proved by tests": counted["test"],
        "are written down": counted["page"],
        "do not apply": counted["does not apply"],
        "are not met": counted["not met"],
    }


@pytest.mark.parametrize(
    "line",
    [
        "| 1.2.3 | 1 | words | test: `tests/house/test_asvs.py::test_that_nobody_wrote` |",
        "| 1.2.3 | 1 | words | test: somebody looked |",
        "| 1.2.3 | 1 | words | page: [here](asvs.md#nowhere) |",
        "| 1.2.3 | 1 | words | does not apply: no |",
    ],
)
def test_a_line_that_proves_nothing_is_seen(line: str) -> None:
    assert len(faults(line)) == 1


def test_every_part_and_record_has_its_threats_and_every_test_that_is_named_is_there() -> None:
    page = (PAGE.parents[1] / "explanation" / "threats.md").read_text()
    apps = {
        path.parent.name for floor in ("parts", "records") for path in (ROOT / "dueregard" / floor).glob("*/apps.py")
    }
    lines = dict(re.findall(r"^\| `(\w+)` \| (.+)$", page, re.MULTILINE))
    assert apps - lines.keys() == set()
    assert [app for app, line in lines.items() if line.count("|") != 5] == []
    named = [one.split("::") for one in TEST.findall(page)]
    assert len(named) > 30
    assert [(path, test) for path, test in named if test not in named_in(ROOT / path)] == []
