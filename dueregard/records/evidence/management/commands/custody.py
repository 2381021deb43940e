"""`dueregard custody`: follows the custody log, writes it out for strangers, and has a time put to it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.access import documents_for
from dueregard.records.evidence.actions.timestamp_log import EmptyLog, ForNoneOfOurs, prepare_timestamp, take_answer
from dueregard.records.evidence.gateways.timestamps import NoAnswer, NoProgram, WrongAnswer, ask
from dueregard.records.evidence.queries.custody_log import log_head, log_lines, timestamp_files, timestamp_problems
from dueregard.rules.documents.custody import Verdict, verify_log


class Command(BaseCommand):
    help = "Verify the custody log, export it so that others can check it, or have an authority timestamp it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="check the log of this site, or an exported one")
        verify.add_argument("file", nargs="?", type=Path, help="an exported log; without it, this site's own log")
        verify.add_argument("--files", type=Path, help="a folder: check that the log knows each file in it")
        export = verbs.add_parser("export", help="write the log and its timestamps into a folder")
        export.add_argument("folder", type=Path)
        export.add_argument(
            "--public", action="store_true", help="show the content only of lines about public copies, for strangers"
        )
        stamp = verbs.add_parser(
            "timestamp", help="get a timestamp from an authority (DUEREGARD_TSA_URL), or by exchanging files"
        )
        stamp.add_argument("--request", type=Path, help="only write the request to this file (.tsq)")
        stamp.add_argument("--answer", type=Path, help="read the authority's answer from this file (.tsr)")
        stamp.add_argument("--authority", default="", help="who answered, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        try:
            {"verify": self._verify, "export": self._export, "timestamp": self._timestamp}[options["verb"]](options)
        except (EmptyLog, ForNoneOfOurs, NoAnswer, WrongAnswer, NoProgram) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as fault:
            raise CommandError(f"{fault.filename}: {fault.strerror}.") from None

    def _verify(self, options: dict[str, Any]) -> None:
        if options["file"]:
            with options["file"].open(encoding="utf-8", errors="replace") as lines:
                verdict = verify_log(self._counted(lines, None))
        else:
            verdict = verify_log(self._counted(log_lines(), log_head()[0]))
            verdict.problems += timestamp_problems()
        if options["files"]:
            self._compare(verdict, options["files"])
        for problem in verdict.problems:
            self.stderr.write(problem)
        if not verdict.holds:
            raise CommandError("The log is not intact. See above what was changed, is missing or does not belong.")
        withheld = f" ({verdict.withheld} of them without their content)" if verdict.withheld else ""
        self.stdout.write(f"The log is intact: {verdict.lines} lines{withheld}. Its last hash is {verdict.head}.")

    def _compare(self, verdict: Verdict, folder: Path) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        if not files:
            verdict.problems.append(f"{folder}: there are no files in this folder.")
        for path in tqdm(files, unit="file", disable=None):
            if store.hash_of_file(path) not in verdict.hashes:
                verdict.problems.append(f"{path.relative_to(folder)}: this file is not in the log.")

    def _export(self, options: dict[str, Any]) -> None:
        folder = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "custody.jsonl").open("w", encoding="utf-8") as file:
            shown = documents_for(None) if options["public"] else None
            file.writelines(f"{line}\n" for line in self._counted(log_lines(shown=shown), log_head()[0]))
        for name, content in timestamp_files():
            (folder / name).write_bytes(content)
        self.stdout.write(f"The log is in {folder / 'custody.jsonl'}.")
        if not options["public"]:
            self.stdout.write("It holds the hash of every file you keep. Show it only to people who may know those.")
        self.stdout.write("docs/how-to/keep-evidence.md says how anyone can check it.")

    def _timestamp(self, options: dict[str, Any]) -> None:
        trusted = Path(settings.TSA_CERTIFICATES) if settings.TSA_CERTIFICATES else None
        if options["answer"]:
            answer, authority = options["answer"].read_bytes(), options["authority"]
        else:
            row = prepare_timestamp(now=timezone.now())
            if options["request"]:
                options["request"].write_bytes(bytes(row.request))
                self.stdout.write(f"The request for line {row.number} is in {options['request']}.")
                return
            if not settings.TSA_URL:
                raise CommandError("Set DUEREGARD_TSA_URL, or use --request FILE and then --answer FILE.")
            answer, authority = ask(settings.TSA_URL, bytes(row.request)), settings.TSA_URL
        taken = take_answer(answer=answer, authority=authority, trusted=trusted, now=timezone.now())
        checked = "" if taken.is_verified else " Its signature was not checked: set DUEREGARD_TSA_CERTIFICATES."
        self.stdout.write(f"Line {taken.number} existed at {taken.stated_at:%Y-%m-%d %H:%M:%S} UTC.{checked}")

    def _counted(self, lines: Any, total: int | None) -> Iterator[str]:
        yield from tqdm(lines, total=total, unit="line", disable=None)
