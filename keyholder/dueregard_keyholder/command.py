"""The command line: reads what was asked, calls one thing, says what came of it."""

import argparse
import os
import sys
from argparse import Namespace as Asked
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dueregard_keyholder.inbox import connect, delete, fetch, open_threads, reply, show_text, show_threads, wipe
from dueregard_keyholder.offline import check_list, make_key, make_list, make_root, show_root, show_words, sign_files
from dueregard_keyholder.problems import Problem
from dueregard_keyholder.terminal import tell


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked. Ends with 1 and a sentence when it cannot, with 3 when something of it was refused."""
    os.umask(0o077)
    asked = _parser().parse_args(arguments)
    try:
        done: int = asked.do(asked) or 0
    except Problem as problem:
        tell(str(problem))
        return 1
    except BrokenPipeError:  # whoever read our words has stopped reading
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        tell(f"This machine would not do it ({error.strerror or 'no more is known'}). What was whole is kept.")
        return 1
    except KeyboardInterrupt:
        tell("Stopped. What was whole is kept; what was not is thrown away.")
        return 1
    return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dueregard-keyholder", description="Open what was sealed to your group.")
    verbs = parser.add_subparsers(required=True, metavar="WHAT")

    def verb(
        under: Any, name: str, do: Callable[[Asked], int | None], words: str, *paths: str
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = under.add_parser(name, help=words, description=words)
        added.set_defaults(do=do)
        for path in paths:
            added.add_argument(path, type=Path)
        return added

    root = verbs.add_parser("root", help="the group's offline key").add_subparsers(required=True, metavar="WHAT")
    verb(root, "make", make_root, "make the group's offline key", "file")
    verb(root, "show", show_root, "show its verification half", "file")
    listing = verbs.add_parser("list", help="what was fetched; `list make`, `list check`: who reads")
    listing.set_defaults(do=show_threads)
    lists = listing.add_subparsers(metavar="WHAT")
    made = verb(lists, "make", make_list, "make and sign the next list of keyholders", "key", "recipients")
    made.add_argument("--after", type=Path, help="the manifest.json in force")
    made.add_argument("--days", type=int, default=180, help="how long it is good (180)")
    made.add_argument("--out", type=Path, default=Path("manifest.json"))
    verb(lists, "check", check_list, "check a list", "file").add_argument("--root", required=True)
    files = verb(verbs, "sign-files", sign_files, "sign the list of delivered files", "key", "file")
    files.add_argument("--out", type=Path, default=Path("HASHES.sig"))
    files.add_argument("--list", type=Path, help="the newest manifest.json you signed: its keyholders are compared")
    files.add_argument("--config", type=Path, help="config.json from the sealed page: it is compared and shown")
    files.add_argument("--built", type=Path, help="sealed/site of your own copy of the project: compared, too")
    files.add_argument("--all-the-same", action="store_true", help="sign although something differs")
    key = verbs.add_parser("key", help="your own key").add_subparsers(required=True, metavar="WHAT")
    verb(key, "make", make_key, "make your own key", "file").add_argument("--x25519", action="store_true")
    spoken = verb(verbs, "words", show_words, "show the words of a recipient, or compare them with those you heard")
    spoken.add_argument("recipient")
    spoken.add_argument("heard", nargs="*", help="the eight words as you heard them, in any spelling")
    to = verb(verbs, "connect", connect, "remember an inbox")
    to.add_argument("address")
    to.add_argument("--root", required=True, help="your group's verification key, from paper")
    to.add_argument("--key-from-stdin", action="store_true", help="read the access key from standard input")
    verb(verbs, "fetch", fetch, "fetch what is sealed")
    for name, do, words in (
        ("open", open_threads, "open a thread, or all of them, into an empty folder"),
        ("reply", reply, "answer a thread"),
        ("delete", delete, "delete a thread for everybody"),
    ):
        added = verb(verbs, name, do, words)
        words = "its id, or the beginning of it" + ("; `all` opens each into a folder below" * (do is open_threads))
        added.add_argument("thread", help=words)
        if do is not delete:
            added.add_argument("--identity", type=Path, required=True, help="your key file")
        if do is open_threads:
            added.add_argument("--to", type=Path, required=True, help="an empty folder")
            added.add_argument("--quiet", action="store_true", help="do not tell the others that you opened it")
        if do is reply:
            added.add_argument("--file", type=Path, help="the answer; without it, standard input is read")
        if do is delete:
            added.add_argument("--yes", action="store_true")
    verb(verbs, "show", show_text, "show a text that was opened, without a sign that could steer the terminal", "file")
    verb(verbs, "wipe", wipe, "take what was fetched off this machine")
    return parser
