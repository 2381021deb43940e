"""docs/how-to/seal-by-hand.md, block by block, in a clean folder: the keys are the group's, and age seals to them."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dueregard.parts.submissions.models import Inbox, Thread
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS
from tests.age_program import age_folder
from tests.builders_inbox import OfflineKey, make_inbox, renew
from tests.builders_sealed import shared_keys, unseal
from tests.house.sources import ROOT
from tests.parts.submissions.test_the_commands import sign_release
from tests.people import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "https://raw.githubusercontent.com/bitcoin/bips/master/bip-0039/english.txt"


class Reader:
    """Somebody at a terminal who types what the page says, each block in the same shell."""

    def __init__(self, folder: Path, base: str) -> None:
        page = (ROOT / "docs/how-to/seal-by-hand.md").read_text()
        self.blocks = re.findall(r"```bash\n(.*?)```", page, re.DOTALL)
        assert len(self.blocks) == 5
        assert LIST in page
        self.folder = folder
        ours = (ROOT / "dueregard/rules/sealed/bip39_english.txt").as_uri()
        self.blocks = [
            block.replace("https://sealed.northport.example/sealed/northport/", base).replace(LIST, ours)
            for block in self.blocks
        ]

    def type(self, upto: int, between: str = "") -> tuple[int, list[str]]:
        """Type the first blocks, with something done behind their back after the first; return what the last said."""
        script = "\n".join(
            ["set -eu", self.blocks[0], between, *self.blocks[1 : upto - 1], "echo --", self.blocks[upto - 1]]
        )
        told = {"PATH": f"{age_folder()}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=told, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout.split("--\n")[-1].splitlines()


@pytest.fixture
def reader(live_server: Any, tmp_path: Path) -> Reader:
    key, keys = OfflineKey(), [one.recipient for one in shared_keys(2)]
    inbox = make_inbox(make_cast(), key, tuple(keys))
    sign_release(inbox, key, tmp_path)
    folder = tmp_path / "empty"
    folder.mkdir()
    return Reader(folder, f"{live_server.url}/sealed/northport/")


def test_what_the_page_says_checks_the_keys_with_common_tools_and_seals_to_them(reader: Reader) -> None:
    public = Client().get("/inboxes/northport/").content.decode()
    code, (*_, root) = reader.type(2)
    assert (code, len(root.split()), root.strip() in public) == (0, 8, True)
    code, said = reader.type(3)
    assert code == 0
    assert {"Signature Verified Successfully", "recipients.txt: OK", "config.json: OK"} <= set(said)
    code, words = reader.type(4)
    assert (code, len(words)) == (0, 2)
    assert all(len(one.split()) == 8 and one.strip() in public for one in words), "the same words as on the page"
    (reader.folder / "message.txt").write_text("what the trainer said")
    assert reader.type(5)[0] == 0
    sealed = (reader.folder / "message.age").read_bytes()
    assert all(unseal(sealed, key.identity) == b"what the trainer said" for key in shared_keys(2))
    with (reader.folder / "message.age").open("rb") as file:
        assert Client().post("/sealed/northport/api/plain", {"files": file}).status_code == 200
    assert Thread.objects.exists()


def test_what_was_changed_on_the_way_stops_the_reader(reader: Reader) -> None:
    for behind in (f"echo {shared_keys(3)[2].recipient} > recipients.txt", "sed -i s/90/91/ config.json"):
        assert reader.type(3, behind)[0] != 0, behind
    assert reader.type(3, "echo '# ' >> HASHES")[0] != 0
    forged = OfflineKey()
    Inbox.objects.update(hashes_signature=forged.sign(RELEASE_SIGNED_AS + Inbox.objects.get().hashes.encode()))
    assert reader.type(3)[0] != 0


def test_a_new_list_of_keyholders_asks_for_the_files_to_be_signed_again(
    cast: Any, tmp_path: Path, signed_in: Any
) -> None:
    key = OfflineKey()
    inbox = make_inbox(cast, key, tuple(one.recipient for one in shared_keys(2)))
    sign_release(inbox, key, tmp_path)
    desk = "/desk/inboxes/northport/"
    assert "are not signed" not in signed_in(cast.asha).get(desk).content.decode()
    assert "  recipients.txt\n" in Inbox.objects.get().hashes
    renew(inbox, key, shared_keys(1)[0].recipient)
    assert "are not signed" in signed_in(cast.asha).get(desk).content.decode()
