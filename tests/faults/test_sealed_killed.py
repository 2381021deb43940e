"""The server is killed in the middle of uploads: what was confirmed is there, and everybody finishes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connections

from dueregard.parts.submissions.models import Inbox, Message, Part, Thread, Upload
from dueregard.rules.sealed.envelope import Recipient
from dueregard.rules.sealed.upload import tag_of
from tests.builders_inbox import Sender, make_inbox, message
from tests.builders_sealed import lookalike
from tests.faults.sealed_server import SealedServer
from tests.over_http import OverHttp
from tests.people import make_cast
from tests.processes import wait_until

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]

SENDERS, FILES, KILLS = 6, 5, 3


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SealedServer]:
    """Serve Northport's inbox."""
    make_inbox(make_cast())
    connections.close_all()
    server = SealedServer(tmp_path)
    server.start()
    yield server
    server.kill()


def over(server: SealedServer, *, rate: float = 0) -> Sender:
    sender = Sender()
    sender.client = OverHttp(server.port, tries=600, rate=rate)  # type: ignore[assignment]
    return sender


def kept(store: Path) -> set[str]:
    """Return the hashes of all confirmed chunks that really have their bytes."""
    return {
        path.name.partition(".")[2]
        for path in store.rglob("0*.*")
        if sha256(path.read_bytes()).hexdigest() == path.name.partition(".")[2]
    }


@pytest.mark.timeout(900)
def test_a_server_killed_in_the_middle_of_uploads_loses_nothing_that_was_confirmed(
    server: SealedServer, tmp_path: Path
) -> None:
    confirmed: list[str] = []

    def send(number: int) -> str:
        sender = over(server, rate=200_000)
        upload = sender.start()
        parts = [message(), *(lookalike(65_536, 2, Recipient.X25519) for _ in range(FILES))]
        said = []
        for at, part in enumerate(parts):
            digest = sha256(part).hexdigest()
            assert sender.put(upload, at, 0, part).status_code == 200
            confirmed.append(digest)
            said.append({"size": len(part), "chunks": [digest]})
        answer = sender.finish(upload, said, thread=tag_of(f"{number:064x}"))
        assert answer.status_code == 201, answer.content
        return str(answer.json()["receipt"])

    with ThreadPoolExecutor(SENDERS) as pool:
        sent = [pool.submit(send, number) for number in range(SENDERS)]
        for kill in range(1, KILLS + 1):
            many = kill * SENDERS * FILES // (KILLS + 1)
            wait_until(lambda many=many: len(confirmed) >= many or all(one.done() for one in sent), what="chunks")  # type: ignore[misc]
            before = list(confirmed)
            server.kill()
            assert set(before) <= kept(tmp_path / "sealed")
            server.start()
        receipts = {one.result() for one in sent}
    assert len(receipts) == SENDERS
    assert (Thread.objects.count(), Message.objects.count()) == (SENDERS, SENDERS)
    assert Part.objects.count() == SENDERS * (FILES + 1)
    assert set(confirmed) == kept(tmp_path / "sealed")
    assert not [path for path in (tmp_path / "sealed").rglob(".*") if path.is_file() and recent(path)]


def recent(path: Path) -> bool:
    """Tell whether half a chunk belongs to a finished message: those of a killed process are swept up with theirs."""
    return Message.objects.filter(pk=path.parent.parent.name).exists()


@pytest.mark.timeout(900)
def test_many_slow_senders_at_once_all_finish_and_pages_go_on(server: SealedServer) -> None:
    def send(number: int) -> int:
        sender = over(server, rate=20_000)
        return int(sender.send(message(), thread=tag_of(f"{number:064x}")).status_code)

    with ThreadPoolExecutor(20) as pool:
        sent = [pool.submit(send, number) for number in range(20)]
        wait_until(Upload.objects.exists, what="the first sender")
        assert over(server).client.get("/inboxes/").status_code == 200
        assert [one.result() for one in sent] == [201] * 20
    assert Inbox.objects.get().threads.count() == 20
