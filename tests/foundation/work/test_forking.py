"""A process that is forked for each file leaves its forks no scattered memory to copy page by page."""

import json
import subprocess
import sys

FORK_AND_COUNT = """
import ctypes, json, os, resource, sys
from dueregard.foundation.work.gateways.forking import prepare_for_forks
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.restype, libc.free.argtypes = None, [ctypes.c_void_p]
pieces = [libc.malloc(2000) for _ in range(20_000)]
for piece in pieces[::2]:  # every other one is free: holes all over 40 million bytes
    libc.free(piece)
def copied():
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(2000):
            ctypes.memset(libc.malloc(1900), 0, 1900)
        os.write(write, str(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    return int(os.read(read, 100))
before = copied()
prepare_for_forks()
print(json.dumps([before, copied()]))
"""


def test_a_fork_uses_fresh_pages_instead_of_copying_those_of_its_parent() -> None:
    done = subprocess.run([sys.executable, "-c", FORK_AND_COUNT], capture_output=True, check=True, timeout=300)
    before, after = json.loads(done.stdout)
    # 2,000 pieces of 1,900 bytes fill 950 pages; each of the holes lies on a page of its own, or two.
    assert after < 1400 < before
