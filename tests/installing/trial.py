"""The steps of the trial, in order; each says what it found, or raises StepFailed."""

import re
import smtplib
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from dueregard.rules.install.layout import TIMERS
from tests.installing import versions
from tests.installing.machines import Machine, StepFailed
from tests.ports import free_port

NAME = "desk.northport.example"
LMTP = 8024
ROWS = (
    "import sqlite3; f = sqlite3.connect('file:/var/lib/due-regard/site.sqlite3?mode=ro', uri=True); "
    "print(*f.execute('SELECT count(*), count(DISTINCT state) FROM mail_storedemail').fetchone(), "
    "f.execute('PRAGMA journal_mode').fetchone()[0])"
)
UNITS = ("web", "worker", "reader", "indexer", "listener")


@dataclass
class Trial:
    """What the steps share."""

    machine: Machine
    predecessor: str
    port: int = field(default_factory=free_port)
    proxy_port: int = field(default_factory=free_port)
    letters: int = 0
    before: str = ""  # the version before the last upgrade

    def in_use(self) -> str:
        """Return the version that runs."""
        return self.machine.types("readlink /opt/due-regard/current").strip()

    def page(self, path: str = "/") -> int:
        """Ask nginx for a page, as a proxy would."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.proxy_port}{path}", headers={"Host": NAME})
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError as fault:
            raise StepFailed(f"nginx does not answer: {fault}") from None

    def is_well(self) -> None:
        """See that pages are answered and that every unit runs. Raises: StepFailed"""
        if self.page() != 200:
            raise StepFailed("The front page is not answered.")
        wanted = [*(f"due-regard-{unit}.service" for unit in UNITS), *TIMERS]
        self.machine.types(f"systemctl is-active {' '.join(wanted)}")

    def sends_a_letter(self) -> None:
        """Deliver an e-mail by LMTP, as a mail server of the machine does."""
        self.letters += 1
        words = f"From: foi@northport.example\r\nTo: x\r\nSubject: Reply\r\nMessage-ID: <{self.letters}@n>\r\n"
        with smtplib.LMTP("127.0.0.1", LMTP) as server:
            server.sendmail("foi@northport.example", ["foi-x@dueregard.invalid"], f"{words}\r\nWe hold nothing.\r\n")

    def stored(self) -> int:
        """Return how many e-mails the database has."""
        return int(self.machine.types(f'python3 -c "{ROWS}"').split()[0])

    def upgrade(self, folder: str, *, ends: int = 0) -> str:
        """Upgrade to the version in a folder."""
        self.before = self.in_use()
        return self.machine.types("./run upgrade", within=folder, ends=ends)


def fresh(trial: Trial) -> str:
    """A bad answer is refused, a dry run changes nothing, and one command installs the site with Tor and LMTP."""
    machine = trial.machine
    versions.lay(machine.root / "srv/due-regard")
    if "say a host name" not in machine.types("./run install --name https://x --certificate own", ends=1):
        raise StepFailed("A bad answer is not told in our words.")
    answers = {"name": NAME, "certificate": "none", "sealed": "sealed.northport.example", "onion": "yes"}
    answers |= {"documents": "no", "mail": "lmtp", "port": str(trial.port), "proxy-port": str(trial.proxy_port)}
    machine.puts("/srv/answers", "".join(f"{name} = {value}\n" for name, value in answers.items()))
    machine.types("./run install --answers /srv/answers --dry-run")
    if (machine.root / "etc/due-regard").exists():
        raise StepFailed("The dry run wrote something.")
    said = machine.types("./run install --answers /srv/answers")
    if f"https://{NAME}/join/" not in said:
        raise StepFailed(f"There is no link for the first administrator:\n{said}")
    trial.is_well()
    python = machine.types("/opt/due-regard/current/venv/bin/python --version").strip()
    return f"{python}; {machine.types('systemctl --version').splitlines()[0]}"


def closed(trial: Trial) -> str:
    """The units that run are closed, their files are the account's, nginx keeps no log, Tor has an address."""
    machine = trial.machine
    found = dict(
        re.findall(r"(due-regard-\w+)\.service\s+([\d.]+)", machine.types("systemd-analyze security --no-pager"))
    )
    if not found or max(map(float, found.values())) > 3.0:
        raise StepFailed(f"The units are open: {found}")
    if machine.types("find /var/lib/due-regard ! -user due-regard -o -perm /077").strip():
        raise StepFailed("Something in the site's folder is another's, or open to others.")
    if machine.types("cat /var/log/nginx/*.log | grep -c 127.0.0.1 || true").strip() != "0":
        raise StepFailed("nginx kept an address.")
    machine.types(
        "grep -q 'SEALED_ONION=.*[.]onion' /etc/due-regard/settings && nginx -t && systemctl is-active tor@default"
    )
    machine.types("systemctl start due-regard-integrity && due-regard integrity && due-regard doctor")
    return ", ".join(f"{name.removeprefix('due-regard-')} {figure}" for name, figure in sorted(found.items()))


WHAT_CHILDREN_LEAVE = """
from dueregard.foundation.work.gateways import limits
import os, sys
for leave in (limits.cut_network, lambda: limits.write_only_below('/var/lib/due-regard/files')):
    child = os.fork()
    if not child:
        os._exit(0 if leave() else 1)
    if os.waitpid(child, 0)[1]:
        sys.exit(1)
"""
OF_A_UNIT = "[Service]\nType=oneshot\nExecStart=/opt/due-regard/current/venv/bin/python /srv/leave.py\n"


def leaves(trial: Trial) -> str:
    """In each unit that opens strangers' files, a process can leave the network and the disk."""
    machine = trial.machine
    machine.puts("/srv/leave.py", WHAT_CHILDREN_LEAVE)
    machine.puts("/etc/systemd/system/due-regard-trial.service", OF_A_UNIT)
    for unit in ("web", "worker", "reader", "prepare"):
        doors = f"/etc/systemd/system/due-regard-{unit}.service.d/20-doors.conf"
        machine.types("mkdir -p /etc/systemd/system/due-regard-trial.service.d")
        machine.types(f"cp {doors} /etc/systemd/system/due-regard-trial.service.d/")
        machine.types("systemctl daemon-reload && systemctl start due-regard-trial")
    machine.types("rm -r /etc/systemd/system/due-regard-trial.service* && systemctl daemon-reload")
    return ""


def again(trial: Trial) -> str:
    """Installing again changes nothing and stops nothing; a setting that a person changed stays, and is shown."""
    machine = trial.machine
    asked = "systemctl show -p ActiveEnterTimestampMonotonic due-regard-web"
    before = machine.types(asked)
    machine.types("./run install")
    if machine.types(asked) != before:
        raise StepFailed("The site was restarted although nothing had changed.")
    machine.types("sed -i 's/^DUEREGARD_RUN_BY=.*/DUEREGARD_RUN_BY=\"Northport, typed\"/' /etc/due-regard/settings")
    said = machine.types("./run install")
    if "-DUEREGARD_RUN_BY" not in said or "typed" not in machine.types("cat /etc/due-regard/settings"):
        raise StepFailed(f"The typed setting was lost or not shown:\n{said}")
    trial.is_well()
    return ""


def letter_by_letter(trial: Trial) -> str:
    """A reply that comes by LMTP is stored, and read in the closed worker."""
    for _ in range(3):
        trial.sends_a_letter()
    machine = trial.machine
    machine.types(
        "for i in $(seq 60); do python3 -c \"import sqlite3,sys; f = sqlite3.connect('file:/var/lib/due-regard/"
        "site.sqlite3?mode=ro', uri=True); sys.exit(f.execute('SELECT count(*) FROM mail_storedemail WHERE state = "
        "\\'waiting\\'').fetchone()[0])\" && exit 0; sleep 1; done; exit 1"
    )
    if trial.stored() != 3:
        raise StepFailed("Not every letter was stored.")
    return machine.types(f'python3 -c "{ROWS}"').strip()


def from_predecessor(trial: Trial) -> str:
    """This version follows the predecessor, and going back brings that one back with every letter."""
    old = trial.machine.root / "srv/old"
    if not trial.predecessor:
        return "Not tried: no commit was named."
    versions.lay_predecessor(old, trial.predecessor)
    trial.machine.types("./run install --code /srv/old")
    predecessor = trial.in_use()
    trial.sends_a_letter()
    trial.upgrade("/srv/due-regard")
    trial.is_well()
    if trial.in_use() == predecessor or trial.stored() != trial.letters:
        raise StepFailed("The upgrade did not take place, or lost a letter.")
    trial.sends_a_letter()
    said = trial.machine.types("./run install --back")
    trial.is_well()
    if trial.in_use() != predecessor or trial.stored() != trial.letters:
        raise StepFailed(f"Going back did not bring it back, or lost a letter:\n{said}")
    return said.strip().splitlines()[0]


def comes_back_by_itself(trial: Trial) -> str:
    """A version whose tables cannot be made, and one whose pages cannot be served, go away by themselves."""
    words = []
    for which in ("wrong", "broken"):
        folder = trial.machine.root / f"srv/{which}"
        if which == "wrong":
            versions.lay_with_migration(folder, versions.WRONG)
        else:
            versions.lay_broken(folder)
        said = trial.upgrade(f"/srv/{which}", ends=1)
        trial.is_well()
        if trial.in_use() != trial.before or trial.stored() != trial.letters:
            raise StepFailed(f"It did not come back, or lost a letter:\n{said}")
        words.append(next(line for line in said.splitlines() if "copy of the database was" in line))
    return " ".join(words)


def undone(trial: Trial) -> str:
    """A change of tables that can be taken back is, and a letter that came meanwhile stays."""
    versions.lay_with_migration(trial.machine.root / "srv/reversible", versions.REVERSIBLE)
    trial.upgrade("/srv/reversible")
    trial.sends_a_letter()
    said = trial.machine.types("./run install --back")
    trial.is_well()
    if trial.in_use() != trial.before or trial.stored() != trial.letters or "taken back" not in said:
        raise StepFailed(f"It was not undone, or a letter was lost:\n{said}")
    return "Nothing lost."


def laid_back(trial: Trial) -> str:
    """Where tables cannot be taken back the copy is laid back; what came since is told and kept aside."""
    versions.lay_with_migration(trial.machine.root / "srv/one-way", versions.NOT_REVERSIBLE)
    trial.upgrade("/srv/one-way")
    trial.sends_a_letter()
    said = trial.machine.types("./run install --back")
    trial.is_well()
    aside = re.search(r"/var/lib/due-regard/way-back/left-[\w:-]+", said)
    if "mail_storedemail: 1 new or changed" not in said or aside is None:
        raise StepFailed(f"What was lost was not told:\n{said}")
    if trial.stored() != trial.letters - 1:
        raise StepFailed("The copy was not laid back.")
    asked = ROWS.replace("/var/lib/due-regard/site.sqlite3?mode=ro", f"{aside[0]}/site.sqlite3?mode=ro")
    if int(trial.machine.types(f'python3 -c "{asked}"').split()[0]) != trial.letters:
        raise StepFailed("The database kept aside lacks the letter.")
    return "1 letter told, and kept aside."


def removed(trial: Trial) -> str:
    """What `--uninstall` prints removes all of it."""
    said = trial.machine.types("./run install --uninstall")
    commands = [line for line in said.splitlines() if re.match(r"(systemctl|rm|rmdir|sed|userdel) ", line)]
    trial.machine.types(" ; ".join(f"{{ {line.partition('   #')[0]} ; }}" for line in commands), within="/")
    left = trial.machine.types(
        "find / -xdev \\( -path /proc -o -path /srv -o -path /var/log -o -path /sys -o -path /tmp \\) -prune "
        "-o \\( -name '*due-regard*' -o -name '*dueregard*' \\) -print",
        within="/",
    ).split()
    if left != ["/var/lib/tor/dueregard-sealed"]:
        raise StepFailed(f"Left: {left}")
    return f"{len(commands)} commands; only the onion's key is left."


STEPS = (
    fresh,
    closed,
    leaves,
    again,
    letter_by_letter,
    from_predecessor,
    comes_back_by_itself,
    undone,
    laid_back,
    removed,
)
