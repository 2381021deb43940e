"""The one stylesheet is what its parts say, and it is light."""

from dueregard.website.management.commands.css import JOINED, STATIC, joined


def test_the_joined_stylesheet_is_current() -> None:
    assert JOINED.read_text(encoding="utf-8") == joined(), "Run: ./run css"


def test_no_part_fetches_or_imports_anything() -> None:
    texts = {part.name: part.read_text() for part in (STATIC / "css").glob("*.css")}
    assert [part for part, text in texts.items() if "@import" in text or "url(" in text] == []


def test_optional_scripts_stay_light() -> None:
    assert sum(len(script.read_bytes()) for script in (STATIC / "js").glob("*.js")) < 12_000
