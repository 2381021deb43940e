"""What whoever installs a site is asked, and whether the answers make sense together.

Asking and reading files is `config/install`'s.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
LONGEST_HOST = 253
ADDRESS = re.compile(r"[^\s@\"'\\]+@[^\s@\"'\\]+\.[^\s@\"'\\]+")
AGE_KEY = re.compile(r"age1[0-9a-z]{20,}")
YES, NO, NONE = "yes", "no", "none"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the option's name, what to ask, which answers there are (none: any), what silence means."""

    name: str
    words: str
    default: str = ""
    choices: tuple[str, ...] = ()
    is_asked: bool = True  # the rest are for those who know that they need them


QUESTIONS = (
    Question("name", "The host name that people type, for instance desk.northport.example"),
    Question("run-by", "Who runs this site and answers for its data", "a local Together Against Prevent group"),
    Question("contact", "An e-mail address for readers, and for the certificate authority (may be empty)"),
    Question(
        "certificate",
        "The certificate: own (you have files), acme (certbot gets one for the name), none (a proxy has it)",
        "acme",
        ("own", "acme", "none"),
    ),
    Question("certificate-file", "The file with your certificate and its chain (PEM)"),
    Question("key-file", "The file with its key (PEM)"),
    Question("sealed", "A host name of its own for sealed inboxes, or none", NONE),
    Question("onion", "Sealed inboxes over Tor as well?", NO, (YES, NO)),
    Question("mail", "How replies come: lmtp (a mail server on this machine), or none (for now)", NONE, ("lmtp", NONE)),
    Question("backup-to", "Where back-ups go each night: a folder on another disk, s3://bucket/folder, or none", NONE),
    Question("backup-keys", "Who can open them: keys that begin with age1, made on another machine"),
    Question("documents", "Install the programs that read scans and draw Office files (800 MB)?", YES, (YES, NO)),
    Question("port", "The port on which the site listens for nginx", "8000", is_asked=False),
    Question("proxy-port", "The port on which nginx listens for your proxy", "8080", is_asked=False),
    Question("acme-server", "The directory of another certificate authority", is_asked=False),
)
NAMES = tuple(one.name for one in QUESTIONS)


class BadAnswers(Exception):
    """Some answers cannot be used; `sentences` says which and why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers, in the shape in which the plan needs them. What is empty was not wanted."""

    name: str
    run_by: str
    contact: str
    certificate: str
    certificate_file: str
    key_file: str
    sealed: str
    onion: bool
    mail: str
    backup_to: str
    backup_keys: tuple[str, ...]
    documents: bool
    port: int
    proxy_port: int
    acme_server: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names that visitors reach this machine by, without the onion address."""
        return (self.name, *((self.sealed,) if self.sealed else ()))


def needed(given: Mapping[str, str], question: Question) -> bool:
    """Tell whether a question still has to be asked of a person, after what was answered so far."""
    if question.name in given or not question.is_asked:
        return False
    if question.name in {"certificate-file", "key-file"}:
        return given.get("certificate") == "own"
    if question.name == "backup-keys":
        return given.get("backup-to", NONE) not in {"", NONE}
    return True


def read_answers(given: Mapping[str, str]) -> Answers:
    """Return the answers, silence being the default.

    Raises: BadAnswers, with a sentence for each that cannot be used
    """
    bad = [f"There is no question called {name}. There are: {', '.join(NAMES)}." for name in given if name not in NAMES]
    told = {one.name: given.get(one.name, one.default).strip() for one in QUESTIONS}
    bad += _wrong_choices(told) + _wrong_names(told) + _wrong_files(told) + _wrong_rest(told)
    ports = {name: _port(told[name]) for name in ("port", "proxy-port")}
    bad += [f"--{name} is “{told[name]}”: a port is a number from 1024 to 65535." for name in ports if not ports[name]]
    if ports["port"] and ports["port"] == ports["proxy-port"]:
        bad.append("--port and --proxy-port are the same. The site and nginx each need one.")
    if bad:
        raise BadAnswers(bad)
    keys = tuple(told["backup-keys"].replace(",", " ").split())
    return Answers(
        name=told["name"].lower(),
        run_by=told["run-by"],
        contact=told["contact"],
        certificate=told["certificate"],
        certificate_file=told["certificate-file"],
        key_file=told["key-file"],
        sealed="" if told["sealed"] == NONE else told["sealed"].lower(),
        onion=told["onion"] == YES,
        mail=told["mail"],
        backup_to="" if told["backup-to"] == NONE else told["backup-to"],
        backup_keys=keys,
        documents=told["documents"] == YES,
        port=ports["port"],
        proxy_port=ports["proxy-port"],
        acme_server=told["acme-server"],
    )


def _wrong_choices(told: Mapping[str, str]) -> list[str]:
    return [
        f"--{one.name} is “{told[one.name]}”: say {' or '.join(one.choices)}."
        for one in QUESTIONS
        if one.choices and told[one.name] not in one.choices
    ]


def _wrong_names(told: Mapping[str, str]) -> list[str]:
    bad = []
    if not told["name"]:
        bad.append("Say which host name people type: --name desk.northport.example.")
    elif not _is_host(told["name"]):
        bad.append(
            f"--name is “{told['name']}”: say a host name without https:// or a path, like desk.northport.example."
        )
    if told["sealed"] not in {"", NONE} and not _is_host(told["sealed"]):
        bad.append(f"--sealed is “{told['sealed']}”: say a host name, like sealed.northport.example, or none.")
    elif told["sealed"].lower() == told["name"].lower() != "":
        bad.append("--sealed is the name of the desk. Sealed inboxes need a host name of their own.")
    return bad


def _wrong_files(told: Mapping[str, str]) -> list[str]:
    files = {name: told[name] for name in ("certificate-file", "key-file")}
    if told["certificate"] == "own":
        return [
            f"--certificate own needs --{name} with the whole path of a file."
            for name, path in files.items()
            if not _is_path(path)
        ]
    return [f"--{name} is for --certificate own only." for name, path in files.items() if path]


def _wrong_rest(told: Mapping[str, str]) -> list[str]:
    bad = []
    if told["contact"] and not ADDRESS.fullmatch(told["contact"]):
        bad.append(f"--contact is “{told['contact']}”: that is no e-mail address.")
    if any(sign in told["run-by"] for sign in "\n\r\0"):
        bad.append("--run-by has to be one line.")
    if told["acme-server"] and not told["acme-server"].startswith("https://"):
        bad.append("--acme-server has to begin with https://.")
    if told["acme-server"] and told["certificate"] != "acme":
        bad.append("--acme-server is for --certificate acme only.")
    to, keys = told["backup-to"], told["backup-keys"].replace(",", " ").split()
    if to not in {"", NONE}:
        if not to.startswith("s3://") and not _is_path(to):
            bad.append(f"--backup-to is “{to}”: say the whole path of a folder, s3://bucket/folder, or none.")
        if not keys:
            bad.append(
                "--backup-to needs --backup-keys: a key that begins with age1, made on another machine with age-keygen."
            )
    bad += [
        f"--backup-keys has “{key[:12]}”, which is no public key of age: it begins with age1."
        for key in keys
        if not AGE_KEY.fullmatch(key)
    ]
    if any(key.startswith("AGE-SECRET-KEY") for key in keys):
        bad.append("That is the secret half. It must not be on this machine: give the line that begins with age1.")
    return bad


def _is_host(name: str) -> bool:
    return len(name) <= LONGEST_HOST and HOST.fullmatch(name.lower()) is not None


def _is_path(path: str) -> bool:
    return (
        path.startswith("/") and not any(sign in path for sign in "\n\r\0\"'\\;{}$% ") and ".." not in path.split("/")
    )


def _port(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 1024 <= int(text) <= 65535 else 0
