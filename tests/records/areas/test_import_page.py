"""An administrator imports a file about areas on a page, first as a dry run; nobody else can."""

import json
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.models import BoundaryFile, PostcodeFile
from tests.people import Cast
from tests.records.areas.test_boundaries import _grid
from tests.records.areas.test_postcodes import TABLE

SignedIn = Callable[[Person], Client]


def test_a_file_is_shown_first_and_saved_when_the_box_is_cleared(
    northshire: LoadReport, cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.dana)
    fields = {"what": "boundaries", "dry_run": "on"}
    upload = SimpleUploadedFile("shapes.geojson", json.dumps(_grid()).encode())
    text = client.post(reverse("area_files"), fields | {"file": upload}).content.decode()
    assert "What would change" in text
    assert "4 shapes, read as British National Grid" in text
    assert not BoundaryFile.objects.exists()
    upload.seek(0)
    text = client.post(reverse("area_files"), {"what": "boundaries", "file": upload}).content.decode()
    assert "shapes.geojson, imported" in text
    assert BoundaryFile.objects.get().imported_by == cast.dana
    assert Act.objects.get(did="areas.boundaries_imported").by == cast.dana


def test_a_file_of_the_other_sort_gets_a_sentence(northshire: LoadReport, cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.dana)
    upload = SimpleUploadedFile("sectors.csv", TABLE.encode())
    text = client.post(reverse("area_files"), {"what": "boundaries", "file": upload}).content.decode()
    assert "The file is not JSON" in text
    upload.seek(0)
    assert client.post(reverse("area_files"), {"what": "postcodes", "file": upload}).status_code == 200
    assert PostcodeFile.objects.get().name == "sectors.csv"


def test_a_caseworker_cannot_import(northshire: LoadReport, cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.asha)
    assert client.get(reverse("area_files")).status_code in (403, 404)
