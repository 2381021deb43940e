"""`./run bench [NAME …]`: every figure as ours, the peer's in the same run, and the ratio, with the aim beside it.

A figure is a ratio because seconds belong to a machine. Nothing here fails a build; docs/reference/figures.md tells
what was last seen.
"""

import importlib
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure


def names() -> list[str]:
    """Return the benches there are: the modules of this folder that measure something."""
    here = Path(__file__).parent
    return sorted(file.stem for file in here.glob("[!_]*.py") if "def run()" in file.read_text())


def show(figure: Figure) -> str:
    """Return the line of one figure."""
    line = f"{figure.name:<72} {figure.ours:>12,.1f} {figure.peer:>12,.1f} {figure.unit:<14} {figure.ratio:>9.3g}×"
    if figure.aim is None:
        return line
    return f"{line}  aim {figure.aim:g}×"


def main() -> int:
    """Run the benches that were named, or all."""
    wanted = sys.argv[1:] or names()
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        print(f"There is no bench {', '.join(unknown)}. There are: {', '.join(names())}.")
        return 2
    if len(wanted) > 1:  # each in a process of its own, since some measure how much memory theirs takes
        return max(subprocess.run([sys.executable, "-m", "bench", name]).returncode for name in wanted)
    print(f"{wanted[0]:<72} {'ours':>12} {'peer':>12} {'':<14} {'ratio':>9}", flush=True)
    for figure in importlib.import_module(f"bench.{wanted[0]}").run():
        print(show(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
