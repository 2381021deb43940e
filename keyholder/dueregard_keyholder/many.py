"""Does one thing to many threads, several at once, and says how far it is. What that thing is, is the caller's."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dueregard_keyholder.terminal import tell

SAID_EVERY = 2.0  # seconds
Done = TypeVar("Done")


def in_order(names: list[str], act: Callable[[str], Done]) -> Iterator[tuple[str, Done]]:
    """Yield what came of each name, in their order. An error that `act` lets out ends it; what was not begun is left.

    The work is that of other programs (`age`, `openssl`), so as many threads as there are processors keep them busy.
    """
    said_at = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        begun = [pool.submit(act, name) for name in names]
        try:
            for number, (name, one) in enumerate(zip(names, begun, strict=True), 1):
                yield name, one.result()
                if time.monotonic() - said_at >= SAID_EVERY:
                    said_at = time.monotonic()
                    tell(f"{number:,} of {len(names):,} threads opened")
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
