"""Makes a process ready to be forked many times, so that each fork copies little of its memory.

What the forks do, and what they give up first, is decided elsewhere.
"""

from __future__ import annotations

import ctypes
import gc

_LARGEST, _FINE = 1 << 16, 1040
_STEP = 16
_MOST = 64 << 20  # bytes taken at the most: a heap whose end never moves is not this library's


class _Heap(ctypes.Structure):
    """Ten sizes, of which the last is what lies free at the end. Source: mallinfo(3)."""

    _fields_ = (*((f"other_{place}", ctypes.c_size_t) for place in range(9)), ("at_the_end", ctypes.c_size_t))


def prepare_for_forks() -> None:
    """Leave nothing that a fork would write to in passing. Call once, when all that the forks share is there.

    Python's collector never looks again at what is there. Memory that was freed lies scattered among it: a fork that
    used such a place would have the whole of its page copied, so these places are taken, and forks begin on fresh ones.
    """
    gc.collect()
    _take_free_places()
    gc.freeze()


def _take_free_places() -> None:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallinfo2"):  # another C library has no such places, or does not tell
        return
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.mallinfo2.restype = _Heap
    size, taken = _LARGEST, 0
    while size > _STEP:
        before = libc.mallinfo2().at_the_end
        while taken < _MOST and libc.malloc(size - _STEP // 2) and libc.mallinfo2().at_the_end == before:
            taken += size  # until a piece had to be cut from the end of the heap: no hole of this size is left
        size = size * 3 // 4 // _STEP * _STEP if size > _FINE else size - _STEP
