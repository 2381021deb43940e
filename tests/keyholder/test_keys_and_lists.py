"""Keys are made by age and openssl; a list is signed offline, and what the group did not sign is not used."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from dueregard_keyholder import programs
from dueregard_keyholder.problems import Problem
from dueregard_keyholder.protocol import meant
from flit_core import buildapi

from dueregard.parts.submissions.gateways.signatures import is_signed
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS, SIGNED_AS, check_follows, read_manifest
from tests.age_program import OLD_AGE
from tests.builders_inbox import RECIPIENTS, OfflineKey, today
from tests.builders_sealed import shared_keys
from tests.house.sources import ROOT
from tests.keyholder.conftest import Desk, Run


@pytest.fixture
def offline(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    key = tmp_path / "group-key.pem"
    assert run("root", "make", key) == 0
    return key, capsys.readouterr().out.split("Verification key: ")[1].split()[0]


def recipients(tmp_path: Path, count: int) -> Path:
    file = tmp_path / f"recipients-{count}.txt"
    file.write_text("# by telephone\n" + "".join(f"{key.recipient}\n" for key in shared_keys(count)))
    return file


def test_two_lists_made_offline_come_into_force_one_after_the_other(
    offline: tuple[Path, str], run: Run, tmp_path: Path
) -> None:
    key, root = offline
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    assert run("list", "make", key, recipients(tmp_path, 1), "--out", one) == 0
    assert run("list", "make", key, recipients(tmp_path, 2), "--after", one, "--out", two) == 0
    lists = []
    for file in (one, two):
        signed = json.loads(file.read_text())
        assert is_signed(SIGNED_AS + signed["manifest"].encode(), signature=signed["signature"], key=root)
        lists.append(read_manifest(signed["manifest"], root=root))
    check_follows(lists[0], None, today=today())
    check_follows(lists[1], lists[0], today=today())
    assert run("list", "check", two, "--root", root) == 0
    assert run("list", "check", two, "--root", OfflineKey().root) == 1


def signed_by_page(root: str, signed: Path) -> tuple[bytes, dict[str, bytes]]:
    """Return the configuration of a page, and everything that a server of this release has signed."""
    config = json.dumps({"v": 1, "root": root, "group": "Northport", "site": "https://northport.example/"}).encode()
    holders = json.loads(json.loads(signed.read_text())["manifest"])["keyholders"]
    listed = "".join(f"{one['recipient']}\n" for one in holders).encode()
    pages = {path.name: path.read_bytes() for path in (ROOT / "sealed/site").iterdir()}
    return config, pages | {"config.json": config, "recipients.txt": listed}


def as_hashes(files: dict[str, bytes]) -> str:
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def test_the_list_of_files_is_signed_when_every_file_is_the_releases_or_the_signer_says_so(
    offline: tuple[Path, str], run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (key, root), listed = offline, tmp_path / "manifest.json"
    run("list", "make", key, recipients(tmp_path, 2), "--out", listed)
    config, files = signed_by_page(root, listed)
    (tmp_path / "config.json").write_bytes(config)
    shutil.copytree(ROOT / "sealed/site", tmp_path / "site")
    hashes, out = tmp_path / "HASHES", tmp_path / "HASHES.sig"
    known = ("--list", listed, "--config", tmp_path / "config.json", "--built", tmp_path / "site")

    def sign(changed: dict[str, bytes], *more: Any) -> tuple[int, str]:
        out.unlink(missing_ok=True)
        hashes.write_text(as_hashes({name: content for name, content in {**files, **changed}.items() if content}))
        capsys.readouterr()
        return run("sign-files", key, hashes, "--out", out, *more), capsys.readouterr().out

    code, said = sign({}, *known)
    assert (code, "site: https://northport.example/" in said) == (0, True)
    assert is_signed(RELEASE_SIGNED_AS + hashes.read_bytes(), signature=out.read_text().strip(), key=root)
    for changed, more, words in (
        ({"source.js": b"// for one purpose"}, known, "source.js is other than in the release"),
        ({"source.js": b"// for one purpose"}, known, "source.js is other than in your own build"),
        ({"own.js": b"1"}, known, "own.js is not in the release"),
        ({"source.js": b""}, known, "source.js is missing; it is in the release"),
        ({"recipients.txt": RECIPIENTS[0].encode()}, known, "does not name the keyholders of your list"),
        ({"recipients.txt": b""}, known, "recipients.txt is not in the list"),
        ({"config.json": b"{}"}, known, "config.json is not the file that the list names"),
        ({}, known[2:], "recipients.txt was compared with nothing"),
        ({}, known[:2], "config.json was compared with nothing"),
    ):
        code, said = sign(changed, *more)
        assert (code, words in said, out.exists()) == (1, True, False), (words, said)
    (tmp_path / "config.json").write_bytes(config.replace(root.encode(), OfflineKey().root.encode()))
    other = (tmp_path / "config.json").read_bytes()
    assert "names another key for your group" in sign({"config.json": other}, *known)[1]
    code, said = sign({"source.js": b"// for one purpose"}, *known, "--all-the-same")
    assert (code, "source.js is other than in the release" in said, out.exists()) == (0, True, True)
    hashes.write_text("rm -rf\n")
    assert run("sign-files", key, hashes, "--out", tmp_path / "other.sig") == 1
    assert run("sign-files", key, hashes, "--built", tmp_path / "nowhere", "--out", tmp_path / "other.sig") == 1


def test_keys_are_never_overwritten_and_only_their_owner_reads_them(run: Run, tmp_path: Path) -> None:
    key, root = tmp_path / "key.txt", tmp_path / "root.pem"
    for asked, file in ((("key", "make"), key), (("root", "make"), root)):
        assert run(*asked, file) == 0
        before = file.read_bytes()
        assert run(*asked, file) == 1
        assert file.read_bytes() == before
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_list_of_a_mix_or_of_linkable_keys_is_not_signed(
    offline: tuple[Path, str], run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, _ = offline
    file = tmp_path / "recipients.txt"
    classic = "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l"
    for bad in ([classic, shared_keys(1)[0].recipient], ["age1tag1" + "q" * 54], ["age1yubikey1" + "q" * 50], []):
        file.write_text("\n".join(bad))
        assert run("list", "make", key, file, "--out", tmp_path / "bad.json") == 1
    assert not (tmp_path / "bad.json").exists()


def test_a_key_file_that_names_a_plugin_runs_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ("AGE-PLUGIN-EVIL-1QQQQ", "age1pq1x", "", "AGE-SECRET-KEY-1X\nAGE-PLUGIN-X-1"):
        identity = tmp_path / "identity"
        identity.write_text(words)
        with pytest.raises(Problem):
            programs.read_identity(identity)


def test_debians_age_makes_and_opens_x25519_and_says_so_of_post_quantum(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUEREGARD_AGE", str(OLD_AGE))
    monkeypatch.setenv("DUEREGARD_AGE_KEYGEN", str(OLD_AGE.with_name("age-keygen")))
    assert run("key", "make", tmp_path / "classic.txt", "--x25519") == 0
    assert run("key", "make", tmp_path / "pq.txt") == 1
    assert "older than 1.3" in capsys.readouterr().err
    assert not (tmp_path / "pq.txt").exists()


def test_a_missing_program_is_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DUEREGARD_AGE_KEYGEN")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("key", "make", tmp_path / "key.txt", "--x25519") == 1
    assert (
        capsys.readouterr().err
        == "The program age-keygen is not installed. Install it, then try again; nothing was changed.\n"
    )


@pytest.mark.django_db(transaction=True)
def test_a_server_that_shows_another_list_is_found_out_before_anything_is_fetched(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.source.send(desk.sender, "one")
    forged = OfflineKey()
    monkeypatch.setattr(
        "dueregard.parts.submissions.views.delivered.key_log",
        lambda inbox: [forged.listing(*(key.recipient for key in shared_keys(2))).encode()],
    )
    assert desk.run("fetch") == 1
    assert "NOT SIGNED BY YOUR GROUP" in capsys.readouterr().err
    assert not (desk.folder / "shelf" / "threads").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("bad", ["../../x", "A" * 32, "0" * 31, None, 7, "0" * 32 + "\n"])
def test_a_server_that_sends_a_path_for_an_id_writes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, bad: Any
) -> None:
    good = "0" * 32
    before = {path for path in desk.folder.rglob("*") if path.name != "known.json"}
    for thread, message, ended in ((bad, good, 3), (good, bad, 3), (good, good, 0)):
        assert {path for path in desk.folder.rglob("*") if path.name != "known.json"} == before
        said = {"from": "source", "day": "2026-01-05", "plain": True, "read": False, "sealed_bytes": 0, "files": []}
        days = {"day": "2026-01-05", "until": "2026-04-05"}
        page = {"v": 1, "threads": [{"id": thread, **days, "messages": [{"id": message, **said}]}], "next": None}
        monkeypatch.setattr(
            "dueregard.parts.submissions.views.keyholder_api.threads_after", lambda inbox, after, page=page: page
        )
        assert desk.run("fetch") == ended, "nothing but an id is wrong"


@pytest.mark.django_db(transaction=True)
def test_the_connection_is_kept_for_its_owner_alone_and_needs_a_safe_address(desk: Desk) -> None:
    kept = desk.folder / "shelf" / "connection.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for address in ("http://northport.example/sealed/northport/", "ftp://x/", "northport.example", "file:///etc/"):
        assert desk.run("connect", address, "--root", desk.source.root) == 1


def test_the_package_is_built_alone_and_runs_without_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "keyholder")
    wheel = buildapi.build_wheel(str(tmp_path))
    zipfile.ZipFile(tmp_path / wheel).extractall(tmp_path / "installed")
    asked = [
        sys.executable,
        "-I",
        "-c",
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import dueregard_keyholder.command as c; sys.exit(c.main())",
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    asked += [str(tmp_path / "installed"), "words", shared_keys(1)[0].recipient]
    words = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert (words.returncode, len(words.stdout.split())) == (0, 8), words.stderr


def test_words_heard_over_the_telephone_are_compared_in_either_spelling(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    spelled = dict(
        line.split() for line in (ROOT / "keyholder/dueregard_keyholder/british.txt").read_text().splitlines()
    )
    assert all(meant(british) == meant(word) == word for british, word in spelled.items())
    assert [meant(one) for one in ("cheq", "Labo", "naïve", "lab", "cat", "rock", "roc", "colourful", "")] == [
        "check", "labor", "naive", "lab", "cat", "rocket", "", "", "",
    ]  # fmt: skip
    recipient = shared_keys(1)[0].recipient
    assert run("words", recipient) == 0
    words = capsys.readouterr().out.split()
    shortened = [word[:4].upper() for word in words]
    for heard, same in ((words, 0), (shortened, 0), ([" ".join(words)], 0), (words[:7], 1), (words[::-1], 1)):
        assert run("words", recipient, *heard) == same
    assert "NOT THE SAME" in capsys.readouterr().out


def test_the_page_and_the_command_know_the_same_spellings() -> None:
    page = (ROOT / "sealed/modules/words.js").read_text().split("BRITISH = {")[1].split("}")[0]
    kept = (ROOT / "keyholder/dueregard_keyholder/british.txt").read_text()
    assert re.findall(r'(\w+): "(\w+)"', page) == [tuple(line.split()) for line in kept.splitlines()]


def test_both_word_lists_are_the_same() -> None:
    lists = [
        ROOT / "dueregard/rules/sealed/bip39_english.txt",
        ROOT / "keyholder/dueregard_keyholder/bip39_english.txt",
    ]
    assert lists[0].read_bytes() == lists[1].read_bytes()
