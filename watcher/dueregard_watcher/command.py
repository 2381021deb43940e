"""The command line: looks once or for ever, at random times, and tells when something is not as it was signed."""

import argparse
import os
import random
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from dueregard_watcher.look import Seen, look
from dueregard_watcher.memory import Memory, hold_against, load, save
from dueregard_watcher.problems import Problem
from dueregard_watcher.telling import NotTold, Telling
from dueregard_watcher.visits import Way

BROKE_OFF = "the look broke off, because something came that the watcher cannot read"
HOME = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "dueregard-watcher"
BLIND = """What a watcher cannot see: a page that is changed for one visitor alone, known by their address, their cookie
or a link of their own; a change between two looks; a server that tells curl's way of beginning TLS from a browser's;
what the server does with what is sent; the keyholder's page, which is behind a password; a script of the site's own
pages that hides what it does. Tell nobody who runs the server where you watch from."""


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked. Ends with 1 when something differs at one look, with 2 when it could not look."""
    asked = _parser().parse_args(arguments)
    try:
        return _watch(asked)
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dueregard-watcher",
        description="Visits a sealed inbox as browsers do, and tells when it is not what the group signed.",
        epilog=BLIND,
    )
    add = parser.add_argument
    add("address", nargs="+", help="the sealed page; name its onion address, too")
    add("--key", required=True, help="the group's verification key, from paper or another channel")
    add("--once", action="store_true", help="look once, and end with 1 if something differs")
    add("--every", type=float, default=180, metavar="MINUTES", help="on average, at random (180)")
    add("--tor", default="", metavar="HOST:PORT", help="Tor's SOCKS port, as a rule 127.0.0.1:9050")
    add("--all-through-tor", action="store_true", help="ask through Tor for every address, each time from elsewhere")
    add("--leads", action="append", default=[], metavar="ADDRESS", help="one more page from which people come")
    add("--state", type=Path, metavar="FILE", help="what earlier looks saw (in your home folder)")
    add("--status", type=Path, metavar="FILE", help="write what the last look found into this file")
    add("--command", default="", help="run this when something is to be told; the words are on its standard input")
    add("--mail", default="", metavar="ADDRESS", help="send a mail when something is to be told")
    add("--mail-from", default="", metavar="ADDRESS", help="the sender of that mail (the same address)")
    add("--mail-server", default="localhost:25", metavar="HOST:PORT", help="who takes that mail (localhost:25)")
    return parser


def _watch(asked: argparse.Namespace) -> int:
    if not re.fullmatch(r"[0-9a-f]{64}", asked.key):
        raise Problem("That is not a verification key. It has 64 hexadecimal digits.")
    addresses = [_checked(one) for one in asked.address]
    way = Way(asked.tor, asked.all_through_tor)
    file = asked.state or HOME / f"{asked.key[:16]}.json"
    telling = Telling(asked.command, asked.mail, asked.mail_from, asked.mail_server, asked.status)
    memory = load(file, asked.key)
    while True:
        if not memory.log:
            say(f"{_now()} FIRST LOOK: there is nothing to hold this against but the group's key.")
        seen = [one_look(address, asked, way, memory) for address in addresses]
        wrong = [f"{one.address}: {line}" for one in seen for line in (_unreached(one) or one.wrong)]
        news = list(dict.fromkeys(line for one in seen for line in one.news))
        _say_all(wrong, news)
        _tell(telling, memory, wrong, news)
        save(file, memory)
        if asked.once:
            return 1 if wrong else 0
        time.sleep(random.expovariate(1 / (asked.every * 60)))


def one_look(address: str, asked: argparse.Namespace, way: Way, memory: Memory) -> Seen:
    """Look at one address, and hold it against what is remembered of all."""
    today = datetime.now(UTC).date()
    try:
        seen = look(address, asked.key, Way(way.tor, way.through_tor), asked.leads, today)
        hold_against(memory, seen)
    except Problem:
        raise
    except Exception as fault:
        return Seen(address, today, [f"{BROKE_OFF} ({type(fault).__name__})"])
    return seen


def say(words: str) -> None:
    """Write a line. What a server sent is in it, so nothing in it moves the cursor."""
    sys.stdout.write("".join(one if one.isprintable() else "?" for one in words) + "\n")
    sys.stdout.flush()


def _checked(address: str) -> str:
    parts = urlsplit(address if address.endswith("/") else f"{address}/")
    host = parts.hostname or ""
    is_near = host in {"localhost", "127.0.0.1"} or host.endswith(".onion")
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and is_near)) or parts.query:
        raise Problem("Type the whole address of the sealed page; it begins with https://, or is an onion address.")
    return parts.geturl()


def _unreached(seen: Seen) -> list[str]:
    return [f"could not be reached ({seen.unreached})"] if seen.unreached else []


def _say_all(wrong: list[str], news: list[str]) -> None:
    for line in news:
        say(f"{_now()} NOTICE {line}")
    for line in wrong:
        say(f"{_now()} ALARM {line}")
    if not wrong:
        say(f"{_now()} as signed")


def _tell(telling: Telling, memory: Memory, wrong: list[str], news: list[str]) -> None:
    """Tell of what is wrong when it begins or changes, each day while it lasts, and when it is over; of news once."""
    now = datetime.now(UTC)
    today = now.date().isoformat()
    state = "alarm" if wrong else "as signed"
    lines = _plain([*(f"ALARM {line}" for line in wrong), *(f"NOTICE {line}" for line in news)])
    try:
        telling.write_status(state, lines, now)
        is_due = lines != memory.told or (wrong and memory.told_on != today)
        if is_due and (lines or memory.told):
            telling.tell(f"Sealed inbox: {'ALARM' if wrong else 'as signed'}", lines or ["as signed again"])
        memory.told, memory.told_on = lines, today
    except NotTold as failed:
        sys.stderr.write(f"{_now()} NOT TOLD: {failed}. It is tried again at the next look.\n")


def _plain(lines: list[str]) -> list[str]:
    return ["".join(one if one.isprintable() else "?" for one in line) for line in lines]


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
