"""`./run mutate LIST [FAILURE …]`: brings each past failure of a list back, and says which test notices.

Ends with 0 when a named test noticed each, with 1 when no test noticed one, and with 2 when it could not be told.
"""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.__main__ import ROOT, environment, make_databases, say
from tests.databases import MADE
from tests.mutations.listed import Gone, Mutation, lists, read
from tests.mutations.trying import CannotRun, Copy, copied

ALL_SEEN, SOME_UNSEEN, NOT_TOLD = 0, 1, 2
# Seconds of one test: a mutation may make it wait for what never comes, and that fails too. A busy machine says more.
LONGEST = os.environ.get("PYTEST_TIMEOUT", "120")


def main(asked: Sequence[str]) -> int:
    """Try what was asked."""
    if not asked or asked[0] not in lists():
        say(f"Say which list: ./run mutate {'|'.join(lists())} [V12 …]")
        return NOT_TOLD
    wanted = [one for one in read(asked[0]) if not asked[1:] or one.failure in asked[1:]]
    with tempfile.TemporaryDirectory() as folder:
        made = f"{folder}/made.sqlite3"
        make_databases({MADE: made})
        told = environment({MADE: made, "PYTHONPATH": f"{folder}/source", "PYTEST_TIMEOUT": LONGEST})
        return try_all(wanted, ROOT, Path(folder) / "source", told)


def try_all(mutations: Sequence[Mutation], source: Path, folder: Path, told: Mapping[str, str]) -> int:
    """Try these in a copy of the source, made at `folder`; say of each who noticed."""
    if not mutations:
        say("There is no such mutation.")
        return NOT_TOLD
    copy = Copy(copied(source, folder), told)
    try:
        for mutation in mutations:
            mutation.check(copy.folder)
        failing = copy.failing(test for mutation in mutations for test in mutation.tests)
    except (Gone, CannotRun) as trouble:
        say(f"Nothing was tried. {trouble}")
        return NOT_TOLD
    if failing:
        say(f"Nothing was tried. These fail without any mutation: {', '.join(failing)}")
        return NOT_TOLD
    return _tell([_tried(copy, mutation) for mutation in mutations])


def _tried(copy: Copy, mutation: Mutation) -> int:
    try:
        seen = copy.seen(mutation)
    except CannotRun as trouble:
        say(f"{mutation.failure}  {mutation.says}: THE TESTS COULD NOT BE RUN\n{trouble}")
        return NOT_TOLD
    names = ", ".join(one.split("::")[1] for one in seen)
    say(f"{mutation.failure}  {mutation.says}: {f'caught by {names}' if seen else 'SEEN BY NO TEST'}")
    return ALL_SEEN if seen else SOME_UNSEEN


def _tell(ended: list[int]) -> int:
    """Say how many were noticed, in the last line."""
    caught, unseen = ended.count(ALL_SEEN), ended.count(SOME_UNSEEN)
    say(f"{len(ended)} mutations: {caught} caught, {unseen} seen by no test, {len(ended) - caught - unseen} not told.")
    return max(ended)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
