"""A model or clause with a fault is refused with its line, and the pack with it."""

from pathlib import Path

import pytest

from tests.foundation.packs.shelf import write_pack
from tests.foundation.packs.test_checking_a_pack import faults_of

MODEL = """+++
title = "A motion"
form = "motion"
to = "meeting"
summary = "Short."
order = 10
reviewed_on = 2026-11-30

[[facts]]
id = "duty"
says = "It is so."
source = "The Act"
checked_on = 2026-11-30
sure = "confirmed"
+++

# The duty at {body}[^duty]

{asks}
"""
CLAUSE = """+++
title = "Publish it"
situation = "duty"
place = "asks"
order = 10
reviewed_on = 2026-11-30
+++

publish {its} plan;
"""


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            MODEL.replace("{body}", "{boddy}"),
            "models/a.md:17: {boddy} is not a placeholder of a motion or letter. Did you",
        ),
        (MODEL.replace("{body}", "{exemption}"), "models/a.md:17: {exemption} is not a placeholder of a motion"),
        (MODEL.replace("\n{asks}", "\nPlease {asks}"), "models/a.md:19: A placeholder that fills whole lines needs"),
        (MODEL.replace("[^duty]", "[^act]"), "models/a.md:17: “[^act]” has no fact."),
        (MODEL.replace('"motion"', '"petition"'), "models/a.md:3: “petition” in form is not known."),
        (MODEL.replace('"meeting"', '"bishop"'), "models/a.md:4: “bishop” in to is not known."),
        (MODEL.replace("order", 'language = "fr"\norder'), "models/a.md:6: “fr” in language is not known."),
    ],
)
def test_a_fault_of_a_model_is_named_by_file_and_line(tmp_path: Path, content: str, fault: str) -> None:
    found = faults_of(write_pack(tmp_path, models__a=content))
    assert any(one.startswith(fault) for one in found), found


def test_a_clause_names_what_it_is_for(tmp_path: Path) -> None:
    found = faults_of(write_pack(tmp_path, clauses__a=CLAUSE.replace('"duty"', '"weather"')))
    assert found[0].startswith("clauses/a.md:3: “weather” in situation is not known.")
