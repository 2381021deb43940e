"""What changed is told once: two branches that are put together may leave an entry twice."""

import re

from tests.house.sources import ROOT

LONGEST = 139  # characters of a line
ALIKE = 60  # an entry that begins like another is the other


def test_no_entry_of_the_next_version_is_told_twice() -> None:
    whole = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased = whole.partition("\n## Unreleased\n")[2].partition("\n## ")[0]
    entries = re.split(r"\n(?=- )", unreleased.strip())
    assert len(entries) > 1
    begins = [entry[:ALIKE] for entry in entries]
    assert sorted({begin for begin in begins if begins.count(begin) > 1}) == []
    assert [entry for entry in entries if not entry.startswith("- ")] == []
    assert [line for line in unreleased.split("\n") if len(line) > LONGEST] == []
