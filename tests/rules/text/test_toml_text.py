"""What is written as TOML is read back as it was."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.text.toml_text import to_toml

PLAIN = st.one_of(st.text(), st.integers(-(2**60), 2**60), st.booleans(), st.dates())
KEYS = st.text(min_size=1, max_size=8)
TABLES = st.dictionaries(
    KEYS,
    st.one_of(
        PLAIN,
        st.lists(st.text(), max_size=4),
        st.dictionaries(KEYS, PLAIN, max_size=3),
        st.lists(st.dictionaries(KEYS, PLAIN, max_size=3), min_size=1, max_size=3),
    ),
    max_size=5,
)


@given(TABLES)
def test_every_table_is_read_back_as_it_was(table: dict[str, object]) -> None:
    assert tomllib.loads(to_toml(table)) == table


def test_it_reads_like_something_a_person_wrote() -> None:
    table = {"title": "What “it” is", "order": 10, "facts": [{"id": "a", "on": date(2026, 11, 23)}], "left": None}
    assert to_toml(table) == 'title = "What “it” is"\norder = 10\n\n[[facts]]\nid = "a"\non = 2026-11-23\n'
