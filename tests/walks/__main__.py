"""`./run walk sealed`: the whole journey through a sealed inbox in the browsers that the suite does not drive.

Says of each its version and each step done. Ends with 1 when a step fails or a browser could not be had.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.__main__ import ROOT, environment, say

WALKS = {path.stem.removeprefix("walk_"): path for path in Path(__file__).parent.glob("walk_*.py")}
QUIETLY = ["-q", "-s", "--no-header", "--tb=short", "-p", "no:randomly", "-p", "no:cacheprovider"]


def main(asked: Sequence[str]) -> int:
    """Walk what was asked, one browser after the other."""
    if not asked or asked[0] not in WALKS:
        say(f"Say which walk: ./run walk {'|'.join(sorted(WALKS))} [BROWSER]")
        return 2
    only = ["-k", asked[1]] if asked[1:] else []
    command = [sys.executable, "-m", "pytest", *QUIETLY, str(WALKS[asked[0]]), *only]
    ended = subprocess.run(command, cwd=ROOT, env=environment({}), check=False).returncode
    say("Every browser walked the whole way." if ended == 0 else "Not every browser walked the whole way.")
    return 1 if ended else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
