"""Waits for what a worker of this site may be doing at that very moment.

On a site that runs, a worker may take up a file as soon as the county brings it. What rests on the file comes after.
"""

import time
from collections.abc import Callable

STEP = 0.5  # seconds
MOST_STEPS = 360


def wait_until(is_done: Callable[[], bool]) -> bool:
    """Return once it is done, or after three minutes; tell whether it is."""
    for _ in range(MOST_STEPS):
        if is_done():
            return True
        time.sleep(STEP)
    return False
