"""`./run install`: the options, the questions, what is said. `install` and `back` do it."""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from dueregard.config.install import back, code, machine, units
from dueregard.config.install.install import Work, install
from dueregard.config.install.machine import Failed, say
from dueregard.config.install.record import Record, read_record
from dueregard.rules.install.answers import QUESTIONS, BadAnswers, needed, read_answers
from dueregard.rules.install.fates import Fate, Judged
from dueregard.rules.install.layout import (
    ACCOUNT,
    BACKUP_TIMER,
    CODE,
    KEPT_ANSWERS,
    LISTENER,
    SETTINGS,
    STATE,
    TARGET,
    TIMERS,
)
from dueregard.rules.install.plan import packages
from dueregard.rules.install.written import NotAnswers, answers_in

TRIED = {"12", "13"}  # versions of Debian
HERE = Path(__file__).resolve().parents[3]


def main() -> int:
    """Do what the options say; end with 1 and a sentence where that cannot be done."""
    options = _options()
    try:
        return _do(options)
    except BadAnswers as bad:
        for sentence in bad.sentences:
            sys.stderr.write(f"{sentence}\n")
    except (Failed, NotAnswers) as failed:
        sys.stderr.write(f"{failed}\n")
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Type it again: what was done is not done twice.\n")
    return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run install", description="Put this site on a machine with Debian 12 or 13, or bring it up to date."
    )
    for question in QUESTIONS:
        parser.add_argument(
            f"--{question.name}", help=question.words.replace("%", "%%"), choices=question.choices or None
        )
    parser.add_argument("--answers", type=Path, help="a file with the answers, a line each: name = value")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument("--back", action="store_true", help="go back to the version from before the last upgrade")
    parser.add_argument("--uninstall", action="store_true", help="say how to remove everything, and remove nothing")
    parser.add_argument("--code", type=Path, default=HERE, help="install the code in this folder, not this one")
    parser.add_argument(
        "--replace",
        action="append",
        default=[],
        help="a kept file of which to take ours; yours goes to /etc/due-regard/replaced",
    )
    parser.add_argument("--without-backup", action="store_true", help="upgrade although no back-up can be made")
    return parser.parse_args()


def _do(options: argparse.Namespace) -> int:
    record = read_record() if os.geteuid() == 0 else Record()
    if options.uninstall:
        say(_how_to_remove(record))
        return 0
    if os.geteuid() != 0 and not options.dry_run:
        raise Failed("Installing needs root: type sudo ./run install. Nothing was changed.")
    _refuse_other_machines()
    if options.back:
        back.go_back(record)
        say(f"\nThe version {code.in_use()} is in use again.")
        return 0
    given = _given(options)
    work = Work(
        answers=read_answers(given),
        given=given,
        source=options.code.resolve(),
        record=record,
        replace=frozenset(options.replace),
        without_backup=options.without_backup,
        shipped=code.shipped(HERE),
    )
    if not (work.source / "requirements" / "site.txt").is_file():
        raise Failed(f"There is no code of the site in {work.source}.")
    _refuse_lacking_files(work)
    if options.dry_run:
        _say_what_would_be(work)
        return 0
    is_first = not record.is_installed
    judged = install(work)
    _say_what_is(work, judged, is_first=is_first)
    return 0


def _refuse_other_machines() -> None:
    told = dict(line.split("=", 1) for line in (machine.read("/etc/os-release") or "").splitlines() if "=" in line)
    which = told.get("VERSION_ID", "").strip('"')
    if told.get("ID") != "debian" or which not in TRIED:
        name = told.get("PRETTY_NAME", "something else").strip('"')
        raise Failed(f"This machine has {name}. The installation is for Debian 12 and 13; ./run works elsewhere too.")
    if not units.started_by_systemd():
        raise Failed("This machine was not started by systemd, which has to keep the site going.")


def _given(options: argparse.Namespace) -> dict[str, str]:
    """Put together what was answered: before, in the file, on the command line. At a terminal, ask for the rest."""
    given = answers_in(machine.read(KEPT_ANSWERS) or "") if os.access(KEPT_ANSWERS, os.R_OK) else {}
    if options.answers:
        text = machine.read(str(options.answers))
        if text is None:
            raise Failed(f"There is no file {options.answers}.")
        given |= answers_in(text)
    said = {one.name: getattr(options, one.name.replace("-", "_")) for one in QUESTIONS}
    given |= {name: value for name, value in said.items() if value is not None}
    if sys.stdin.isatty() and "name" not in given:
        for question in QUESTIONS:
            if needed(given, question):
                given[question.name] = _ask(question.words, question.default, question.choices)
    return given


def _ask(words: str, default: str, choices: tuple[str, ...]) -> str:
    hint = f" [{default}]" if default else ""
    while True:
        said = input(f"{words}{hint}: ").strip() or default
        if not choices or said in choices:
            return said
        say(f"Say {' or '.join(choices)}.")


def _refuse_lacking_files(work: Work) -> None:
    for name in ("certificate_file", "key_file"):
        path = getattr(work.answers, name)
        if path and not Path(path).is_file():
            raise Failed(f"There is no file {path} (--{name.replace('_', '-')}). Nothing was changed.")
    place = work.answers.backup_to
    if place.startswith("/") and not Path(place).is_dir():
        raise Failed(
            f"There is no folder {place} (--backup-to): mount the disk or make the folder. Nothing was changed."
        )
    if place.startswith("/") and (place == STATE or place.startswith(f"{STATE}/")):
        raise Failed(f"--backup-to is in {STATE}, which is what is backed up. Name a folder on another disk.")


def _say_what_would_be(work: Work) -> None:
    version, now = code.name_of(work.source), code.in_use()
    missing = machine.packages_missing(packages(work.answers))
    say(f"Packages to install: {', '.join(missing) or 'none'}.")
    say(f"Account: {ACCOUNT}, {'there' if machine.holds('id', ACCOUNT) else 'to be made'}.")
    say(f"Code: {CODE}/{version}, {'there' if code.is_built(version) else 'to be made'}; in use: {now or 'none'}.")
    if now not in {"", version}:
        say("An upgrade: a back-up if one is set, the site stops, a copy of its database, then the new version.")
    wanted = work.plan()
    judged = work.judged([*wanted.challenge, *wanted.files])
    for one in judged:
        say(f"{one.fate.value:>9}  {one.planned.mode:04o}  {one.planned.path}")
    _say_differences(judged)
    if work.answers.onion and "ONION=" not in next(one.planned.text for one in judged if one.planned.path == SETTINGS):
        say("Tor makes the onion address; only then are its pages and its setting written.")
    for host in wanted.certificates:
        say(f"Certificate: certbot asks for {host}, unless it has one.")
    say(f"Units that start with the machine: due-regard.target, {', '.join(wanted.enabled)}.")
    say("Nothing was changed.")


def _say_differences(judged: list[Judged]) -> None:
    for one in judged:
        if one.fate is Fate.KEPT:
            say(f"\n{one.planned.path} stays as it is: it was changed since, or was there before.")
            say(one.difference)
            say(f"To take this version's: ./run install --replace {one.planned.path}")


def _say_what_is(work: Work, judged: list[Judged], *, is_first: bool) -> None:
    say("")
    for one in judged:
        if one.fate is not Fate.SAME:
            say(f"{one.fate.value:>9}  {one.planned.path}")
    _say_differences(judged)
    answers = work.answers
    say(f"\nThe site is at https://{answers.name}/ (version {code.in_use()}).")
    if answers.certificate == "none":
        say(f"Let your proxy pass everything on to port {answers.proxy_port} of this machine, with X-Forwarded-For.")
    if answers.mail == "lmtp":
        say("Let your mail server deliver to lmtp:inet:127.0.0.1:8024: see docs/how-to/receive-mail.md.")
    if is_first:
        say(units.first_link().strip())
    say("How it is, each morning: journalctl -u due-regard-doctor. Now: due-regard doctor")


def _how_to_remove(record: Record) -> str:
    files: Mapping[str, str] = record.written
    lines = [
        "Nothing was removed. As root, in this order; the last two lines delete everything that the site holds:",
        "",
    ]
    every = " ".join((TARGET, *TIMERS, BACKUP_TIMER, LISTENER))  # `disable` knows no pattern
    lines += [f"systemctl disable --now {every}", "rm -f /var/lib/systemd/timers/stamp-due-regard-*"]
    lines += [f"rm -f {path}" for path in sorted(files)]
    lines += ["rmdir --ignore-fail-on-non-empty /usr/local/lib/due-regard /etc/systemd/system/due-regard-*.service.d"]
    lines += ["sed -i '/^%include .etc.tor.due-regard.conf$/d' /etc/tor/torrc   # if Tor was wanted"]
    lines += ["systemctl daemon-reload; systemctl reload nginx"]
    lines += [f"rm -rf {CODE} /etc/due-regard /var/lib/due-regard-install /var/lib/due-regard-acme"]
    lines += [f"rm -rf {STATE}", f"userdel {ACCOUNT}"]
    lines += [
        "",
        "Debian's packages stay, and so do certificates (certbot delete) and Tor's folder with the onion's key.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
