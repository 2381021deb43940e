"""Run as a program: starts an indexer again and again and kills each, at a step of its work or at any moment.

Forks of one process that has no connection and no thread are cheap, so fifty of them take seconds. Says how many died.
"""

import gc
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import django

STEPS_AT_MOST = 40  # calls of the instrumented steps before an indexer kills itself
MOMENT_AT_MOST = 0.25  # seconds after which one is killed from outside


def main() -> None:
    """Kill so many indexers as the first argument says, with the chance that the second begins."""
    kills, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    django.setup()
    from dueregard.foundation.search.queries.kinds import sources  # noqa: PLC0415

    sources()  # imported once, before there are children
    gc.freeze()
    gc.disable()  # a child that looked through all it inherited would copy it first
    died = sum(_kill_one(chance) for _ in range(kills))
    spent = os.times()
    words = (
        f"{died} of {kills} indexers were killed at work; {spent.children_user + spent.children_system:.0f} s of CPU"
    )
    sys.stdout.write(f"{words}\n")


def _kill_one(chance: random.Random) -> bool:
    steps = chance.randrange(1, STEPS_AT_MOST) if chance.random() < 0.6 else 0
    child = os.fork()
    if child == 0:
        _work(steps)
        os._exit(0)
    if not steps:
        time.sleep(chance.random() * MOMENT_AT_MOST)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _work(steps: int) -> None:
    """Index until nothing waits, or until so many steps have been taken."""
    from dueregard.foundation.search.actions import index_changes, keep_index, rebuild_index  # noqa: PLC0415
    from dueregard.foundation.search.gateways import embedded_writer, generations  # noqa: PLC0415
    from dueregard.foundation.search.models import Changed  # noqa: PLC0415

    left = [steps]

    def killing(step: Callable[..., Any]) -> Callable[..., Any]:
        def before_or_after(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            done = step(*args, **named)
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return before_or_after

    if steps:
        for place, name in (
            (embedded_writer.EmbeddedWriting, "replace"),
            (embedded_writer.EmbeddedWriting, "commit"),
            (embedded_writer.EmbeddedWriting, "finish"),
            (generations.Generations, "begin"),
            (generations.Generations, "put_in_place"),
            (generations.Generations, "clear_away"),
            (index_changes, "loaded"),
            (rebuild_index, "loaded"),
            (type(Changed.objects.all()), "delete"),
        ):
            setattr(place, name, killing(getattr(place, name)))
    keep_index.keep_index(stop=threading.Event(), progress=lambda done, total: None, until_empty=True)


if __name__ == "__main__":
    main()
