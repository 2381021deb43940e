"""What is done on the group's offline machine, and with one's own key: keys, lists, words, signatures. No network."""

import json
import re
import unicodedata
from argparse import Namespace as Asked
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dueregard_keyholder import programs, release
from dueregard_keyholder.lists import signed_list
from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import MANIFEST, RELEASE, fingerprint, kind_of, meant, new_list
from dueregard_keyholder.terminal import say


def make_root(asked: Asked) -> None:
    """Make the group's offline key."""
    programs.make_root(asked.file)
    show_root(asked)
    say("Keep the file off every network, and a copy elsewhere. Without it the list of keyholders can never change.")


def show_root(asked: Asked) -> None:
    """Show the verification half of an offline key."""
    root = programs.root_of(asked.file)
    say(f"Verification key: {root}")
    say(f"In words: {fingerprint(bytes.fromhex(root))}")


def make_list(asked: Asked) -> None:
    """Make and sign the next list of keyholders."""
    root = programs.root_of(asked.key)
    recipients = [line.strip() for line in text_of(asked.recipients).splitlines() if line.strip() and line[0] != "#"]
    last_text, last = "", None
    if asked.after:
        last_text, last = signed_list(text_of(asked.after), root)
    if not 1 <= asked.days <= 400:
        raise Problem("A list is good for 1 to 400 days.")
    text = new_list(root, recipients, last, last_text, utc_today(), asked.days)
    signature = programs.sign(MANIFEST + text.encode(), asked.key)
    _write_new(asked.out, json.dumps({"manifest": text, "signature": signature}, ensure_ascii=False))
    said = json.loads(text)
    say(f"List {said['number']}, good until {said['valid_until']}, is in {asked.out}:")
    _say_holders(said)


def check_list(asked: Asked) -> None:
    """Check a list against the group's key, and show who is on it."""
    _, said = signed_list(text_of(asked.file), hex_key(asked.root))
    say(f"List {said['number']} is the group's, good until {said['valid_until']}:")
    _say_holders(said)


def sign_files(asked: Asked) -> int:
    """Sign the list of delivered files, if they are those of this release, or if the signer says so all the same."""
    content, root = _bytes(asked.file), programs.root_of(asked.key)
    hashes = release.read_hashes(content)
    recipients = None
    if asked.list:
        _, said = signed_list(text_of(asked.list), root)
        recipients = [str(one["recipient"]) for one in said["keyholders"]]
    differs, shown = release.config_that_differs(hashes, _bytes(asked.config) if asked.config else None, root)
    differs += release.recipients_that_differ(hashes, recipients)
    differs += release.files_that_differ(hashes, release.of_release(), "the release that came with this command")
    if asked.built:
        differs += release.files_that_differ(hashes, release.of_build(asked.built), "your own build")
    for line in (*shown, *differs):
        say(line)
    if differs and not asked.all_the_same:
        say("Nothing was signed. Find out why first; to sign all the same, add --all-the-same.")
        return 1
    _write_new(asked.out, programs.sign(RELEASE + content, asked.key) + "\n")
    say(f"The signature is in {asked.out}. On the site: inbox sign GROUP - < {asked.out.name}")
    return 0


def make_key(asked: Asked) -> None:
    """Make a keyholder's own key."""
    recipient = programs.make_identity(asked.file, post_quantum=not asked.x25519)
    say("Give your group this recipient, and compare its words by telephone:")
    say(recipient)
    say(_words(recipient))
    say(f"The key itself is in {asked.file}. It never leaves this machine; whoever has it reads everything sent to it.")


def show_words(asked: Asked) -> int:
    """Show the words of a recipient, and whether those heard over the telephone are the same."""
    kind_of([asked.recipient])
    words = _words(asked.recipient)
    say(words)
    if not asked.heard:
        return 0
    heard = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", " ".join(asked.heard)))
    wrong = [one for one, word in zip(heard, words.split(), strict=False) if meant(one) != word]
    if wrong or len(heard) != len(words.split()):
        say(
            f"NOT THE SAME: {', '.join(wrong) or f'{len(heard)} words, not {len(words.split())}'}. Do not use this key."
        )
        return 1
    say("The same words: it is their key.")
    return 0


def utc_today() -> date:
    """Return the day as all sides count it."""
    return datetime.now(UTC).date()


def hex_key(given: str) -> str:
    """Return a verification key as it was typed. Raises: Problem"""
    if not re.fullmatch(r"[0-9a-f]{64}", given):
        raise Problem("A verification key has 64 hexadecimal digits; your group has it on paper.")
    return given


def text_of(file: Path) -> str:
    """Return what stands in a file of one's own. Raises: Problem"""
    return _bytes(file).decode("utf-8", "replace")


def _words(recipient: str) -> str:
    return fingerprint(recipient.encode())


def _say_holders(said: dict[str, Any]) -> None:
    for holder in said["keyholders"]:
        say(f"  {holder['label']}, since {holder['since']}: {_words(holder['recipient'])}")


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
