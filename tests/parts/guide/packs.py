"""Writes packs that hold a guide, for its tests."""

from pathlib import Path

from tests.foundation.packs.shelf import write_pack

FIRST = """+++
title = "When somebody asks"
neutral_title = "Questions and answers"
summary = "What to say."
order = 10
reviewed_on = 2026-11-01
review_by = 2027-05-01
is_for_danger = true
card = ["Ask for a name.", "Call 020 7946 0000."]
changed = ["It is shorter."]

[[tools]]
do = "ask"
words = "Ask your council"
without = "Write to it."

[[tools]]
do = "sign"
words = "Sign the pledge"
without = "Tell your group."

[[facts]]
id = "duty"
says = "There is a duty."
source = "An Act 2015, section 26"
url = "https://www.legislation.gov.uk/ukpga/2015/6"
on = 2015-07-01
checked_on = 2026-11-01
sure = "confirmed"

[[facts]]
id = "rumour"
says = "Somebody says so."
source = "hearsay"
checked_on = 2026-11-01
sure = "unconfirmed"
+++

There is a **duty**.[^duty] Somebody says more.[^rumour]

## What to say

- Ask for a name & a card.
- Call 020 7946 0000 when you can, see [the other section](two.md).

1. First breathe.
2. Then speak.
"""
SECOND = """+++
title = "The other section"
summary = "More of it."
order = 20
reviewed_on = 2026-11-01
review_by = 2027-05-01
+++

This is the other section. <script>alert(1)</script>

It has two paragraphs about schools and hospitals.
"""


def write_guide(folder: Path, **sections: str) -> Path:
    """Write a pack with these sections; a section's name is its file's."""
    for old in folder.glob("guide/*.md"):
        old.unlink()
    return write_pack(folder, **{f"guide__{name}": content for name, content in sections.items()})
