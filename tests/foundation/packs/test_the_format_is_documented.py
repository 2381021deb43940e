"""What a pack may hold is written down: the page and the rule name the same things."""

import re

from django.conf import settings

from dueregard.rules import pack_shape
from dueregard.rules.wording import PLACEHOLDERS

PAGE = (settings.ROOT / "docs" / "reference" / "pack.md").read_text(encoding="utf-8")


def test_every_placeholder_is_in_the_table_with_the_same_words() -> None:
    rows = dict(re.findall(r"^\| `\{(\w+)\}` \| (.+) \|$", PAGE, re.MULTILINE))
    assert rows == dict(PLACEHOLDERS)


def test_every_folder_step_and_key_is_named() -> None:
    wanted = {f"{folder}/" for folder in pack_shape.KINDS} | {f"`{step}`" for step in pack_shape.STEPS}
    for fields in (*pack_shape.REQUIRED.values(), *pack_shape.OPTIONAL.values(), pack_shape.PACK, pack_shape.SOURCE):
        wanted |= {f"`{key}`" for key in fields if key not in {"duty", "words"}}
    assert sorted(one for one in wanted if one not in PAGE) == []
