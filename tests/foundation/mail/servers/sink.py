"""An SMTP server as its own process: writes down each message it accepts before it says so, and tells its port.

`python -m tests.foundation.mail.servers.sink FOLDER`; what it wrote is read by `accepted`.
"""

import asyncio
import email
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

ROOT = Path(__file__).resolve().parents[4]


class Sink:
    """Accepts everything, but nothing for a mailbox named "nobody"."""

    def __init__(self, folder: Path) -> None:
        self.file = (folder / "accepted.jsonl").open("a")

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Say no to a mailbox that is not there."""
        if address.startswith("nobody@"):
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Write the message's envelope and id as one line, then accept it."""
        content = envelope.content or b""
        assert isinstance(content, bytes)
        message_id = email.message_from_bytes(content[:4000])["Message-ID"]
        line = {"id": message_id, "from": envelope.mail_from, "to": envelope.rcpt_tos, "size": len(content)}
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()
        return "250 2.0.0 taken"


async def serve(folder: Path) -> None:
    """Listen on a free port until killed."""
    sink = Sink(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, enable_SMTPUTF8=True), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


@contextmanager
def smtp_sink(folder: Path) -> Iterator[int]:
    """Run the sink as a process of its own; gives its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.foundation.mail.servers.sink", str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def accepted(folder: Path) -> list[dict[str, object]]:
    """Return what the sink accepted, in order."""
    file = folder / "accepted.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
