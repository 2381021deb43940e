"""Members vote by the pages; then every log, every file of the site and a back-up by the very commands are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.urls import reverse

from dueregard.foundation.audit.models import Act
from dueregard.parts.consultations.actions.count_votes import count_votes
from dueregard.parts.consultations.actions.prepare import digest_of
from dueregard.rules.votes.codes import in_groups
from dueregard.rules.votes.questions import Kind, question_of
from tests.bytes_on_disk import content
from tests.parts.consultations.builders import AFTER, cast_all, opened
from tests.parts.submissions.test_the_back_up import back_up, holds
from tests.people import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
OPTIONS = question_of(Kind.CHOOSE, tuple(f"Option {at}" for at in range(1, 20)), 5)
CHOSEN = ["11", "13", "17", "18", "19"]
ODD = ",".join(CHOSEN)  # a vote whose text could be nothing else


def test_no_log_file_or_back_up_holds_a_code_or_a_vote(
    tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Somebody mistypes the code, votes, tries again; then a back-up is made, and all are counted."""
    state = tmp_path / "var"
    (state / "files").mkdir(parents=True)
    (state / "secret-key").write_text(site.SECRET_KEY)
    if connection.vendor == "sqlite":
        (state / "site.sqlite3").symlink_to(connection.settings_dict["NAME"])
    settings.VOTE_KEYS = state / "vote-keys"
    cast = make_cast()
    made, codes = opened(cast, question=OPTIONS)
    caplog.set_level(0)
    capfd.readouterr()
    page, to = reverse("consultations:vote", args=[made.pk]), reverse("consultations:cast", args=[made.pk])
    member, code = Client(), in_groups(codes[0])
    assert member.post(page, {"chosen": CHOSEN, "code": code[:-1]}).status_code == 422
    assert (
        ", ".join(f"Option {at}" for at in CHOSEN)
        in member.post(page, {"chosen": CHOSEN, "code": code}).content.decode()
    )
    assert [member.post(to, {"code": code, "vote": ODD}).status_code for _ in range(2)] == [200, 409]
    cast_all(made, codes[1:], ["1", "2", "3"] * 8)
    out = capfd.readouterr()
    logged = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("django.db"))
    secrets = [ODD, *codes, *map(in_groups, codes), code[:-1]]
    for said in (out.out, out.err, logged):
        assert not [one for one in secrets if one in said]
    files = [path for root in (state, Path(site.STATE)) for path in root.rglob("*") if path.is_file()]
    own = [path for path in files if path.parent != settings.VOTE_KEYS]
    assert len(files) > len(own)
    for path in own:
        lies = content(path)
        assert not [one for one in secrets if one.encode() in lies], path.name
    copies = {day: back_up(state, day) for day in ("2026-12-01", "2026-12-02")}
    assert holds(copies["2026-12-01"], digest_of(made, codes[0]).encode())  # what is looked through is what is stored
    assert count_votes(consultation=made, by=cast.asha, now=AFTER) is None
    made.refresh_from_db()
    assert json.loads(made.result)["result"]["votes"] is None  # the odd vote stands out, so the file lists none
    copies["2026-12-03"] = back_up(state, "2026-12-03")
    for copy in copies.values():
        assert not [name for one in secrets for name in holds(copy, one.encode())]
        assert not [name for name in copy if "vote-keys" in name]
    assert not [act for act in Act.objects.all() if "cast" in act.did]
