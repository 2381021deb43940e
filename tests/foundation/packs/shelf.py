"""Writes small packs into a folder, for the tests of installing them."""

from pathlib import Path

DESCRIPTION = """
id = "northport-pack"
name = "Northport pack"
version = "{version}"
licence = "CC-BY-SA-4.0"
language = "en-GB"

[duty]
name = "the duty"
statute = "An Act 2015"
section = "section 26"

[words.panel]
default = "Channel panel"
scotland = "PMAP"
"""
REQUEST = """+++
title = "{title}"
subject = "Policy"
summary = "Asks for the policy."
for_kinds = ["university"]
nations = ["england"]
reviewed_on = 2026-11-23
+++

{text}
"""
LETTER = """+++
title = "{title}"
subject = "About {{subject}}"
step = "{step}"
laws = [{laws}]
+++

Dear {{body}},
the {{panel}}
"""
GROUND = """+++
title = "{title}"
cites = [{cites}]
reviewed_on = 2026-11-23
+++

Look again.
"""


def write_pack(folder: Path, *, version: str = "1.0.0", **files: str) -> Path:
    """Write a pack with these files, replacing what lay there; `requests__policy` becomes requests/policy.md."""
    for old in folder.rglob("*.md"):
        old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(DESCRIPTION.format(version=version))
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/').replace('_', '-')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    return folder


def request_file(text: str = "1. The policy of {body}.", title: str = "Policy") -> str:
    """Return a request template's file."""
    return REQUEST.format(title=title, text=text)


def letter_file(step: str = "reminder", *laws: str, title: str = "Letter") -> str:
    """Return a letter's file."""
    return LETTER.format(title=title, step=step, laws=", ".join(f'"{law}"' for law in laws or ("foia",)))


def ground_file(*cites: str, title: str = "Argument") -> str:
    """Return an argument's file."""
    return GROUND.format(title=title, cites=", ".join(f'"{cite}"' for cite in cites))
