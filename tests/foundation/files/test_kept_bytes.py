"""Bytes are kept whole under their own hash, once, readable by their owner alone; a write that fails leaves nothing."""

import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from dueregard.foundation.files.gateways import store


def kept(digest: str) -> Path:
    """Return where the bytes lie."""
    return Path(default_storage.path(f"{digest[:2]}/{digest[2:4]}/{digest}"))


@pytest.mark.parametrize("content", [b"", b"\0", os.urandom(3_000_000)])
def test_what_was_put_comes_back_and_its_name_is_its_hash(content: bytes) -> None:
    digest = store.put(content)
    assert digest == sha256(content).hexdigest()
    assert store.get(digest) == content
    with store.open_file(digest) as file:
        assert file.read() == content


def test_the_same_bytes_are_written_once() -> None:
    digest = store.put(b"a reply")
    written_at = kept(digest).stat().st_mtime_ns
    assert store.put(b"a reply") == digest
    assert kept(digest).stat().st_mtime_ns == written_at


def test_only_the_owner_may_read_them() -> None:
    path = kept(store.put(b"not for others"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert settings.STATE in path.parents


def test_a_full_disk_leaves_neither_half_a_file_nor_a_scrap(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"too much " * 1000
    folder = kept(store.digest_of(content)).parent

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            store.put(content)
    assert not folder.exists() or not any(folder.iterdir())
    assert store.get(store.put(content)) == content


def test_bytes_that_were_never_put_are_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        store.get("0" * 64)


def test_bytes_that_lie_there_already_are_on_the_disk_before_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wrote them may have been killed between the renaming and the flush of the folder."""
    folder = kept(store.put(b"came again")).parent
    flushed: list[Path] = []
    monkeypatch.setattr(store, "_flush_folder", lambda where: flushed.append(Path(where)))
    store.put(b"came again")
    assert folder in flushed
