"""The modules of the sealed pages keep what they promise, and are delivered as they were read."""

import hashlib
import re
from pathlib import Path

from tests.sealed.modules import SEALED, SITE, node, packages

FORBIDDEN = re.compile(
    r"Math\.random|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|WebAssembly"
    r"|serviceWorker|localStorage|sessionStorage|indexedDB|document\.cookie|importScripts|sendBeacon"
)
OTHER_HOST = re.compile(r"""["'(=](?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z]""")


def own_modules() -> list[Path]:
    return sorted(path for path in SITE.glob("*.js") if path.name != "vendor.js")


def test_every_test_of_the_modules_passes() -> None:
    packages()
    files = sorted(str(path.relative_to(SEALED)) for path in SEALED.glob("test/*.test.js"))
    said = node("node", "--test", "--test-reporter", "tap", *files)
    counted = dict(re.findall(r"^# (tests|pass|fail|skipped|todo) (\d+)$", said, re.MULTILINE))
    assert int(counted["tests"]) == int(counted["pass"]) > 200, counted


def test_the_bundle_is_what_its_pinned_sources_make(tmp_path: Path) -> None:
    packages()
    node("node", "build.mjs", str(tmp_path))
    assert (tmp_path / "vendor.js").read_bytes() == (SITE / "vendor.js").read_bytes()


def test_the_hash_list_names_every_delivered_file_and_nothing_else() -> None:
    listed = (SEALED / "HASHES").read_text()
    paths = sorted(SITE.iterdir(), key=lambda path: path.name.encode())
    assert listed == "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    assert (SEALED.parent / "keyholder/dueregard_keyholder/HASHES").read_text() == listed, "build.mjs writes both"


def test_no_module_can_run_text_as_code_or_keep_anything_on_the_device() -> None:
    found = {path.name: FORBIDDEN.findall(path.read_text()) for path in [*own_modules(), *SITE.glob("*.html")]}
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
