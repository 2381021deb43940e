"""A recording falls into pages of about a minute, cut where nobody speaks."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.sound_pages import LONGEST_MS, SHORTEST_MS, STEP_MS, Stretch, stretches


@given(st.integers(0, 900_000), st.integers(0, 2**31))
def test_pages_cover_a_recording_without_gap_and_come_the_same_way_again(length_ms: int, seed: int) -> None:
    def loudness(moment: int) -> float:
        return hash((seed, moment)) % 1000

    pages = stretches(length_ms, loudness)
    assert [page.start_ms for page in pages] == [0, *(page.end_ms for page in pages)][: len(pages)]
    assert (pages[-1].end_ms if pages else 0) == length_ms
    assert all(SHORTEST_MS <= page.end_ms - page.start_ms <= LONGEST_MS for page in pages[:-1])
    assert stretches(length_ms, loudness) == pages


def test_a_page_ends_in_the_pause() -> None:
    pages = stretches(90_000, lambda moment: 0.0 if 52_000 <= moment < 52_000 + STEP_MS else 900.0)
    assert pages == [Stretch(0, 52_050), Stretch(52_050, 90_000)]


def test_a_short_recording_is_one_page() -> None:
    assert stretches(LONGEST_MS, lambda _: 1.0) == [Stretch(0, LONGEST_MS)]
    assert stretches(0, lambda _: 1.0) == []
