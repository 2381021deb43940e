"""Markdown that somebody typed becomes words, links and a few plain tags: nothing that a browser would run."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.rules.guide.html import to_html
from dueregard.rules.guide.text import read_passages
from tests.soak import so_many

TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "a",
    "sup",
    "bdi",
    "blockquote",
    "br",
    "span",
    "code",
    "hr",
}
TAG = re.compile(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>")
NASTY = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[press](javascript:alert(1))",
    "[press](JaVaScRiPt:alert(1))", "[press](data:text/html,<script>alert(1)</script>)", "[press](vbscript:x)",
    "![](javascript:alert(1))", "<a href='javascript:alert(1)'>x</a>", "[x](https://a.example/\"onclick=\"alert(1))",
    "{{ settings.SECRET_KEY }}", "{% debug %}", "<svg/onload=alert(1)>", "&lt;script&gt;",
    "[a]: javascript:alert(1)\n\n[a]", "<javascript:alert(1)>", "[x](\tjavascript:alert(1))",
    "**<b onmouseover=alert(1)>**",
    "[x](&#106;avascript:alert(1))",
]  # fmt: skip
PIECES = st.lists(
    st.sampled_from([*NASTY, "\n\n", "- ", "# ", "*", "**", "`", "[", "](", ")", "<", ">", '"', "word "]), max_size=12
)


def wrong(html: str) -> list[str]:
    """Return the tags and attributes that may not be in a section."""
    found = [f"<{tag}{rest}>" for tag, rest in TAG.findall(html) if tag.lower() not in TAGS]
    for tag, rest in TAG.findall(html):
        found += (
            [f"<{tag}{rest}>"]
            if re.search(r"\son\w+\s*=|style\s*=", re.sub(r'"[^"]*"', '""', rest), re.IGNORECASE)
            else []
        )
        leads = re.search(r'href="([^"]*)"', rest)
        is_script = leads and re.match(r"\W*(javascript|data|vbscript):", leads.group(1), re.IGNORECASE)
        found += [f"<{tag}{rest}>"] if is_script else []
    return found


def html_of(text: str) -> str:
    passages = read_passages(text)
    return to_html(
        passages, [f"p{at}" for at in range(len(passages))], {}, lambda target: f"/guide/{target.removesuffix('.md')}/"
    )


@pytest.mark.parametrize("text", NASTY)
def test_what_is_typed_in_markdown_is_words_and_never_markup(text: str) -> None:
    assert wrong(html_of(f"Before {text} after.\n\n- {text}\n\n## {text}\n")) == []


@pytest.mark.soak
def test_no_mixture_of_such_pieces_becomes_markup() -> None:
    @settings(max_examples=so_many(20_000, piece=150), deadline=None)
    @given(PIECES)
    def mixed(pieces: list[str]) -> None:
        assert wrong(html_of("".join(pieces))) == []

    mixed()


def test_markup_is_seen() -> None:
    for html in ("<script>x</script>", '<p onclick="x">', '<a href="javascript:x">', "<img src=x>"):
        assert wrong(html) != [], html
