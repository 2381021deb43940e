"""Whatever points at a public body is named by its app, so that the check before a merge calls it by its name."""

from django.conf import settings

from dueregard.records.bodies.queries.moving import pointing


def test_every_model_that_points_at_a_body_is_named_by_its_app_and_nothing_else_is() -> None:
    found = {key.model._meta.label for key in pointing()}
    assert set(settings.BODY_ROWS) == found, "say in `moves` of the app's apps.py what its rows are called"


def test_a_key_without_a_way_back_is_found() -> None:
    assert "evidence.Provenance.body" in {key.says for key in pointing()}
