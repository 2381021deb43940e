"""Writes docs/reference/roles.md: who may open which address, from the address table that the sweep asks.

A test says when it is to be written anew:
DJANGO_SETTINGS_MODULE=tests.settings python manage.py shell -c "from tests.doors.roles import write; write()"
"""

from pathlib import Path

from tests.doors.asks import ACTS, ALL, MEMBERS, SIGNED_IN, Asks
from tests.doors.table import ADDRESSES, every_address

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "roles.md"
HEAD = """# Who may open what

Made from the addresses of the site and `tests/doors/table.py`; do not edit it by hand. The sweep in
`tests/doors/test_every_address.py` asks each address as each kind of person, and holds the site to this table.

## Who is who

- **everybody**: also a visitor without an account. What an address names must be public, or be opened by a secret in
  the address.
- **signed in**: a person who has shown a second factor. They see what is public and what belongs to their groups.
- **own keys**: the same, or somebody with no second factor yet, who is about to add one.
- **showing keys**: somebody who gave their password and is about to show the second factor.
- **administrator**: who looks after the site.

Where an address names a thing, only those who may see that thing are let in; to all others it does not exist.
*Members* work in some group; *who acts* writes, sends and publishes in the name of the group that the thing belongs to
(caseworkers and administrators).

## Addresses

| address | open to | of them | what it names |
|---|---|---|---|
"""


def rows() -> list[str]:
    """Return a row for each address, in the order of addresses."""
    words = {ALL: "all", ACTS: "who acts", MEMBERS: "members", SIGNED_IN: "all"}
    found = set()
    for address in every_address():
        asks = ADDRESSES.get(address.name, Asks())
        open_to = address.audience.value.replace("_", " ") if address.audience else "nobody"
        who = "who acts, once it is public" if asks.is_shown else words.get(asks.who, "all")
        route = address.route.replace("\\Z", "").replace("|", "\\|").strip("^$") or "(home)"
        found.add(f"| `{route}` | {open_to} | {who} | {asks.kind} |")
    return sorted(found)


def page() -> str:
    """Return the whole page."""
    return HEAD + "\n".join(rows()) + "\n"


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page())
