"""What people read is plain English: a short list of words that do not belong in an interface, each with a better one.

Looks at templates, at the pages of the sealed inbox, and at Python strings of more than one word. Docstrings, patterns
and the letters that practice bodies write are not pages; whether a sentence reads well otherwise is for a reader.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import PACKAGE, ROOT, modules, name, templates

BETTER = {
    r"anew": "again; recalculated",
    r"whom": "who; which bodies",
    r"nobody of us|not one of us": "none of us; we",
    r"somebody|anybody|everybody": "someone, anyone, everyone",
    r"wants? (?:doing|settling|an answer|a person|attention)": "to do; needs",
    r"stands?(?: still)?(?= (?:in|on|over|under|beside|above|below|here|there|with|where)\b)": "is, appears",
    r"bears?": "has, carries",
    r"(?:takes?|took|taken) (?:it |this )?up(?! to)": "acts on, accepts",
    r"look(?:s|ed|ing)? over": "check",
    r"puts? out|lets? (?:it |this |them )?(?:out|go)|letting out": "publish, delete, send",
    r"take (?:it|them|this) (?:along|out)": "download, remove",
    r"if you like": "optional",
    r"fits": "matches",
    r"lies (?:in|behind|under|below|beyond|inside|outside)": "is in",
    r"by rule": "automatically",
    r"intake": "incoming mail",
    r"programmes?": "program (for computers)",
    r"wherein|therein|thereof|whence|hence|hitherto|forthwith|afresh": "say it plainly",
}
NOT_FOR_PAGES = re.compile(rf"\b(?:{'|'.join(BETTER)})\b", re.IGNORECASE)
# Where one of these is the right word.
RIGHT = re.compile(
    r"never to whom"  # the log says what happened, never to whom: a phrase that everyone knows
    r"|the one that fits best"
    r"|stands? (?:up|for)\b|as it stands|area it lies in|by whom\b",
    re.IGNORECASE,
)
# Letters of bodies in practice mode, written as such bodies write; and words that people type into a search.
NOT_OURS = {
    "dueregard/rules/practice/words.py",
    "dueregard/rules/practice/replies.py",
    "dueregard/rules/search/questions.py",
    "dueregard/rules/search/senses.py",
}
# The pages of the sealed inbox are no templates, and are read by people all the same.
SEALED_PAGES = sorted((ROOT / "sealed" / "site").glob("*.html"))

COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
CODE = re.compile(
    r"\{\{.*?\}\}|\{% (?:url|if|elif|for|load|static|block|endblock)\b.*?%\}|\b(?:class|id|name|href)=\"[^\"]*\""
)


def unfit(words: str) -> list[str]:
    """Return the words of a text that do not belong on a page."""
    return [found.group() for found in NOT_FOR_PAGES.finditer(RIGHT.sub("", words))]


def shown_by(template: str) -> str:
    """Return what a template shows, and the words it hands to the parts it includes."""
    return CODE.sub("", COMMENT.sub("", template))


def said_in(module: str) -> Iterator[str]:
    """Yield the sentences in a module: strings of several words that are no docstrings and no patterns."""
    tree = ast.parse(module)
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            is_pattern = "\\" in node.value or "(?" in node.value
            yield from [node.value] if " " in node.value.strip() and not is_pattern else []


def test_templates_speak_plain_english() -> None:
    found = {name(path): unfit(shown_by(path.read_text())) for path in (*templates(), *SEALED_PAGES)}
    assert {path: words for path, words in found.items() if words} == {}


def test_messages_labels_and_reasons_speak_plain_english() -> None:
    found = {
        name(path): [word for said in said_in(path.read_text()) for word in unfit(said)]
        for path in modules(under=PACKAGE)
        if name(path) not in NOT_OURS
    }
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "planted",
    [
        '{% include "page_head.html" with title="What wants doing today" only %}',
        "<p>Which date does it bear?</p>",
        "<h1>Whom do you ask?</h1>",
        "<p>The dates are worked out anew.</p>",
        '<button class="button" type="submit">Let it go public</button>',
        "<p>14 bodies fit. The first one fits.</p>",
    ],
)
def test_a_planted_word_is_seen_in_a_template(planted: str) -> None:
    assert unfit(shown_by(planted)) != []


def test_a_planted_word_is_seen_in_a_message_and_not_in_a_docstring() -> None:
    module = '"""Whom it greets, anew."""\nHELP = "Somebody must look at it."\nPATTERN = r"\\bwhom it may\\b"\n'
    assert [unfit(said) for said in said_in(module)] == [["Somebody"]]


def test_what_a_template_does_not_show_is_not_read() -> None:
    assert unfit(shown_by('{% comment %}whom{% endcomment %}<p class="stands in">{{ page.anew }}</p>')) == []


def test_the_right_word_in_its_place_stays() -> None:
    assert unfit("This site’s log says what happened, never to whom.") == []
    assert unfit("She may stand for election in the autumn.") == []
