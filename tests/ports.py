"""Free ports for the servers that tests start."""

import random
import socket

# Below those from which the system takes one for each connection that goes out: such a one could be there first.
LOWEST, HIGHEST = 10_000, 32_000
CHANCE = random.SystemRandom()  # the other one begins alike in every worker, for the sake of the tests' order


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    while True:
        port = CHANCE.randrange(LOWEST, HIGHEST)
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
