"""`python -m bench.corpora_told FOLDER`: reads the e-mails of other projects' tests and compares what these assert.

FOLDER is a copy of mail-mime-parser's `tests` or MimeKit's `UnitTests`, brought by hand and never committed. The first
say of each e-mail in `_data/emails` who wrote it, its subject, its id, how many files it has, and in which file its
text lies; the second what the two bodies of a message are, and for each mailbox file who wrote what and of which parts
it consists. Every difference is printed; why each stands is in docs/reference/mail-collections.md.
"""

import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dueregard.rules.mime.incoming import ReadMail, every_attachment, read_mail

_TEST = re.compile(r"runEmailTest\('(?P<name>[^']+)', \[\n(?P<body>.*?)\n {8}\]\);", re.DOTALL)
_STRING = r"'((?:[^'\\]|\\.)*)'"
_BODIES = re.compile(
    r"""messages", "(?P<name>[\w.]+)".*?\.TextBody, Is\.EqualTo \((?P<text>TextBody|null)\)"""
    r""".*?\.HtmlBody, Is\.EqualTo \((?P<html>HtmlBody|null)\)""",
    re.DOTALL,
)
_TAG = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What a test asserts of one e-mail; empty where it asserts nothing."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    files: int = 0


def told_in(tests: str) -> Iterator[Told]:
    """Yield what the tests assert, from their source."""
    for test in _TEST.finditer(tests):
        body = test["body"]
        plain = re.findall(rf"(?m)^ {{12}}'([\w-]+)' => {_STRING}", body)
        people = {
            who: {key: _bare(value) for key, value in re.findall(rf"'(name|email)' => {_STRING}", inner)}
            for who, inner in re.findall(r"(?ms)^ {12}'(From|To)' => \[\n(.*?)\n {12}\]", body)
        }
        files = re.search(r"(?m)^ {12}'attachments' => (\d+)", body)
        fields = {key: _bare(value) for key, value in plain}
        yield Told(test["name"], fields, people, int(files[1]) if files else 0)


def differences(told: Told, read: ReadMail, contents: tuple[bytes, ...], given: Path) -> Iterator[str]:
    """Yield where ours is another value. Of a text the words are compared, of a file its bytes or its words."""
    subject, message_id = told.fields.get("Subject"), told.fields.get("Message-ID")
    if subject is not None and _words(subject) != _words(read.subject):
        yield f"subject: {subject!r}, ours {read.subject!r}"
    if message_id is not None and message_id != read.message_id:
        yield f"id: {message_id!r}, ours {read.message_id!r}"
    yield from _about_people(told, read)
    if told.files > len(contents):
        yield f"files: {told.files}, ours {len(contents)}"
    of_ours = [_words(content.decode("utf-8", "replace")) for content in contents]
    for key, ours in (("text", read.text), ("html", _TAG.sub(" ", html.unescape(read.html)))):
        name = told.fields.get(key, "")
        if not name or not (given / name).exists():
            continue
        wanted = _words(_seen(given / name))
        if wanted not in (_words(ours), _words(read.text), *of_ours):
            yield f"{key}: not the words of {name} ({_first_difference(wanted, _words(ours))})"
    for part, content in zip(read.parts, contents, strict=False) if told.files else ():
        path = given / part.name if part.name else given / "-"
        if not path.is_file() or content == path.read_bytes():
            continue
        if _words(_TAG.sub(" ", content.decode("utf-8", "replace"))) != _words(_seen(path)):
            yield f"file {part.name}: other bytes"


def _about_people(told: Told, read: ReadMail) -> Iterator[str]:
    first = next((each for each in read.recipients if each.header == "to"), None)
    for who, ours in (("From", read.sender), ("To", first)):
        for key, wanted in told.people.get(who, {}).items():
            found = "" if ours is None else ours.address if key == "email" else ours.name
            if (wanted.lower() if key == "email" else wanted) != found:
                yield f"{who} {key}: {wanted!r}, ours {found!r}"


def _seen(path: Path) -> str:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")  # as most of theirs are
    return _TAG.sub(" ", html.unescape(text)) if path.suffix == ".html" else text


def _words(text: str) -> list[str]:
    return text.replace("\ufeff", "").replace("\u00a0", " ").split()


def _first_difference(wanted: list[str], ours: list[str]) -> str:
    place = next((n for n, pair in enumerate(zip(wanted, ours, strict=False)) if pair[0] != pair[1]), len(ours))
    theirs, own = (" ".join(words[place : place + 4]) for words in (wanted, ours))
    return f"at word {place} of {len(wanted)}: {theirs!r}, ours {own!r}"


def _bare(text: str) -> str:
    return re.sub(r"\\(['\\])", r"\1", text)


def bodies_otherwise(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each message of MimeKit's test of bodies, with where ours is another."""
    source = (folder / "MimeMessageTests.cs").read_text(encoding="utf-8-sig")
    told = dict(re.findall(r'const string (HtmlBody|TextBody) = "([^"]*)";', source))
    for test in _BODIES.finditer(source[source.index("void TestHtmlAndTextBodies") :]):
        read = read_mail((folder / "TestData" / "messages" / test["name"]).read_bytes())
        said = []
        if test["text"] != "null" and _words(told["TextBody"]) != _words(read.text)[: len(_words(told["TextBody"]))]:
            said.append(f"text: {told['TextBody']!r}, ours {read.text!r}")
        if test["html"] != "null" and _words(told["HtmlBody"]) != _words(read.html):
            said.append(f"html: {told['HtmlBody']!r}, ours {read.html!r}")
        yield test["name"], said


def mailboxes_otherwise(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each message of MimeKit's mailbox files that have a summary, with where ours is another."""
    for summary in sorted((folder / "TestData" / "mbox").glob("*-summary.txt")):
        box = summary.with_name(summary.name.replace("-summary.txt", ".mbox.txt"))
        if not box.exists():
            yield summary.name, ["the mailbox is not there"]
            continue
        told = [each for each in re.split(r"(?m)^From (?=\S)[^\n]*\n", summary.read_text(encoding="utf-8-sig")) if each]
        mails = [each for each in re.split(rb"(?m)^From (?=\S)[^\n]*\n", box.read_bytes()) if each]
        for number, (expected, raw) in enumerate(zip(told, mails, strict=False)):
            yield f"{box.name} {number}", list(_summary_otherwise(expected, raw))
        if len(told) != len(mails):
            yield box.name, [f"messages: {len(told)}, ours {len(mails)}"]


def _summary_otherwise(expected: str, raw: bytes) -> Iterator[str]:
    read = read_mail(raw)
    subject = re.search(r"(?m)^Subject: ?(.*)$", expected)
    if subject and _words(subject[1]) != _words(read.subject):
        yield f"subject: {subject[1]!r}, ours {read.subject!r}"
    kinds = re.findall(r"(?m)^ *Content-Type: (\S+)", expected)
    files = [kind for kind in kinds if not kind.startswith(("text/", "multipart/", "message/"))]
    if len(files) > len(read.parts):
        yield f"files: {files}, ours {[part.declared_type for part in read.parts]}"


def main() -> int:
    """Compare each e-mail of the folder."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    if (folder / "MimeMessageTests.cs").exists():
        found = [*bodies_otherwise(folder), *mailboxes_otherwise(folder)]
        for name, lines in found:
            for line in lines:
                print(f"{name}: {line}")
        print(f"{len(found)} messages, {sum(1 for _, lines in found if lines)} differ")
        return 0
    mails = folder / "_data" / "emails"
    source = "\n".join(path.read_text() for path in sorted(folder.rglob("IntegrationTests/*.php")))
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)  # tests that do not run assert nothing
    tried = differ = 0
    for told in told_in(source):
        path = mails / f"{told.name}.txt"
        if not path.exists():
            print(f"{told.name}: the e-mail is not there")
            continue
        raw = path.read_bytes()
        said = list(differences(told, read_mail(raw), every_attachment(raw), mails / "files"))
        tried, differ = tried + 1, differ + bool(said)
        for line in said:
            print(f"{told.name}: {line}")
    print(f"{tried} e-mails, {differ} differ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
