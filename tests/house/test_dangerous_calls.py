"""What no module may do: run text, join statements, trust any certificate, take a weak hash, let XML fetch.

Each rule reads the source. Where something is done all the same, the module is named here with its reason.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, ROOT, files, functions, modules, name, templates

OURS = [*modules(), *modules(under=ROOT / "keyholder"), *modules(under=ROOT / "watcher")]
SCRIPTS = [*files("*.js", under=ROOT / "sealed" / "modules"), *files("*.js", under=PACKAGE)]

STATEMENTS_JOINED = {
    "dueregard/records/rights/gateways/free_pages.py": "the name of a table of ours, quoted",
    "dueregard/records/todo/queries/composed.py": "a statement that Django composed, and question marks",
    "dueregard/parts/submissions/gateways/forgetting.py": "names of tables of ours",
    "dueregard/foundation/backup/gateways/database_copy.py": "names of tables, as the database told them",
    "dueregard/config/install/database.py": "names of tables of ours, quoted",
    "dueregard/foundation/backup/gateways/tables.py": "names of tables and columns of ours, quoted",
    "dueregard/foundation/backup/gateways/integrity.py": "a number of ours",
    "dueregard/website/queries/doors.py": "statements that Django composed",
}
CHANCE_ALLOWED = {
    "watcher/dueregard_watcher/look.py": "spreads looks over the day and is no secret",
    "watcher/dueregard_watcher/command.py": "spreads looks over the day and is no secret",
}
CONNECTS = {
    "dueregard/config/management/commands/serve.py": "asks whether its own port is free",
    "dueregard/config/install/machine.py": "asks this machine about its own ports and name",
    "dueregard/foundation/files/gateways/bucket.py": "the operator's own bucket",
    "dueregard/foundation/mail/gateways/dns.py": "mail systems behind the domains of bodies",
    "dueregard/foundation/mail/gateways/imap.py": "the operator's own mailbox",
    "dueregard/foundation/mail/gateways/smtp.py": "the operator's own mail server",
    "dueregard/foundation/outside/gateways/names.py": "names of strangers, whose addresses are checked",
    "dueregard/foundation/outside/gateways/page.py": "addresses that strangers name, each checked",
    "dueregard/records/evidence/gateways/drawing_child.py": "a socket between two processes of ours",
    "dueregard/records/evidence/gateways/drawing_engine.py": "a socket between two processes of ours",
    "dueregard/records/evidence/gateways/reader.py": "a socket between two processes of ours",
    "dueregard/records/evidence/gateways/reader_child.py": "a socket between two processes of ours",
    "dueregard/records/evidence/gateways/timestamps.py": "the operator's own authority of time",
    "dueregard/website/gateways/certificate.py": "the site's own address",
}
PATTERNS_JOINED = {
    "dueregard/rules/casework/letter_check.py": "phrases of the pack, each a pattern of ours",
    "dueregard/rules/casework/reply_address.py": "a number of ours",
    "dueregard/rules/mail/plain_talk.py": "rows of a table of ours",
    "dueregard/rules/privacy/erasing.py": "words that were escaped sign by sign",
    "dueregard/rules/privacy/masking.py": "words that were escaped sign by sign",
    "dueregard/rules/search/marked_text.py": "words that were escaped before",
}
FORMATS_OF_A_TABLE = {  # the sentence is one of ours, chosen from a table or handed in by a caller of ours
    "dueregard/foundation/editing/forms/guarded.py",
    "dueregard/foundation/editing/forms/settling.py",
    "dueregard/foundation/mail/actions/check_readiness.py",
    "dueregard/parts/foi/actions/tell_history.py",
    "dueregard/parts/foi/queries/case_waits.py",
    "dueregard/parts/foi/queries/drafts.py",
    "dueregard/parts/foi/queries/regulator.py",
    "dueregard/parts/tracker/actions/tell_history.py",
    "dueregard/records/groups/views/people.py",
    "dueregard/records/todo/queries/done.py",
    "dueregard/rules/areas/postcodes.py",
    "dueregard/rules/letters/wording.py",
    "dueregard/rules/practice/replies.py",
    "dueregard/rules/search/words.py",
}
NETWORK = {"socket", "http.client", "urllib.request", "smtplib", "imap_tools", "boto3", "dns.resolver", "requests"}
NEVER_CALLED = {"eval", "exec", "compile", "__import__"}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "yaml", "telnetlib", "ftplib"}
WEAK = {"md5", "sha1", "md4"}
MAKES_TEMPLATES = {"Template", "from_string"}
CONSTANT = re.compile(r"_?[A-Z][A-Z_0-9]*")
XML = {"XMLParser", "iterparse"}
SAFE_XML = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def called(node: ast.Call) -> str:
    """Return the last word of what is called: `etree.parse` is "parse"."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def of_what(node: ast.Call) -> str:
    """Return what a method is called of: `etree.parse` is of "etree"."""
    return ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""


@cache
def calls(source: str) -> tuple[ast.Call, ...]:
    """Return every call of a module."""
    return tuple(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


@cache
def imported(source: str) -> set[str]:
    """Return the modules that a module imports, with those above them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found | {one.split(".")[0] for one in found}


def runs_text(source: str) -> list[str]:
    """Return what of a module would run text, or bring objects to life."""
    found = [f"imports {one}" for one in sorted(imported(source) & NEVER_IMPORTED)]
    for call in calls(source):
        if isinstance(call.func, ast.Name) and call.func.id in NEVER_CALLED:
            found.append(f"calls {call.func.id}")
        if ast.unparse(call.func) in {"os.system", "os.popen", "subprocess.getoutput"}:
            found.append(f"calls {ast.unparse(call.func)}")
        found += ["a shell" for word in call.keywords if word.arg == "shell" and ast.unparse(word.value) != "False"]
    return found


def joins_statements(source: str) -> list[str]:
    """Return the statements for the database that are not one constant text."""
    found = []
    for call in calls(source):
        if called(call) in {"raw", "RawSQL", "extra"} and of_what(call).endswith(("objects", "query", "")):
            is_joined = called(call) != "raw" or "objects" in of_what(call)
            found += [ast.unparse(call)[:80]] if is_joined and called(call) != "raw" else []
        if called(call) in {"execute", "executemany", "executescript"} and call.args:
            first = call.args[0]
            if isinstance(first, ast.JoinedStr | ast.BinOp | ast.Call):
                found.append(ast.unparse(first)[:80])
    return found


def open_xml(source: str) -> list[str]:
    """Return the readers of XML that do not say that they resolve nothing and fetch nothing."""
    found = [
        f"imports {one}" for one in sorted(imported(source)) if one.startswith("xml.") and one.split(".")[1] != "sax"
    ]
    safe = re.search(r"^_SAFE_XML = \{(.+?)\}", source, re.MULTILINE)
    shared = safe.group(1) if safe else ""
    for call in calls(source):
        told = {word.arg: ast.unparse(word.value) for word in call.keywords if word.arg}
        if "**_SAFE_XML" in ast.unparse(call):
            told |= {key: str(value) for key, value in SAFE_XML.items() if f'"{key}": {value}' in shared}
        if of_what(call) == "etree" and called(call) in XML:
            found += [f"{called(call)} without {key}" for key, value in SAFE_XML.items() if told.get(key) != str(value)]
        if of_what(call) == "etree" and called(call) in {"fromstring", "parse", "XML"} and len(call.args) < 2:
            found.append(f"{called(call)} without a parser of ours")
    return found


def words_within(call: ast.Call) -> list[str]:
    """Return what is put into the first text of a call, without constants of a module."""
    first = call.args[0] if call.args else None
    if not isinstance(first, ast.JoinedStr):
        return []
    parts = [ast.unparse(part.value) for part in first.values if isinstance(part, ast.FormattedValue)]
    return [part for part in parts if not CONSTANT.fullmatch(part)]


def free_patterns(source: str) -> list[str]:
    """Return the patterns that a function puts together from words which were not escaped."""
    return [
        word
        for function in functions(ast.parse(source))
        for call in calls(ast.unparse(function))
        if of_what(call) == "re" and called(call) != "escape"
        for word in words_within(call)
        if "escape" not in word
    ]


def everywhere(rule: object, paths: list[Path] | None = None) -> dict[str, list[str]]:
    """Return what a rule finds, by module."""
    assert callable(rule)
    found = {name(path): rule(path.read_text()) for path in (OURS if paths is None else paths)}
    return {path: what for path, what in found.items() if what}


def test_nothing_runs_text_or_brings_objects_to_life() -> None:
    assert everywhere(runs_text) == {}


def test_statements_are_put_together_only_where_it_is_said_why() -> None:
    assert everywhere(joins_statements).keys() == STATEMENTS_JOINED.keys()


def test_every_reader_of_xml_resolves_nothing_and_fetches_nothing() -> None:
    assert everywhere(open_xml) == {}


def test_no_pattern_is_made_of_words_that_were_not_escaped() -> None:
    assert everywhere(free_patterns).keys() == PATTERNS_JOINED.keys()


def test_no_xpath_is_made_of_what_somebody_wrote() -> None:
    paths = {"xpath", "findall", "find", "iterfind", "findtext", "XPath"}

    def made(source: str) -> list[str]:
        return [word for call in calls(source) if called(call) in paths for word in words_within(call)]

    found = everywhere(made, [path for path in OURS if "etree" in path.read_text()])
    assert found == {}


def test_no_weak_hash_is_used() -> None:
    def weak(source: str) -> list[str]:
        return [called(call) for call in calls(source) if called(call) in WEAK] + [
            ast.unparse(call) for call in calls(source) if any(f"'{one}'" in ast.unparse(call).lower() for one in WEAK)
        ]

    assert everywhere(weak) == {}


def test_no_cipher_is_made_by_hand() -> None:
    parts = {"modes", "algorithms", "Cipher"}
    found = everywhere(
        lambda source: [one for one in imported(source) if one.split(".")[-1] in parts and "crypt" in one]
    )
    assert found == {}


def test_nothing_guessable_comes_from_ordinary_chance() -> None:
    assert everywhere(lambda source: ["random"] if "random" in imported(source) else []).keys() == CHANCE_ALLOWED.keys()


def test_no_connection_takes_any_certificate() -> None:
    trusting = (
        "CERT_NONE",
        "_create_unverified_context",
        "check_hostname=False",
        "check_hostname = False",
        "verify=False",
    )
    assert everywhere(lambda source: [one for one in trusting if one in source]) == {}


def test_only_gateways_that_are_named_open_a_connection() -> None:
    found = everywhere(lambda source: sorted(imported(source) & NETWORK), modules())
    assert found.keys() == CONNECTS.keys()


def test_no_template_is_made_of_text() -> None:
    def made(source: str) -> list[str]:
        return [ast.unparse(call)[:80] for call in calls(source) if called(call) in MAKES_TEMPLATES]

    assert everywhere(made, modules()) == {}


def test_no_template_turns_escaping_off() -> None:
    opened = re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off")
    assert [name(path) for path in templates() if opened.search(path.read_text())] == []


def test_no_format_is_taken_from_a_variable() -> None:
    def free(source: str) -> list[str]:
        constants = re.compile(r"\A(['\"]|[A-Z_][A-Z_0-9]*\Z|self\.[A-Z_]+\Z)")
        return [
            ast.unparse(call)[:80]
            for call in calls(source)
            if called(call) in {"format", "format_map"} and of_what(call) and not constants.match(of_what(call))
        ]

    assert everywhere(free, modules()).keys() == FORMATS_OF_A_TABLE


def test_no_form_takes_all_columns_of_a_row() -> None:
    loose = re.compile(r"""fields\s*=\s*["']__all__["']|\bexclude\s*=\s*[\[(]|setattr\(\w+, \w+, request""")
    assert everywhere(lambda source: loose.findall(source), modules()) == {}


def test_no_module_listens_to_windows_of_others() -> None:
    listens = re.compile(r"""(?:window|self|globalThis)\.addEventListener\(\s*["']message["']|\bonmessage\s*=""")
    own = "this.#worker.onmessage = "  # of a worker that the page itself started
    found = [name(path) for path in SCRIPTS if listens.search(path.read_text().replace(own, ""))]
    assert [path for path in found if "worker" not in path] == []


def test_words_of_others_name_no_property_in_a_script() -> None:
    reaches = re.compile(r"__proto__|\.constructor\[|Object\.assign\(\s*\w+, *JSON")
    assert [name(path) for path in SCRIPTS if reaches.search(path.read_text())] == []


def test_the_shipped_web_server_speaks_only_tls_of_today() -> None:
    said = [
        line.split() for path in files("*.conf", under=ROOT / "deploy") for line in path.read_text().splitlines()
        if line.strip().startswith("ssl_protocols")
    ]  # fmt: skip
    assert said
    assert all({word.rstrip(";") for word in line[1:]} <= {"TLSv1.2", "TLSv1.3"} for line in said)


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (runs_text, "import pickle"),
        (runs_text, "eval(typed)"),
        (runs_text, "import subprocess\nsubprocess.run(typed, shell=True)"),
        (runs_text, "import os\nos.system(typed)"),
        (joins_statements, "cursor.execute(f'SELECT {typed}')"),
        (joins_statements, "cursor.execute('SELECT ' + typed)"),
        (joins_statements, "Act.objects.extra(where=[typed])"),
        (open_xml, "from lxml import etree\netree.fromstring(came)"),
        (open_xml, "from lxml import etree\netree.XMLParser(resolve_entities=True, no_network=True, load_dtd=False)"),
        (open_xml, "from xml.etree import ElementTree"),
        (free_patterns, "import re\ndef f(typed):\n    re.compile(f'a{typed}')"),
    ],
)
def test_what_must_not_be_is_seen(rule: object, source: str) -> None:
    assert callable(rule)
    assert rule(source) != []
