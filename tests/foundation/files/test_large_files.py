"""Files too large for memory are kept as a stream: in a folder, and in any other storage through its interface."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage, storages
from django.test import override_settings

from dueregard.foundation.files.gateways import store

ELSEWHERE = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": settings.STORAGES["staticfiles"],
}


@pytest.fixture(params=["a folder", "a storage elsewhere"])
def storage(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run a test on a folder, and on a storage that has no folders, as S3."""
    if request.param == "a folder":
        yield request.param
        return
    with override_settings(STORAGES=ELSEWHERE):
        assert storages["default"] is not None
        yield request.param


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize("content", [b"", b"one page", os.urandom(3 * 1024 * 1024 + 7)])
def test_a_stream_comes_back_whole_under_its_hash(content: bytes) -> None:
    kept = store.put_chunks(content[at : at + 100_000] for at in range(0, len(content), 100_000))
    assert kept == store.Kept(sha256(content).hexdigest(), len(content))
    assert store.get(kept.sha256) == content
    assert store.hash_again(kept.sha256) == kept
    with store.local_file(kept.sha256) as path:
        assert path.read_bytes() == content


@pytest.mark.usefixtures("storage")
def test_the_same_stream_is_kept_once(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"a scan that came twice")
    first = store.put_file(file)
    assert store.put_file(file) == first
    assert store.put(file.read_bytes()) == first.sha256
    folder = f"{first.sha256[:2]}/{first.sha256[2:4]}"
    assert default_storage.listdir(folder)[1].count(first.sha256) == 1


@pytest.mark.usefixtures("storage")
def test_what_was_never_kept_is_not_there() -> None:
    assert not store.has("0" * 64)
    with pytest.raises(FileNotFoundError), store.local_file("0" * 64):
        pass


def test_a_process_that_has_not_used_its_storage_yet_knows_that_it_is_a_folder() -> None:
    kept = store.put_chunks([b"the first file"])
    with override_settings(STORAGES=settings.STORAGES), store.local_file(kept.sha256) as path:
        assert path == Path(default_storage.path(f"{kept.sha256[:2]}/{kept.sha256[2:4]}/{kept.sha256}"))


def test_a_stream_that_breaks_off_leaves_nothing() -> None:
    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.put_chunks(breaks())
    ours = f"{os.getpid()}."
    assert [one for one in os.listdir(default_storage.path(store.ARRIVING)) if one.startswith(ours)] == []
    assert not store.has(store.digest_of(b"half"))
