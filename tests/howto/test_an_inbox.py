"""run-the-sealed-inbox.md, be-a-keyholder.md and watch-a-sealed-inbox.md, in the order in which a group types them.

Each machine is a clean folder, which is also its home. What a person would put in stands here: key, addresses, files.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dueregard.parts.submissions.actions.name_keyholder import make_access_key, name_keyholder
from dueregard.parts.submissions.gateways import bucket
from dueregard.parts.submissions.models import Inbox, Keyholder
from tests.age_program import age_folder
from tests.builders_inbox import Sender
from tests.builders_sealed import shared_keys
from tests.builders_source import Source
from tests.house.sources import ROOT
from tests.howto.blocks import typed
from tests.people import make_cast
from tests.processes import environment

pytestmark = pytest.mark.django_db(transaction=True)
DOOR = """#!/bin/sh
# In place of ./run, which would install what the tests already have.
[ "$1" != dueregard ] || shift
exec {python} -c "from dueregard.config.command import main; main()" "$@"
"""


@dataclass
class Machine:
    """A clean folder with a home of its own. `means` is what a person puts in place of what is printed."""

    folder: Path
    means: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def types(self, commands: str, answer: str = "") -> str:
        """Type commands into a shell that stops at the first that fails; return what they said."""
        for printed, meant in self.means.items():
            commands = commands.replace(printed, meant)
        tools = f"{self.folder}/dueregard-tools/bin"
        path = f"{tools}:{self.folder}/age:/usr/local/bin:/usr/bin:/bin"
        registry = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
        told = {**registry, "PATH": path, "HOME": str(self.folder), **self.told}
        done = subprocess.run(
            ["sh", "-eu", "-c", commands],
            cwd=self.folder,
            env=told,
            input=answer,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # no terminal: what would be typed there comes from the standard input
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


def machine(folder: Path, **told: str) -> Machine:
    folder.mkdir()
    return Machine(folder, told=told)


def copy_of_the_project(to: Path) -> None:
    for package in ("keyholder", "watcher"):
        shutil.copytree(ROOT / package, to / package, ignore=shutil.ignore_patterns("__pycache__"))


def release_of_age(file: Path) -> None:
    """Pack age's programs as its releases are packed: in a folder of its name."""
    with tarfile.open(file, "w:gz") as archive:
        archive.add(age_folder(), "age")


def site_of(folder: Path) -> Machine:
    site = machine(folder, **environment(SEALED_STORE=str(folder)))
    door = folder / "run"
    door.write_text(DOOR.format(python=sys.executable))
    door.chmod(0o755)
    return site


def test_an_inbox_is_set_up_used_and_watched_by_what_the_how_tos_print(
    live_server: Any, tmp_path: Path, settings: Any
) -> None:
    settings.SEALED_STORE = tmp_path / "sealed"
    bucket.forget()
    cast = make_cast()
    carrier, offline, site, kate = (
        machine(tmp_path / "carrier"),
        machine(tmp_path / "offline"),
        site_of(tmp_path / "site"),
        machine(tmp_path / "kate"),
    )
    for one in (carrier, kate):
        copy_of_the_project(one.folder)

    def block(number: int) -> str:
        return typed("run-the-sealed-inbox.md", number)

    # 1: the offline key
    carrier.types(block(1))
    shutil.copytree(carrier.folder / "to-carry", offline.folder / "to-carry")
    said = offline.types(block(2))
    key = said.split("Verification key: ")[1].split()[0]
    means = {"KEY": key, "https://sealed.northport.example": live_server.url}
    for one in (offline, site, kate):
        one.means = means

    # 3: the inbox; 4: who reads
    assert "closed" in site.types(block(3))
    release_of_age(kate.folder / "age-v1.3.1-linux-amd64.tar.gz")
    assert "1.3" in kate.types(typed("be-a-keyholder.md", 1))
    kate.types(typed("be-a-keyholder.md", 2))
    recipient = (kate.folder / "my-key.txt").read_text().split("public key: ")[1].split()[0]
    reserve = shared_keys(2)[1].recipient
    (offline.folder / "recipients.txt").write_text(f"{recipient}\n{reserve}\n")
    offline.types(block(4))
    shutil.copy(offline.folder / "manifest.json", site.folder)
    assert "List 1 is in force" in site.types("./run dueregard inbox list northport - < manifest.json")

    # 5: sign; each line is typed on the machine that its comment names
    on_site, fetch, sign, bring = block(5).splitlines()
    site.types(on_site)
    kate.types(fetch)
    shutil.copy(site.folder / "HASHES", offline.folder)
    shutil.copy(kate.folder / "config.json", offline.folder)
    offline.types(sign)
    shutil.copy(offline.folder / "HASHES.sig", site.folder)
    site.types(bring)
    assert "is open" in site.types("./run dueregard inbox open northport")

    # a keyholder connects, opens and answers
    inbox = Inbox.objects.get()
    name_keyholder(inbox=inbox, person=cast.asha, by=cast.asha, now=timezone.now())
    secret = make_access_key(keyholder=Keyholder.objects.get(), by=cast.asha, now=timezone.now())
    assert secret not in kate.types(typed("be-a-keyholder.md", 3), answer=f"{secret}\n")
    source = Source(key, (recipient, reserve), reply_key=shared_keys(3)[2])
    source.send(Sender(), "The slides say so.", ("text/plain", "", b"notes"))
    kate.means = means | {"3f2a": inbox.threads.get().pk[:4]}
    (kate.folder / "answer.txt").write_text("Thank you.")
    kate.types(typed("be-a-keyholder.md", 4))
    assert (kate.folder / "opened" / "message-01.txt").read_text() == "The slides say so."
    assert len(list((kate.folder / "opened-all").glob("*/001.txt"))) == 1
    assert len(Sender().look_up(source.lookup).json()["replies"]) == 1

    # somebody elsewhere watches
    assert "as signed" in kate.types(typed("watch-a-sealed-inbox.md", 1))
