"""What of a site's state folder goes into a back-up, and why the rest does not.

Everything has a line here; a test looks at a filled site. What an app keeps in a folder of its own, the app says.
"""

import re
from fnmatch import fnmatch

# Beside the database. Without the keys nobody signs in with a code; without the file of erasures, what was erased
# would come back.
COPIED = ("secret-key", "codes-key", "erased.jsonl")
LEFT_OUT = {
    "site.sqlite3": "is copied as a database, not as a file",
    "site.sqlite3-*": "belongs to the open database",
    "files": "is copied file by file, wherever the files are kept",
    "sent-mail*": "an old copy would let letters leave twice",
    "backups": "is about the back-ups themselves",
    "static": "is made again when the site starts",
    "prepared.json": "is made again when the site starts",
    "offered-*": "says which programs were offered for installation on this machine",
    "moved-*.json": "is the report of a move to another database",
    "restoring-*": "is what a restore was at when it was stopped",
    "*.part": "is half written",
}
# Of the kept files: pictures of pages are drawn again, and what is still arriving is no file yet.
MADE_AGAIN = ("made", "arriving")
OWN_NAME = re.compile(r"[0-9a-f]{64}")  # a file that is called after its bytes never changes
DATABASE_PIECE = 1 << 20  # bytes; a database changes in few places
FILE_PIECE = 1 << 26  # bytes; a file never changes, so only its length asks for a cut
PACK = 1 << 28  # bytes of pieces, after which a new pack begins


def is_copied(name: str) -> bool:
    """Tell whether a file beside the database goes into the back-up."""
    return name in COPIED


def reason_left_out(name: str) -> str:
    """Return why something in the state folder stays out; empty where nothing says so."""
    return next((why for pattern, why in LEFT_OUT.items() if fnmatch(name, pattern)), "")


def never_changes(path: str) -> bool:
    """Tell whether a file with this path always holds the same bytes, because its name is their hash."""
    return OWN_NAME.fullmatch(path.rpartition("/")[2]) is not None
