"""How much the long tests do: a piece in `./run test`, on either database; all of it in `./run soak`, on both.

The promise is the same for both lengths. What a database could do differently shows in the piece as well; that nothing
builds up over a thousand, or beyond four gibibytes, is what the full length is for.
"""

import os

IN_FULL = "TESTS_IN_FULL"  # the variable by which `./run soak` asks for it


def so_many(full: int, *, piece: int) -> int:
    """Return how many: the full number, or the piece."""
    return full if IN_FULL in os.environ else piece
