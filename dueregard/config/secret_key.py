"""The site's own secret, in a file that is made once. Which folder it lies in is `settings.py`'s."""

import contextlib
import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret(file: Path) -> str:
    """Return the secret in the file; make it when there is none yet. Only the file's owner can read it.

    Written beside its place and linked there whole: a crash leaves no empty secret, and of two processes that start at
    once both use the one that came first.
    """
    found = file.read_text().strip() if file.exists() else ""
    if found:
        return found
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as words:
        words.write(get_random_secret_key())
        words.flush()
        os.fsync(words.fileno())
    try:
        if file.exists() and not file.read_text().strip():
            os.replace(part, file)  # left empty by a crash: nothing was ever signed with it
        else:
            with contextlib.suppress(FileExistsError):
                os.link(part, file)
    finally:
        part.unlink(missing_ok=True)
    return file.read_text().strip()
