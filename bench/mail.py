"""A thousand requests from the outbox to an SMTP server on this machine, against a bare smtplib loop of the same bytes.

Ours claims, marks and audits each message on the disk, and names a second recipient for the copy; the loop does nothing
of that. Both keep one connection.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure
from tests.foundation.mail.servers.sink import accepted, smtp_sink

MESSAGES = 1000
AIM = 0.5


def run() -> list[Figure]:
    """Measure in a process of its own, on a fresh site in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder, smtp_sink(Path(folder)) as port:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "dueregard.config.settings",
            "DUEREGARD_STATE": folder,
            "DUEREGARD_PARTS": "",
            "DUEREGARD_MAIL_PER_MINUTE": "0",
            "DUEREGARD_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder}/site.sqlite3"),
        }
        command = [sys.executable, "-m", "bench.mail_site", str(port)]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        ours, peer = json.loads(done.stdout)
        taken = len(accepted(Path(folder)))
        if taken != 2 * MESSAGES:
            raise SystemExit(f"the sink took {taken} messages, not {2 * MESSAGES}: the figure would mean nothing")
    words = f"mail: {MESSAGES:,} requests to a local SMTP server, against a bare smtplib loop"
    return [Figure(words, MESSAGES / ours, MESSAGES / peer, "messages/s", AIM)]
