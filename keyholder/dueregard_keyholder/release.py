"""What a server asks the group to sign, held against the release that came with this command. Only reads files.

Whoever signs a list of hashes sees none of the files. So each is compared with the list of the release that lies beside
this module, with an own build, and with the signed list and the configuration that the signer has seen.
"""

import hashlib
import json
import re
from pathlib import Path

from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import fingerprint

LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")
CONFIG, RECIPIENTS = "config.json", "recipients.txt"
RELEASE = Path(__file__).with_name("HASHES")
SHOWN = {"group": "group", "kept_days": "days kept", "onion": "onion address", "site": "site", "exit": "leaves to"}


def read_hashes(content: bytes) -> dict[str, str]:
    """Return the hash of each file by its name. Raises: Problem"""
    found = [LINE.fullmatch(line) for line in content.decode("utf-8", "replace").splitlines()]
    hashes = {match[2]: match[1] for match in found if match}
    if not hashes or len(hashes) != len(found) or not content.endswith(b"\n"):
        raise Problem("This is no list of hashes as `inbox hashes` prints it. Nothing was signed.")
    return hashes


def of_release() -> dict[str, str]:
    """Return the list of the release that this command is part of."""
    return read_hashes(RELEASE.read_bytes())


def of_build(folder: Path) -> dict[str, str]:
    """Return the hashes of an own build: the folder `sealed/site`. Raises: Problem"""
    paths = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    if not paths:
        raise Problem(f"There is no build in {folder}. Name the folder sealed/site of your own copy.")
    return {path.relative_to(folder).as_posix(): _hash(path.read_bytes()) for path in paths}


def files_that_differ(asked: dict[str, str], known: dict[str, str], what: str) -> list[str]:
    """Say which files are other than in a list that is known, missing, or more than it has."""
    names = sorted((set(asked) | set(known)) - {CONFIG, RECIPIENTS})
    return [f"{name} {_how(asked, known, name)} {what}" for name in names if asked.get(name) != known.get(name)]


def recipients_that_differ(asked: dict[str, str], recipients: list[str] | None) -> list[str]:
    """Say whether the file people seal to by hand names the keyholders of the list that was given."""
    if RECIPIENTS not in asked:
        return [f"{RECIPIENTS} is not in the list: publish the list of keyholders, update the site, print it again"]
    if recipients is None:
        return [f"{RECIPIENTS} was compared with nothing: add --list manifest.json, the newest list you signed"]
    if asked[RECIPIENTS] != _hash("".join(f"{one}\n" for one in recipients).encode()):
        return [
            f"{RECIPIENTS} does not name the keyholders of your list: somebody else could read what is sealed by hand"
        ]
    return []


def config_that_differs(asked: dict[str, str], content: bytes | None, root: str) -> tuple[list[str], list[str]]:
    """Say what is wrong with the page's configuration, and show what it says."""
    if content is None:
        return [f"{CONFIG} was compared with nothing: add --config config.json, from the sealed page"], []
    if asked.get(CONFIG) != _hash(content):
        return [f"{CONFIG} is not the file that the list names: fetch it again"], []
    try:
        said = json.loads(content)
        shown = [f"{words}: {said.get(name) or 'none'}" for name, words in SHOWN.items()]
        words = fingerprint(bytes.fromhex(said["root"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [f"{CONFIG} cannot be read"], []
    wrong = [] if said["root"] == root else [f"{CONFIG} names another key for your group: {words}"]
    return wrong, shown


def _how(asked: dict[str, str], known: dict[str, str], name: str) -> str:
    if name not in asked:
        return "is missing; it is in"
    return "is other than in" if name in known else "is not in"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
