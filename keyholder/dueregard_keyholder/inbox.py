"""What is done with an inbox: connect, fetch, open, answer, delete, wipe. Each thing of many that fails is one line."""

import getpass
import os
import re
import sys
from argparse import Namespace as Asked
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dueregard_keyholder import programs
from dueregard_keyholder.listed import checked_thread
from dueregard_keyholder.lists import checked_log, group_of, signed_list
from dueregard_keyholder.many import in_order
from dueregard_keyholder.offline import hex_key, text_of, utc_today
from dueregard_keyholder.opening import Opened, open_thread
from dueregard_keyholder.problems import Problem, Unreachable
from dueregard_keyholder.protocol import fingerprint, kind_of, reply_envelope
from dueregard_keyholder.shelf import Connection, Shelf
from dueregard_keyholder.terminal import say, show, tell

HOME = Path(os.environ.get("DUEREGARD_KEYHOLDER") or Path.home() / ".local" / "share" / "dueregard-keyholder")
ALL = "all"  # no beginning of an id: those have no `l`
SOME_FAILED = 3


def connect(asked: Asked) -> None:
    """Remember an inbox, after its list was found to be the group's."""
    base = asked.address if asked.address.endswith("/") else asked.address + "/"
    address = urlsplit(base)
    local = address.hostname in {"localhost", "127.0.0.1"} or (address.hostname or "").endswith(".onion")
    if address.scheme != "https" and not (address.scheme == "http" and local):
        raise Problem("Type the whole address of the sealed page; it begins with https://, or is an onion address.")
    root = hex_key(asked.root)
    access_key = (
        sys.stdin.readline().strip() if asked.key_from_stdin else getpass.getpass("Access key from the desk: ").strip()
    )
    if not re.fullmatch(r"[A-Za-z0-9_-]{20,100}", access_key):
        raise Problem("That is no access key. Make one on the desk, and paste all of it.")
    connection = Connection(base, root, access_key)
    signed_list(connection.site.public("manifest.json").decode("utf-8", "replace"), root)
    Shelf(HOME).connect(connection)
    say(f"Connected. The list of keyholders is the group's: {fingerprint(bytes.fromhex(root))}")


def fetch(asked: Asked) -> int:
    """Fetch what is sealed, and keep it sealed. What cannot be fetched is one line, and the rest is fetched."""
    shelf = Shelf(HOME)
    connection = shelf.connection()
    log = connection.site.public("keys.log").decode("utf-8", "replace")
    shelf.keep_known(checked_log(log, connection.root, shelf.known()))
    count, failed, there = 0, 0, set()
    for said in connection.site.threads():
        try:
            thread = checked_thread(said)
            there.add(thread["id"])
            _fetch_thread(shelf, connection, thread)
            count += 1
        except Unreachable:
            raise
        except Problem as problem:
            failed += 1
            tell(str(problem))
    if not failed:  # deleted by its source, or past its day; after a failure nobody knows
        for gone in set(shelf.threads()) - there:
            shelf.forget_thread(gone)
    say(f"{count} thread{'' if count == 1 else 's'} here, sealed. `list` shows them.")
    return SOME_FAILED if failed else 0


def _fetch_thread(shelf: Shelf, connection: Connection, thread: dict[str, Any]) -> None:
    folder = shelf.keep_thread(thread)
    for message in thread["messages"]:
        own = folder / message["id"]
        own.mkdir(mode=0o700, exist_ok=True)
        sizes = {0: message["sealed_bytes"], **{file["number"]: file["sealed_bytes"] for file in message["files"]}}
        for number, size in sizes.items():
            file = own / f"{number}.age"
            if size and not (file.is_file() and file.stat().st_size == size):
                say(f"Fetching {size / 1_000_000:,.1f} MB …")
                part = f"/files/{number}" if number else ""
                connection.site.save(f"messages/{message['id']}{part}", file, size)


def show_threads(asked: Asked) -> None:
    """List what was fetched."""
    shelf = Shelf(HOME)
    for name in shelf.threads():
        try:
            _, thread = shelf.thread(name)
        except Problem as problem:
            tell(f"{name}  {problem}")
            continue
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
    opener = _opener(shelf, connection, asked.identity)

    def open_one(name: str) -> Opened:
        to = asked.to / name if asked.thread == ALL else asked.to
        opened = Opened()
        try:  # one thread that cannot be read does not keep the others closed
            to.mkdir(mode=0o700, exist_ok=True)
            sealed, thread = shelf.thread(name)
            opened = opener(thread, sealed, to)
            for message in [] if asked.quiet else opened.opened_ids:
                connection.site.mark_read(message)
        except OSError as error:
            opened.refused.append(f"thread {name}: it cannot be written here ({error.strerror})")
        except Unreachable:
            opened.notes.append(f"the others could not be told that thread {name} was opened")
        except Problem as problem:
            opened.refused.append(f"thread {name}: {problem}")
        return opened

    refused = 0
    for name, opened in in_order(names, open_one):
        refused += len(opened.refused)
        _say_opened(opened, asked.to / name if asked.thread == ALL else asked.to)
        if opened.answer.thread:
            shelf.keep_tag(name, opened.answer.thread)
    _say_played_again(shelf, names)
    return SOME_FAILED if refused else 0


def _say_opened(opened: Opened, to: Path) -> None:
    for name in opened.written:
        say(f"{to / name}")
    for words in opened.refused:
        say(f"REFUSED {words.rstrip('.')}. Nothing of it was written.")
    for words in opened.notes:
        say(f"NOTE {to.name}: {words}.")
    if opened.is_exercise:
        say("This is the group's own test. Answer it, then press “Record that you opened the test” on the desk.")


def _say_played_again(shelf: Shelf, names: list[str]) -> None:
    """Name the threads whose words are those of another: somebody who has the sealed bytes can send them again."""
    tags = shelf.tags()
    for name in names:
        same = sorted(other for other, tag in tags.items() if other != name and tag == tags.get(name))
        if same:
            say(f"NOTE {name}: the same words as in {', '.join(same)}, played again. One is not from its source.")


def reply(asked: Asked) -> None:
    """Answer a thread: sealed to the key inside its first message, and to nobody that the site names."""
    shelf = Shelf(HOME)
    connection = shelf.connection()
    sealed, thread = shelf.thread(asked.thread)
    text = text_of(asked.file) if asked.file else sys.stdin.read()
    if not text.strip():
        raise Problem("There is nothing to send.")
    answer = _opener(shelf, connection, asked.identity)(thread, sealed, None).answer
    if not answer.to:
        raise Problem("This thread cannot be answered: its first message gives no key, or could not be opened.")
    if not answer.is_whole:
        raise Problem("An earlier answer of this thread is not here. Fetch again, then answer; nothing was sent.")
    kind_of([answer.to])
    body = {
        "v": 1,
        "kind": "reply",
        "group": group_of(connection.root),
        "thread": answer.thread,
        "seq": answer.seq,
        "prev": answer.prev,
        "day": utc_today().isoformat(),
        "text": text,
    }
    connection.site.reply(thread["id"], programs.seal(reply_envelope(body, answer.mac), answer.to))
    shelf.keep_tag(thread["id"], answer.thread)
    say("Your answer is on the site, sealed to its reader. Fetch again before you write another.")
    _say_played_again(shelf, [thread["id"]])


def show_text(asked: Asked) -> None:
    """Show a text on the terminal; a sign that could steer it, or turn what is read around, is shown by its number."""
    show(text_of(asked.file))


def delete(asked: Asked) -> None:
    """Delete a thread on the site and here."""
    shelf = Shelf(HOME)
    name = shelf.id_of(asked.thread)
    if not asked.yes:
        raise Problem(
            "This deletes the thread for everybody, and its source finds nothing any more. Say --yes to do it."
        )
    shelf.connection().site.delete(name)
    shelf.forget_thread(name)
    say("Deleted on the site and here. What you opened elsewhere is still where you put it.")


def wipe(asked: Asked) -> None:
    """Take what was fetched, and the access key, off this machine."""
    Shelf(HOME).wipe()
    say(
        "What was fetched is gone from this machine, and the access key with it. Your key file and opened folders stay."
    )


def _opener(
    shelf: Shelf, connection: Connection, key_file: Path
) -> Callable[[dict[str, Any], Path, Path | None], Opened]:
    """Return what opens threads with this key, after the key and the site's configuration were looked at once."""
    chunk = connection.site.public_json("config.json").get("chunk_bytes")
    if type(chunk) is not int or not 4_194_304 <= chunk <= 8_388_608:
        raise Problem("The site's configuration cannot be right. Nothing was opened; tell your group.")
    identity = programs.read_identity(key_file)
    group, known = group_of(connection.root), frozenset(shelf.known())
    return lambda thread, sealed, to: open_thread(
        thread, sealed=sealed, identity=identity, group=group, chunk=chunk, to=to, known=known
    )
