"""The command line: reads what was asked, calls one thing, says what came of it."""

import argparse
import getpass
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dueregard_keyholder import programs, release
from dueregard_keyholder.many import in_order
from dueregard_keyholder.opening import Opened, open_thread
from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import (
    MANIFEST,
    RELEASE,
    checked_id,
    fingerprint,
    kind_of,
    new_list,
    reply_envelope,
)
from dueregard_keyholder.shelf import Connection, Shelf

HOME = Path(os.environ.get("DUEREGARD_KEYHOLDER") or Path.home() / ".local" / "share" / "dueregard-keyholder")
ALL = "all"  # no beginning of an id: those have no `l`
Asked = argparse.Namespace


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked. Ends with 1 and a sentence when it cannot, with 3 when something was refused."""
    os.umask(0o077)
    asked = _parser().parse_args(arguments)
    try:
        done: int = asked.do(asked) or 0
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. What was whole is kept; what was not is thrown away.\n")
        return 1
    return done


def say(words: str) -> None:
    """Write a line."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def make_root(asked: Asked) -> None:
    """Make the group's offline key."""
    programs.make_root(asked.file)
    show_root(asked)
    say("Keep the file off every network, and a copy elsewhere. Without it the list of keyholders can never change.")


def show_root(asked: Asked) -> None:
    """Show the verification half of an offline key."""
    root = programs.root_of(asked.file)
    say(f"Verification key: {root}\nIn words: {fingerprint(bytes.fromhex(root))}")


def make_list(asked: Asked) -> None:
    """Make and sign the next list of keyholders."""
    root = programs.root_of(asked.key)
    recipients = [line.strip() for line in _text(asked.recipients).splitlines() if line.strip() and line[0] != "#"]
    last_text, last = "", None
    if asked.after:
        last_text, last = _signed_list(_text(asked.after), root)
    if not 1 <= asked.days <= 400:
        raise Problem("A list is good for 1 to 400 days.")
    text = new_list(root, recipients, last, last_text, _today(), asked.days)
    signature = programs.sign(MANIFEST + text.encode(), asked.key)
    _write_new(asked.out, json.dumps({"manifest": text, "signature": signature}, ensure_ascii=False))
    said = json.loads(text)
    say(f"List {said['number']}, good until {said['valid_until']}, is in {asked.out}:")
    _say_holders(said)


def _words(recipient: str) -> str:
    return fingerprint(recipient.encode())


def check_list(asked: Asked) -> None:
    """Check a list against the group's key, and show who is on it."""
    _, said = _signed_list(_text(asked.file), _hex_key(asked.root))
    say(f"List {said['number']} is the group's, good until {said['valid_until']}:")
    _say_holders(said)


def sign_files(asked: Asked) -> int:
    """Sign the list of delivered files, if they are those of this release, or if the signer says so all the same."""
    content, root = _bytes(asked.file), programs.root_of(asked.key)
    hashes = release.read_hashes(content)
    recipients = None
    if asked.list:
        _, said = _signed_list(_text(asked.list), root)
        recipients = [str(one["recipient"]) for one in said["keyholders"]]
    differs, shown = release.config_that_differs(hashes, _bytes(asked.config) if asked.config else None, root)
    differs += release.recipients_that_differ(hashes, recipients)
    differs += release.files_that_differ(hashes, release.of_release(), "the release that came with this command")
    if asked.built:
        differs += release.files_that_differ(hashes, release.of_build(asked.built), "your own build")
    for line in (*shown, *differs):
        say("".join(one if one.isprintable() else "?" for one in line))
    if differs and not asked.all_the_same:
        say("Nothing was signed. Find out why first; to sign all the same, add --all-the-same.")
        return 1
    _write_new(asked.out, programs.sign(RELEASE + content, asked.key) + "\n")
    say(f"The signature is in {asked.out}. Bring it with: dueregard inbox sign GROUP {asked.out.name}")
    return 0


def make_key(asked: Asked) -> None:
    """Make a keyholder's own key."""
    recipient = programs.make_identity(asked.file, post_quantum=not asked.x25519)
    say(f"Give your group this recipient, and compare its words by telephone:\n{recipient}\n{_words(recipient)}")
    say(f"The key itself is in {asked.file}. It never leaves this machine; whoever has it reads everything sent to it.")


def show_words(asked: Asked) -> None:
    """Show the words of a recipient."""
    kind_of([asked.recipient])
    say(_words(asked.recipient))


def connect(asked: Asked) -> None:
    """Remember an inbox, after its list was found to be the group's."""
    base = asked.address if asked.address.endswith("/") else asked.address + "/"
    address = urlsplit(base)
    local = address.hostname in {"localhost", "127.0.0.1"} or (address.hostname or "").endswith(".onion")
    if address.scheme != "https" and not (address.scheme == "http" and local):
        raise Problem("Type the whole address of the sealed page; it begins with https://, or is an onion address.")
    root = _hex_key(asked.root)
    access_key = (
        sys.stdin.readline().strip() if asked.key_from_stdin else getpass.getpass("Access key from the desk: ").strip()
    )
    if not re.fullmatch(r"[A-Za-z0-9_-]{20,100}", access_key):
        raise Problem("That is no access key. Make one on the desk, and paste all of it.")
    connection = Connection(base, root, access_key)
    _signed_list(connection.site.public("manifest.json").decode("utf-8", "replace"), root)
    Shelf(HOME).connect(connection)
    say(f"Connected. The list of keyholders is the group's: {fingerprint(bytes.fromhex(root))}")


def fetch(asked: Asked) -> None:
    """Fetch what is sealed, and keep it sealed."""
    shelf = Shelf(HOME)
    connection = shelf.connection()
    _signed_list(connection.site.public("manifest.json").decode("utf-8", "replace"), connection.root)
    count, there = 0, set()
    for thread in connection.site.threads():
        folder = shelf.keep_thread(thread)
        there.add(thread["id"])
        for message in thread["messages"]:
            own = folder / checked_id(message.get("id"))
            own.mkdir(mode=0o700, exist_ok=True)
            sizes = {0: message["sealed_bytes"], **{file["number"]: file["sealed_bytes"] for file in message["files"]}}
            for number, size in sizes.items():
                if type(number) is not int or type(size) is not int:
                    raise Problem("The site sent a list that cannot be read. Nothing more was fetched.")
                file = own / f"{number}.age"
                if size and not (file.is_file() and file.stat().st_size == size):
                    say(f"Fetching {size / 1_000_000:,.1f} MB …")
                    connection.site.save(
                        f"messages/{message['id']}" + (f"/files/{number}" if number else ""), file, size
                    )
        count += 1
    for gone in set(shelf.threads()) - there:  # deleted by its source, or past its day
        shelf.forget_thread(gone)
    say(f"{count} thread{'' if count == 1 else 's'} here, sealed. `list` shows them.")


def show_threads(asked: Asked) -> None:
    """List what was fetched."""
    shelf = Shelf(HOME)
    for name in shelf.threads():
        _, thread = shelf.thread(name)
        messages = thread["messages"]
        new = sum(one["from"] == "source" and not one["read"] for one in messages)
        say(f"{name}  since {thread['day']}, until {thread['until']}: {len(messages)} messages, {new} not opened yet")


def open_threads(asked: Asked) -> int:
    """Open a thread into an empty folder, or all that were fetched, each into a folder of its own below."""
    shelf = Shelf(HOME)
    connection = shelf.connection()
    names = shelf.threads() if asked.thread == ALL else [shelf.thread(asked.thread)[1]["id"]]
    asked.to.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(asked.to.iterdir()):
        raise Problem(f"{asked.to} is not empty. Choose an empty folder; nothing was written.")
    opener = _opener(connection, asked.identity)

    def open_one(name: str) -> Opened:
        to = asked.to / name if asked.thread == ALL else asked.to
        to.mkdir(mode=0o700, exist_ok=True)
        sealed, thread = shelf.thread(name)
        try:
            opened = opener(thread, sealed, to)
        except Problem as problem:  # one thread that cannot be read does not keep the others closed
            if asked.thread != ALL:
                raise
            return Opened(refused=[f"thread {name}: {problem}"])
        for message in [] if asked.quiet else opened.opened_ids:
            connection.site.mark_read(message)
        return opened

    refused = 0
    for name, opened in in_order(names, open_one):
        to = asked.to / name if asked.thread == ALL else asked.to
        refused += len(opened.refused)
        _say_opened(opened, to)
    return 3 if refused else 0


def _say_opened(opened: Opened, to: Path) -> None:
    for name in opened.written:
        say(f"{to / name}")
    for words in opened.refused:
        say(f"REFUSED {words.rstrip('.')}. Nothing of it was written.")
    if opened.is_exercise:
        say("This is the group's own test. Answer it, then press “The test arrived” on the desk.")


def reply(asked: Asked) -> None:
    """Answer a thread: sealed to the key inside its first message, and to nobody that the site names."""
    shelf = Shelf(HOME)
    connection = shelf.connection()
    sealed, thread = shelf.thread(asked.thread)
    text = _text(asked.file) if asked.file else sys.stdin.read()
    if not text.strip():
        raise Problem("There is nothing to send.")
    answer = _opener(connection, asked.identity)(thread, sealed, None).answer
    if not answer.to:
        raise Problem("This thread cannot be answered: its first message gives no key, or could not be opened.")
    kind_of([answer.to])
    body = {
        "v": 1,
        "kind": "reply",
        "group": _group(connection.root),
        "thread": answer.thread,
        "seq": answer.seq,
        "prev": answer.prev,
        "day": _today().isoformat(),
        "text": text,
    }
    connection.site.reply(thread["id"], programs.seal(reply_envelope(body, answer.mac), answer.to))
    say("Your answer is on the site, sealed to its reader. Fetch again before you write another.")


def delete(asked: Asked) -> None:
    """Delete a thread on the site and here."""
    shelf = Shelf(HOME)
    _, thread = shelf.thread(asked.thread)
    if not asked.yes:
        raise Problem(
            "This deletes the thread for everybody, and its source finds nothing any more. Say --yes to do it."
        )
    shelf.connection().site.delete(thread["id"])
    shelf.forget_thread(thread["id"])
    say("Deleted on the site and here. What you opened elsewhere is still where you put it.")


def wipe(asked: Asked) -> None:
    """Take what was fetched, and the access key, off this machine."""
    Shelf(HOME).wipe()
    say(
        "What was fetched is gone from this machine, and the access key with it. Your key file and opened folders stay."
    )


def _opener(connection: Connection, identity: Path) -> Callable[[dict[str, Any], Path, Path | None], Opened]:
    """Return what opens threads with this key, after the key and the site's configuration were looked at once."""
    programs.identity_is_post_quantum(identity)
    config = json.loads(connection.site.public("config.json"))
    chunk = config.get("chunk_bytes")
    if type(chunk) is not int or not 4_194_304 <= chunk <= 8_388_608:
        raise Problem("The site's configuration cannot be right. Nothing was opened; tell your group.")
    group = _group(connection.root)
    return lambda thread, sealed, to: open_thread(
        thread, sealed=sealed, identity=identity, group=group, chunk=chunk, to=to
    )


def _group(root: str) -> str:
    return hashlib.sha256(bytes.fromhex(root)).hexdigest()


def _signed_list(content: str, root: str) -> tuple[str, dict[str, Any]]:
    """Return the text of a list and what it says, if the group signed it. Raises: Problem"""
    try:
        signed = json.loads(content)
        text, signature = signed["manifest"], signed["signature"]
        genuine = programs.is_signed(MANIFEST + text.encode(), signature, root)
        said: dict[str, Any] = json.loads(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Problem("That is no signed list of keyholders. Nothing was changed.") from None
    if not genuine or said.get("group") != _group(root):
        raise Problem("THIS LIST IS NOT SIGNED BY YOUR GROUP'S KEY. Nothing was fetched or changed; tell your group.")
    return text, said


def _say_holders(said: dict[str, Any]) -> None:
    for holder in said["keyholders"]:
        say(f"  {holder['label']}, since {holder['since']}: {_words(holder['recipient'])}")


def _hex_key(given: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", given):
        raise Problem("A verification key has 64 hexadecimal digits; your group has it on paper.")
    return given


def _today() -> Any:
    return datetime.now(UTC).date()


def _text(file: Path) -> str:
    return _bytes(file).decode("utf-8", "replace")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Problem(f"{file} cannot be read. Nothing was changed.") from None


def _write_new(file: Path, content: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(content)
    except OSError as error:
        raise Problem(f"{file} cannot be written ({error.strerror}). Nothing was overwritten.") from None


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
    verb(verbs, "words", show_words, "show the words of a recipient").add_argument("recipient")
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
    verb(verbs, "wipe", wipe, "take what was fetched off this machine")
    return parser
