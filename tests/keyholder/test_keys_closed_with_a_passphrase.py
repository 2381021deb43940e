"""A key file that is closed with a passphrase opens at the terminal: `age` asks, and the key touches no disk."""

import sys
from pathlib import Path

import pytest
from dueregard_keyholder import programs
from dueregard_keyholder.problems import Problem

from tests.age_program import OLD_AGE, age_folder, at_a_terminal
from tests.builders_sealed import seal, shared_keys
from tests.house.sources import ROOT
from tests.keyholder.conftest import Desk

PASSPHRASE = "correct horse battery staple"
AGES = ["1.1", "1.3"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("version", AGES)
def test_a_closed_key_opens_what_was_sealed_and_a_wrong_passphrase_is_a_sentence(desk: Desk, version: str) -> None:
    desk.source.send(desk.sender, "for a closed key")
    assert desk.run("fetch") == 0
    closed, old = desk.folder / "key.age", desk.identity.read_bytes()
    armour = ["-a"] if version == "1.3" else []
    made = [
        str(OLD_AGE if version == "1.1" else age_folder() / "age"),
        "-p",
        *armour,
        "-o",
        str(closed),
        str(desk.identity),
    ]
    assert at_a_terminal(made, [PASSPHRASE, PASSPHRASE])[0] == 0
    desk.identity.unlink()
    command = [sys.executable, "-m", "dueregard_keyholder", "open", "all", "--identity", str(closed), "--to"]
    here = {"PYTHONPATH": str(ROOT / "keyholder"), "DUEREGARD_KEYHOLDER": str(desk.folder / "shelf")}
    if version == "1.3":
        status, said = at_a_terminal([*command, str(desk.folder / "wrong")], ["another"], **here)
        assert (status, "the passphrase is another" in said, "Traceback" in said) == (1, True, False)
    status, said = at_a_terminal([*command, str(desk.folder / "right")], [PASSPHRASE], **here)
    assert status == 0, said
    assert (desk.folder / "right" / desk.thread() / "message-01.txt").read_text() == "for a closed key"
    key = old.split()[-1]
    assert [path for path in desk.folder.rglob("*") if path.is_file() and key in path.read_bytes()] == []


def test_a_key_closed_with_a_passkey_and_one_that_is_too_big_are_sentences(tmp_path: Path) -> None:
    sealed = seal(b"x", shared_keys(1)[0].recipient)
    with_passkey = sealed.replace(b"\n-> mlkem768x25519 ", b"\n-> age-encryption.org/fido2prf ", 1)
    for content, words in ((with_passkey, "passkey"), (bytes(300_000), "too big")):
        (tmp_path / "key").write_bytes(content)
        with pytest.raises(Problem, match=words):
            programs.read_identity(tmp_path / "key")
