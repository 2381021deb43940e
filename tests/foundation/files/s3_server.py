"""A real S3 server (SeaweedFS) with one bucket, in a temporary folder on loopback; and a line to it that can be cut."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile

from dueregard.foundation.files.gateways.bucket import BucketStorage
from tests.processes import wait_until

BUCKET, KEY, SECRET = "evidence", "a-key", "a-secret"
PORTS = [f"{one}.{port}" for one in ("master", "volume", "filer", "s3") for port in ("port", "port.grpc")]
TRIES = 3


@dataclass(frozen=True)
class S3Server:
    """Where it is."""

    address: str

    def options(self, **more: Any) -> dict[str, Any]:
        """Return what the storage is told."""
        return {"bucket": BUCKET, "address": self.address, "key": KEY, "secret": SECRET, **more}

    def storages(self, **more: Any) -> dict[str, Any]:
        """Return a site's storages with its files in the bucket."""
        backend = "dueregard.foundation.files.gateways.bucket.BucketStorage"
        return {**settings.STORAGES, "default": {"BACKEND": backend, "OPTIONS": self.options(**more)}}

    def environment(self) -> dict[str, str]:
        """Return the settings that an operator writes."""
        return {
            "DUEREGARD_S3_BUCKET": BUCKET,
            "DUEREGARD_S3_URL": self.address,
            "DUEREGARD_S3_KEY": KEY,
            "DUEREGARD_S3_SECRET": SECRET,
        }


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """Start the server, wait until it takes an object, and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="dueregard-s3-"))
    rights = {"name": "site", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [rights]}))
    try:
        for _ in range(TRIES):
            with _started(folder) as server:
                if server is not None:
                    yield server
                    return
        raise AssertionError((folder / "words").read_text())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path) -> Iterator[S3Server | None]:
    """Give a server that takes objects, or nothing: another program may have taken one of its ports meanwhile."""
    ports = free_ports()
    told = [f"-{name}={port}" for name, port in ports.items()]
    told += [f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-s3.iam=false"]
    told += ["-s3.port.iceberg=0", "-s3.port.lance=0"]  # else two servers would want the same ports
    told += [f"-s3.config={folder / 's3.json'}", "-master.volumeSizeLimitMB=64", "-volume.max=20"]
    program = str(Path(sys.executable).with_name("weed"))
    with (folder / "words").open("wb") as words:
        process = subprocess.Popen([program, "-logtostderr", "server", *told], stdout=words, stderr=words)
    server = S3Server(f"http://127.0.0.1:{ports['s3.port']}")
    storage = BucketStorage(**server.options(tries=1))
    try:
        wait_until(lambda: process.poll() is not None or _takes_an_object(storage), what="the S3 server")
        yield server if process.poll() is None else None
    finally:
        process.kill()
        process.wait()


def _takes_an_object(storage: BucketStorage) -> bool:
    try:
        if BUCKET not in [one["Name"] for one in storage.client.list_buckets()["Buckets"]]:
            storage.client.create_bucket(Bucket=BUCKET)
        storage.save("first", ContentFile(b"is it there?"))
    except (OSError, BotoCoreError, ClientError):  # it has only half started
        return False
    return True


def free_ports() -> dict[str, int]:
    """Return a free port for each thing that the server listens on; all are held until each has one."""
    with ExitStack() as held:
        taken = {name: held.enter_context(socket.create_server(("127.0.0.1", 0))) for name in PORTS}
        return {name: one.getsockname()[1] for name, one in taken.items()}


@dataclass
class Line:
    """A line to a server. After `cut_after` bytes in one direction it is cut; empty, never."""

    to_port: int
    cut_after: int | None = None
    cuts: int = 0
    _server: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def address(self) -> str:
        """Where it begins."""
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def run(self) -> None:
        """Take connections until the line is closed."""
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.to_port))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        carried = 0
        try:
            while piece := source.recv(64 * 1024):
                carried += len(piece)
                if self.cut_after is not None and carried > self.cut_after:
                    self.cuts += 1
                    break
                sink.sendall(piece)
        except OSError:
            pass
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def line_to(server: S3Server) -> Iterator[Line]:
    """Give a line to a server."""
    line = Line(int(server.address.rpartition(":")[2]))
    taking = threading.Thread(target=line.run, daemon=True)
    taking.start()
    try:
        yield line
    finally:
        line.close()
        taking.join()
