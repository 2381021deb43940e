"""Files in a bucket of a real S3 server: whole or not there, whatever happens to the line."""

import gc
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from dueregard.foundation.files.gateways import made, store
from tests.foundation.files.s3_server import Line, S3Server, line_to, running_s3
from tests.processes import ROOT

pytestmark = pytest.mark.servers
LARGE = os.urandom(9 * 1024 * 1024 + 7)  # sent in several parts


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """One server for all."""
    with running_s3() as server:
        yield server


@pytest.fixture
def line(server: S3Server) -> Iterator[Line]:
    """The site's files lie in a bucket behind a line that can be cut; every request is sent once."""
    with (
        leftovers_collected(),
        line_to(server) as line,
        override_settings(STORAGES=S3Server(line.address).storages(tries=1)),
    ):
        yield line


@contextmanager
def leftovers_collected() -> Iterator[None]:
    """Collect here what boto3 leaves open when a line is cut under it, lest the test that runs meanwhile be blamed."""
    gc.disable()
    try:
        yield
        with warnings.catch_warnings(category=ResourceWarning, action="ignore"):
            gc.collect()
    finally:
        gc.enable()


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize("content", [b"", b"one page", LARGE], ids=["empty", "small", "large"])
def test_what_is_kept_comes_back_whole_under_its_hash(content: bytes) -> None:
    kept = store.put_chunks(content[at : at + 100_000] for at in range(0, len(content), 100_000))
    assert kept == store.Kept(store.digest_of(content), len(content))
    assert store.put(content) == kept.sha256
    assert store.get(kept.sha256) == content
    assert store.hash_again(kept.sha256) == kept
    with store.local_file(kept.sha256) as path:
        assert path.read_bytes() == content
    folder = f"{kept.sha256[:2]}/{kept.sha256[2:4]}"
    assert default_storage.listdir(folder) == ([], [kept.sha256])
    assert default_storage.size(f"{folder}/{kept.sha256}") == len(content)


@pytest.mark.usefixtures("line")
def test_what_is_not_there_is_said_and_what_is_deleted_is_gone() -> None:
    assert not store.has("0" * 64)
    with pytest.raises(FileNotFoundError):
        store.get("0" * 64)
    with pytest.raises(FileNotFoundError):
        default_storage.size("nothing")
    made.put_made("ab12", b"a picture")
    assert made.get_made("ab12") == b"a picture"
    default_storage.delete("made/ab/ab12")
    assert made.get_made("ab12") is None


@pytest.mark.parametrize("content", [b"x" * 300_000, LARGE], ids=["in one part", "in several"])
def test_a_line_that_is_cut_while_a_file_is_sent_leaves_nothing_and_it_can_be_sent_again(
    line: Line, content: bytes
) -> None:
    content += os.urandom(8)
    digest = store.digest_of(content)
    line.cut_after = 200_000
    with pytest.raises(OSError, match="cannot be reached"):
        store.put_chunks([content])
    assert line.cuts
    line.cut_after = None
    assert not store.has(digest)
    assert store.put_chunks([content]).sha256 == digest
    assert store.get(digest) == content


def test_a_line_that_is_cut_while_a_file_is_fetched_hands_out_nothing_of_it(line: Line) -> None:
    digest = store.put(LARGE)
    line.cut_after = 200_000
    with pytest.raises(OSError, match="cannot be reached"):
        store.open_file(digest)
    line.cut_after = None
    assert store.get(digest) == LARGE


def test_a_wrong_key_is_refused_and_not_taken_for_a_file_that_is_gone(server: S3Server) -> None:
    with (
        override_settings(STORAGES=server.storages(secret="wrong")),
        pytest.raises(OSError, match="refused") as refusal,
    ):
        store.has("0" * 64)
    assert not isinstance(refusal.value, FileNotFoundError)


def test_the_shipped_settings_keep_files_where_the_operator_says(server: S3Server, tmp_path: Path) -> None:
    words = (
        "import django; django.setup(); from dueregard.foundation.files.gateways import store; store.put(b'by setting')"
    )
    told = {name: value for name, value in os.environ.items() if not name.startswith(("DUEREGARD_", "DATABASE_"))}
    told |= {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings", "DUEREGARD_STATE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", words], env=told | server.environment(), cwd=ROOT, check=True)
    with override_settings(STORAGES=server.storages()):
        assert store.get(store.digest_of(b"by setting")) == b"by setting"
    assert not (tmp_path / "files").exists()
