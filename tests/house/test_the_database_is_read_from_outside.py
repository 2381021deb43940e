"""No test opens the test database's file by Python: its process would give up SQLite's locks (tests/bytes_on_disk)."""

from pathlib import Path

import pytest
from django.db import connection

from tests.bytes_on_disk import NAME, content


@pytest.mark.django_db
def test_opening_the_databases_file_by_python_is_refused(tmp_path: Path) -> None:
    beside = tmp_path / f"{NAME}-wal"
    with pytest.raises(AssertionError, match="gives up its locks"):
        beside.open("rb")
    with pytest.raises(AssertionError, match="gives up its locks"):
        beside.write_bytes(b"")
    assert not beside.exists()


@pytest.mark.django_db
def test_another_process_reads_it_whole() -> None:
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        assert name.name.startswith(NAME), "the guard knows the file by this name"
        assert content(name).startswith(b"SQLite format 3")


def test_any_file_is_read_as_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "-x"
    path.write_bytes(b"\0\xff\r\n")
    assert content(path) == b"\0\xff\r\n"
