"""The modules of the sealed pages keep what they promise, and are delivered as they were read."""

import hashlib
import re
from pathlib import Path

from tests.sealed.modules import MODULES, SEALED, SITE, node, packages

FORBIDDEN = re.compile(
    r"Math\.random|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|WebAssembly"
    r"|serviceWorker|localStorage|sessionStorage|indexedDB|document\.cookie|importScripts|sendBeacon"
)
OTHER_HOST = re.compile(r"""["'(=](?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z]""")


OURS = ("keyholder.js", "source.js", "worker.js")  # joined from modules; vendor.js is other people's


def own_modules() -> list[Path]:
    return sorted(MODULES.glob("*.js"))


def own_lines(text: str) -> list[str]:
    """Return what a delivered script holds of a module: no empty lines, none of import or export."""
    kept = [line for line in text.splitlines() if line and not re.match(r"import |export \{", line)]
    return [line.removeprefix("export ") for line in kept]


def test_every_test_of_the_modules_passes() -> None:
    packages()
    files = sorted(str(path.relative_to(SEALED)) for path in SEALED.glob("test/*.test.js"))
    said = node("node", "--test", "--test-reporter", "tap", *files)
    counted = dict(re.findall(r"^# (tests|pass|fail|skipped|todo) (\d+)$", said, re.MULTILINE))
    assert int(counted["tests"]) == int(counted["pass"]) > 200, counted


def test_every_script_is_what_its_pinned_sources_make(tmp_path: Path) -> None:
    packages()
    node("node", "build.mjs", str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {*OURS, "vendor.js"} == {one.name for one in SITE.glob("*.js")}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (SITE / path.name).read_bytes(), path.name


def test_a_delivered_script_holds_its_modules_word_for_word_and_nothing_else() -> None:
    modules = {path.name: own_lines(path.read_text()) for path in own_modules()}
    met = set()
    for name in OURS:
        head, *parts = re.split(r"\n\n\n// == ([a-z0-9-]+\.js) ==\n\n", (SITE / name).read_text())
        assert re.fullmatch(r"// .+\n// .+\n\nimport \{ [\w, ]+ \} from \"\./vendor\.js\";", head), name
        for module, text in zip(parts[::2], parts[1::2], strict=True):
            assert [line for line in text.splitlines() if line] == modules[module], f"{module} in {name}"
            met.add(module)
    assert met == set(modules), "each module is delivered"


def test_modules_that_cannot_be_joined_word_for_word_are_refused(tmp_path: Path) -> None:
    for one, other, words in [
        ("const a = 1;", "const a = 2;", "have a name in common"),
        ("const a = 1;", 'import { a as b } from "./one.js";', "gives another name"),
        ('import { b } from "./other.js";', "const b = 2;", "need one another"),
        ("const a = 1;", "export default 2;", "cannot be joined"),
    ]:
        (tmp_path / "one.js").write_text(f'import "./other.js";\n{one}\n')
        (tmp_path / "other.js").write_text(f"{other}\n" + 'import "./one.js";\n' * (words == "need one another"))
        joined = f"import('./scripts.mjs').then((it) => it.scriptFrom('{tmp_path}', 'one.js'))"
        assert words in node("node", "-e", f"{joined}.catch((it) => console.log(it.message))")


def test_the_hash_list_names_every_delivered_file_and_nothing_else() -> None:
    listed = (SEALED / "HASHES").read_text()
    paths = sorted(SITE.iterdir(), key=lambda path: path.name.encode())
    assert listed == "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    assert (SEALED.parent / "keyholder/dueregard_keyholder/HASHES").read_text() == listed, "build.mjs writes both"


def test_no_module_can_run_text_as_code_or_keep_anything_on_the_device() -> None:
    ours = [*own_modules(), *(SITE / name for name in OURS), *SITE.glob("*.html")]
    found = {path.name: FORBIDDEN.findall(path.read_text()) for path in ours}
    assert {name: words for name, words in found.items() if words} == {}
    assert re.findall(r"Math\.random|\beval\(|new Function|WebAssembly", (SITE / "vendor.js").read_text()) == []


def test_no_page_has_a_script_or_style_of_its_own_inside() -> None:
    for page in SITE.glob("*.html"):
        text = page.read_text()
        assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", text) == [], page.name


def test_no_module_names_another_host() -> None:
    for path in [*own_modules(), *SITE.glob("*.css")]:
        assert OTHER_HOST.findall(path.read_text()) == [], path.name


def test_every_module_says_at_its_top_what_it_does_and_stays_small() -> None:
    for path in own_modules():
        lines = path.read_text().splitlines()
        assert lines[0].startswith("// "), path.name
        assert len(lines) <= 400, path.name
