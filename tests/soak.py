"""How much the long tests do: all of it on SQLite and in `./run soak`, a piece on PostgreSQL in `./run test`.

The promise is the same for both lengths. What a database could do differently shows in the piece as well; that nothing
builds up over a thousand is shown once in full in every run.
"""

import os

from django.conf import settings

IN_FULL = "TESTS_IN_FULL"  # the variable by which `./run soak` asks for it


def so_many(full: int, *, piece: int) -> int:
    """Return how many: the full number, or the piece."""
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    return full if on_sqlite or IN_FULL in os.environ else piece
