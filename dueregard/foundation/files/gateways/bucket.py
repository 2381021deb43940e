"""Django's storage interface over a bucket of an S3 server: an object is there whole or not at all.

What goes wrong on the way is an `OSError`, as with a folder. What is kept under which name, the callers decide.
"""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, BinaryIO, cast

import boto3
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.core.files.storage import Storage
from s3transfer.exceptions import RetriesExceededError

IN_MEMORY = 4 * 1024 * 1024  # bytes of an opened object; a larger one goes to a temporary file
NOT_THERE = {"404", "NoSuchKey", "NotFound"}


class BucketStorage(Storage):
    """One bucket. `tries` is how often a request is sent before it is given up."""

    def __init__(
        self, *, bucket: str, address: str = "", region: str = "", key: str = "", secret: str = "", tries: int = 4
    ) -> None:
        self._bucket = bucket
        self._server: dict[str, Any] = {
            "endpoint_url": address or None,
            "region_name": region or "us-east-1",
            "aws_access_key_id": key or None,
            "aws_secret_access_key": secret or None,
            "config": Config(
                connect_timeout=10, read_timeout=60, retries={"total_max_attempts": tries, "mode": "standard"}
            ),
        }

    @cached_property
    def client(self) -> Any:
        """What speaks to the server; it may be used by many threads."""
        return boto3.session.Session().client("s3", **self._server)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """Fetch the whole object before anything of it is handed out. Raises: FileNotFoundError, OSError"""
        part = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller closes it)
        try:
            with _as_os_error(name):
                self.client.download_fileobj(self._bucket, name, part)
        except BaseException:
            part.close()
            raise
        part.seek(0)
        return File(cast(BinaryIO, part), name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        content.seek(0)
        with _as_os_error(name):
            self.client.upload_fileobj(_Unclosed(content), self._bucket, name)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return the name itself: who saves under a name that is taken replaces what lies there, at once and whole."""
        return name

    def exists(self, name: str) -> bool:
        """Tell whether an object has this name. Raises: OSError"""
        try:
            self._head(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Return how many bytes an object has. Raises: FileNotFoundError, OSError"""
        return int(self._head(name)["ContentLength"])

    def delete(self, name: str) -> None:
        """Remove an object; one that is not there is no error. Raises: OSError"""
        with _as_os_error(name):
            self.client.delete_object(Bucket=self._bucket, Key=name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the folders and the files right below a folder. Raises: OSError"""
        prefix = f"{path.rstrip('/')}/" if path.strip("/.") else ""
        folders: list[str] = []
        files: list[str] = []
        with _as_os_error(path):
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=prefix, Delimiter="/"
            )
            for page in pages:
                folders += [one["Prefix"][len(prefix) :].rstrip("/") for one in page.get("CommonPrefixes", [])]
                files += [one["Key"][len(prefix) :] for one in page.get("Contents", []) if one["Key"] != prefix]
        return folders, files

    def sizes(self, below: str) -> Iterator[tuple[str, int]]:
        """Yield all objects below a folder, at any depth, with their sizes in bytes. Raises: OSError"""
        prefix = f"{below.rstrip('/')}/" if below else ""
        with _as_os_error(below):
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix):
                for one in page.get("Contents", []):
                    yield one["Key"], int(one["Size"])

    def _head(self, name: str) -> dict[str, Any]:
        with _as_os_error(name):
            return cast(dict[str, Any], self.client.head_object(Bucket=self._bucket, Key=name))


class _Unclosed:
    """A file as the library reads it. It closes what it was given, and the caller may want to read on."""

    def __init__(self, file: "File[bytes]") -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell

    def close(self) -> None:
        """Leave it open."""


@contextmanager
def _as_os_error(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in NOT_THERE:
            raise FileNotFoundError(errno.ENOENT, "The bucket has no such object", name) from None
        raise OSError(errno.EIO, f"The bucket refused ({code})", name) from error
    except (BotoCoreError, Boto3Error, RetriesExceededError) as error:
        raise OSError(errno.EIO, f"The bucket cannot be reached ({type(error).__name__})", name) from error
