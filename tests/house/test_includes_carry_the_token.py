"""A form in a template that is included with `only` gets its token from whoever includes it, or Django refuses it."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "dueregard"
INCLUDE = re.compile(r"{% include \"([^\"]+)\"([^%]*) only %}")


def test_forms_of_included_templates_are_given_their_token() -> None:
    templates = {str(path).split("/templates/")[-1]: path.read_text() for path in PACKAGE.rglob("templates/**/*.html")}
    found = [
        (name, included)
        for name, text in templates.items()
        for included, given in INCLUDE.findall(text)
        if "{% csrf_token %}" in templates.get(included, "") and "csrf_token=csrf_token" not in given
    ]
    assert len(templates) > 100
    assert found == []
