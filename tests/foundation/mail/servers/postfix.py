"""A real Postfix with its own configuration and queue, on loopback, that hands everything it takes to an LMTP listener.

Postfix starts only as root. Where the tests run as somebody else, a line says so and a small relay stands in for it.
"""

import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.foundation.mail.servers.stand_in import stand_in
from tests.ports import free_port
from tests.processes import wait_until

QUICK = "/dev/shm" if os.path.isdir("/dev/shm") else None  # its queue need not survive the test
DAEMONS = Path("/usr/lib/postfix/sbin")
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
myhostname = mta.northport.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
local_transport = error:no local mail here
alias_maps =
relay_domains = northport.example
relay_transport = lmtp:inet:127.0.0.1:{lmtp_port}
smtpd_relay_restrictions = permit_mynetworks, reject
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
transport_retry_time = 1s
lmtp_destination_concurrency_failed_cohort_limit = 100
lmtp_line_length_limit = 0
disable_dns_lookups = yes
smtp_dns_support_level = disabled
smtputf8_enable = no
in_flow_delay = 0
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Relay:
    """Something that takes mail by SMTP or directly, and brings it to the LMTP listener."""

    smtp_port: int
    lmtp_port: int
    log: Path

    def send(self, mails: list[tuple[str, bytes]]) -> None:
        """Hand over mails, each with its recipient, on one connection."""
        client = smtplib.SMTP if self.smtp_port else smtplib.LMTP
        with client("127.0.0.1", self.smtp_port or self.lmtp_port) as connection:
            for recipient, raw in mails:
                connection.sendmail("foi@leeds.example", [recipient], raw)


def answers(port: int) -> bool:
    """Tell whether somebody listens on the port."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def postfix(lmtp_port: int, outward_port: int = 0) -> Iterator[Relay]:
    """Run Postfix, or where it cannot run say so and give a stand-in. `outward_port` takes other domains' mail."""
    if os.geteuid() != 0 and outward_port:
        print("Postfix was not tried: it starts only as root. A relay of the tests' own stood in for it.")  # noqa: T201
        port = free_port()
        with stand_in(port=port, lmtp_port=lmtp_port, outward_port=outward_port):
            yield Relay(port, lmtp_port, Path(os.devnull))
        return
    if os.geteuid() != 0:
        print("Postfix was not tried: it starts only as root. The mail went to the LMTP listener directly.")  # noqa: T201
        yield Relay(0, lmtp_port, Path(os.devnull))
        return
    folder, port = Path(tempfile.mkdtemp(prefix="dueregard-postfix-", dir=QUICK)), free_port()
    folder.chmod(0o755)
    for name in ("etc", "queue", "data", "log"):
        (folder / name).mkdir()
        (folder / name).chmod(0o755)  # whatever the umask: Postfix's own account must get in
    shutil.chown(folder / "data", "postfix")
    outward = f"default_transport = smtp:[127.0.0.1]:{outward_port}\n" if outward_port else ""
    (folder / "etc/main.cf").write_text(MAIN.format(folder=folder, daemons=DAEMONS, lmtp_port=lmtp_port) + outward)
    (folder / "etc/master.cf").write_text(MASTER.format(port=port))
    run = ["postfix", "-c", str(folder / "etc")]
    try:
        started = subprocess.run([*run, "start"], capture_output=True, text=True, timeout=60, umask=0o022)
        assert started.returncode == 0, f"Postfix did not start: {started.stderr}{_tail(folder)}"
        wait_until(lambda: answers(port), what="Postfix")
        yield Relay(port, lmtp_port, folder / "log/mail.log")
    finally:
        subprocess.run([*run, "abort"], capture_output=True, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _tail(folder: Path) -> str:
    log = folder / "log/mail.log"
    return log.read_text()[-2000:] if log.exists() else ""
