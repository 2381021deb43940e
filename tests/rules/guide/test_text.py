"""A section is read into passages, written as HTML, and each telephone number stays left-to-right and whole."""

import pytest

from dueregard.rules.guide.checks import document_faults
from dueregard.rules.guide.html import FactMark, to_html
from dueregard.rules.guide.text import Kind, facts_in_order, read_passages, replace_passage

TEXT = """First paragraph
in two lines.[^duty]

## A heading

- one *item*
- two [elsewhere](other.md) **bold**
  - deeper

3. third
4. fourth

Call 020 7946 0000 or 999, not in 1999 or 8,778 or 2024-25.
"""


def html(text: str) -> str:
    passages = read_passages(text)
    ids = [f"p{at}" for at in range(len(passages))]
    marks = {name: FactMark(at) for name, at in facts_in_order(passages).items()}
    return to_html(passages, ids, marks, lambda target: f"/guide/{target.removesuffix('.md')}/")


def test_paragraphs_headings_and_items_are_passages() -> None:
    passages = read_passages(TEXT)
    assert [(one.kind, one.level, one.number, one.words) for one in passages] == [
        (Kind.PARAGRAPH, 0, 0, "First paragraph in two lines."),
        (Kind.HEADING, 2, 0, "A heading"),
        (Kind.ITEM, 1, 0, "one item"),
        (Kind.ITEM, 1, 0, "two elsewhere bold"),
        (Kind.ITEM, 2, 0, "deeper"),
        (Kind.ITEM, 1, 3, "third"),
        (Kind.ITEM, 1, 4, "fourth"),
        (Kind.PARAGRAPH, 0, 0, "Call 020 7946 0000 or 999, not in 1999 or 8,778 or 2024-25."),
    ]
    assert passages[0].facts == ("duty",)


def test_the_html_is_sound_and_closes_what_it_opens() -> None:
    page = html(TEXT)
    assert page.startswith(
        '<p id="p0">First paragraph in two lines.<sup class="fact"><a href="#f-duty">1</a></sup></p>'
    )
    assert '<ol start="3">\n<li id="p5">third\n</li>' in page
    assert (
        '<li id="p3">two <a href="/guide/other/">elsewhere</a> <strong>bold</strong>\n<ul>\n<li id="p4">deeper' in page
    )
    for tag in ("ul", "ol", "li", "p"):
        assert page.count(f"<{tag}>") + page.count(f"<{tag} ") == page.count(f"</{tag}>")


def test_numbers_are_kept_whole_and_years_are_left_alone() -> None:
    page = html(TEXT)
    assert '<bdi dir="ltr" class="whole">020 7946 0000</bdi>' in page
    assert '<bdi dir="ltr" class="whole">999</bdi>' in page
    assert page.count("<bdi") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick=x>",
        "![p](http://x.example/a.png)",
        "[x](javascript:alert(1))",
        "&lt;i&gt;",
    ],
)
def test_no_text_becomes_markup_of_its_own(text: str) -> None:
    page = to_html(read_passages(text), ["p0"], {}, lambda target: "" if "javascript" in target else target)
    assert "<script" not in page
    assert "<b " not in page
    assert "<img" not in page
    assert "<i>" not in page
    assert "javascript:" not in page.replace("(javascript:alert(1))", "")


def test_one_passage_is_replaced_and_nothing_else_moves() -> None:
    passages = read_passages(TEXT)
    changed = replace_passage(TEXT, passages[3], "two **better**\nitems")
    assert "- two **better** items\n  - deeper\n" in changed
    assert changed.count("\n") == TEXT.count("\n")
    assert replace_passage(TEXT, passages[0], "Shorter.[^duty]").startswith("Shorter.[^duty]\n\n## A heading")
    assert replace_passage(TEXT, passages[6], "last").endswith("4. last\n\nCall" + TEXT.rpartition("Call")[2])


GOOD = '<h1>One</h1><h2>Two</h2><p id="a"><a href="#a">here</a> <a href="/guide/x/">x</a></p><img alt="" src="x.png">'


def test_a_sound_document_has_no_fault() -> None:
    assert document_faults(GOOD, known={"/guide/x/"}) == ()


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (GOOD + '<p id="a">twice</p>', "The id a is used twice."),
        (GOOD + '<a href="#b">b</a>', "The link to #b leads nowhere."),
        (GOOD + '<a href="/guide/y/">y</a>', "The link to /guide/y/ leads nowhere."),
        (GOOD + "<h4>Four</h4>", "A level 4 heading follows a level 2 heading."),
        ("<h2>Two</h2>", "A level 2 heading follows a level 0 heading."),
        (GOOD + '<img src="y.png">', "A picture has no text alternative."),
        (GOOD + "<svg></svg>", "A drawing has no text alternative."),
        (GOOD + "<p>Call 020 7946 0000.</p>", "The number 020 7946 0000 is not marked to stay left-to-right."),
    ],
)
def test_each_fault_is_found(document: str, says: str) -> None:
    assert [fault.says for fault in document_faults(document, known={"/guide/x/"})] == [says]


def test_an_isolated_number_is_no_fault() -> None:
    assert document_faults('<h1>x</h1><p><bdi dir="ltr">020 7946 0000</bdi></p>') == ()
