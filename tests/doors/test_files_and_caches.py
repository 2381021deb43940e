"""Files have no second door: not by another method, a range, a cache's question, or the folder in which they lie."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.models import Attachment
from dueregard.records.evidence.models import Document
from dueregard.records.packages.models import Export
from tests.doors.asking import ask
from tests.doors.kinds import KINDS
from tests.doors.table import every_address, may_come, things_of
from tests.doors.world import World

pytestmark = pytest.mark.django_db
FILES = (
    "evidence:original", "evidence:sound", "evidence:picture", "evidence:document_json", "packages:package", "foi:file",
    "findings:table", "evidence:straightened",
)  # fmt: skip
ASIDE: dict[str, tuple[str, dict[str, str]]] = {
    "asking for the headers": ("head", {}),
    "asking for a part": ("get", {"Range": "bytes=0-9"}),
    "asking whether a copy is still right": ("get", {"If-None-Match": "*"}),
    "asking whether it is newer": ("get", {"If-Modified-Since": "Wed, 25 Nov 2026 10:00:00 GMT"}),
}


@pytest.mark.parametrize("aside", ASIDE)
@pytest.mark.parametrize("name", FILES)
def test_whoever_is_refused_a_file_is_refused_however_they_ask(world: World, name: str, aside: str) -> None:
    method, headers = ASIDE[aside]
    wrong = []
    for who, url in refused(world, name):
        answer = ask(world.everybody, who, url, method=method, **headers)
        if not answer.is_refused or world.planted.leaks(who, answer.everything):
            wrong.append(f"{who} {url}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_for_everybody_is_kept_by_no_cache(world: World, name: str) -> None:
    (address,) = (one for one in every_address() if one.name == name)
    kept = []
    for thing in things_of(address, world):
        for who in sorted(may_come(address, thing) - {"visitor", "half", "keyholder"}):
            url = reverse(name, kwargs=dict(thing.names))
            told = ask(world.everybody, who, url).headers["Cache-Control"]
            kept += [f"{who} {url}: {told}"] if "no-store" not in told or "private" not in told else []
    assert kept == []


def refused(world: World, name: str) -> Iterator[tuple[str, str]]:
    """Yield who must not fetch which file of this address."""
    (address,) = (one for one in every_address() if one.name == name)
    for thing in things_of(address, world):
        for who in KINDS:
            if who not in may_come(address, thing):
                yield who, reverse(name, kwargs=dict(thing.names))


def hashes() -> Iterator[str]:
    """Yield the names under which bytes of private things lie."""
    yield from Document.objects.filter(is_public=False).values_list("sha256", flat=True)[:2]
    yield from Export.objects.values_list("sha256", flat=True)[:1]
    yield from Attachment.objects.values_list("sha256", flat=True)[:1]


@pytest.mark.parametrize("who", ["visitor", "caseworker", "administrator"])
def test_the_folders_in_which_bytes_lie_are_served_to_nobody(world: World, who: str) -> None:
    places = (
        "files",
        "media",
        "static",
        "static/files",
        "static/../files",
        "static/%2e%2e/files",
        "var/files",
        "sealed",
    )
    (root, *_) = default_storage.listdir("")
    tried = [f"/{place}/" for place in places] + [f"/{place}/{folder}/" for place in places for folder in root[:2]]
    for digest in hashes():
        for place in places:
            tried += [
                f"/{place}/{digest}",
                f"/{place}/{digest[:2]}/{digest}",
                f"/{place}/{digest[:2]}/{digest[2:4]}/{digest}",
            ]
    tried += [
        f"/static/{name}" for name in ("site.sqlite3", "../site.sqlite3", "%2e%2e/secret-key", "..%2fsite.sqlite3")
    ]
    assert [url for url in tried if ask(world.everybody, who, url).status not in {404, 400}] == []


def test_a_closed_account_is_a_visitor_at_once_in_every_session_it_had(world: World) -> None:
    document = next(thing for thing in world.things["document"] if "northport" in thing.says.lower())
    url = reverse("evidence:document", kwargs=dict(document.names))
    asha = world.everybody.cast.asha
    assert ask(world.everybody, "caseworker", url).status == 200
    Person.objects.filter(pk=asha.pk).update(is_active=False)
    assert ask(world.everybody, "caseworker", url).status == 404
    assert ask(world.everybody, "caseworker", "/desk/").is_refused
