"""The files of a pack that somebody begins: small, complete, and without a fault."""

from dueregard.rules.text.toml_text import to_toml

SECTION = """+++
title = "Read this first"
summary = "What this guide is for, and what it is not for."
order = 10
reviewed_on = {today}
review_by = {review_by}

[[facts]]
id = "duty"
says = "What the law says, in one sentence."
source = "The Act and its section"
checked_on = {today}
sure = "unconfirmed"

[[tools]]
do = "ask"
words = "Ask your council"
without = "Write to the council's information officer."
+++

This guide is about the duty.[^duty] Say here in plain words who it is for.

## When not to use it

- Someone’s life is in danger. Call 999.
- You need a lawyer. This is not legal advice.
"""
README = """# {name}

A campaign pack. `docs/reference/pack.md` of Due Regard says what may go here. Check it with
`dueregard pack check FOLDER`.
"""


def new_pack(*, name: str, title: str, today: str, review_by: str) -> dict[str, str]:
    """Return the files of a new pack. Days are ISO text; its duty is for the writer to name."""
    description = {
        "id": name,
        "name": title,
        "version": "1.0.0",
        "licence": "CC-BY-SA-4.0",
        "language": "en-GB",
        "credit": ["Your names here"],
        "duty": {"name": "the duty", "statute": "Name the Act", "section": "section 1"},
    }
    return {
        "pack.toml": to_toml(description),
        "README.md": README.format(name=title),
        "guide/start-here.md": SECTION.format(today=today, review_by=review_by),
    }
