"""What a search finds in a text is what is marked there, on the page of hits and in the viewer: one rule for both."""

import pytest

from dueregard.foundation.search.gateways.embedded import EmbeddedIndex
from dueregard.foundation.search.gateways.interface import Ask, Reader
from dueregard.records.evidence.queries.found_in_text import marked_spans
from dueregard.rules.search.query import read_query
from tests.foundation.search.shelf import thing

TEXTS = (
    "The policy stands; two policies do not.",
    "Nobody cried. They cry and die. Dying skies over the sky.",
    "A café, a nai\u0308ve cafe\u0301 au lait, the œuvre of Æthelred.",
    "Dŵr i bawb yn Llŷn: yr ysgolion a’r ysgol, â’r tŷ.",
    "İstanbul, ISTANBUL and Diyarbakır; Straße, ẞ and strasse.",
    "Section 24(1)(a) applies; e-mail of 10,000 risk_assessments.",
    "Risk.\n\nAssessment of the ﬁnal draft, ﬁled as co\u00adoperation and co\u200boperation.",
    "القرآن الكريم في المدرسة. مُدَرِّسة",
    "हिन्दी और বাংলা ভাষা, اردو، 中文",
    "x² of the council’s councils’ council; don't. №5 ½ Ⅳ",
    "Nothing 🙂 here. \0 But a landmark.",
    "ầ Việt Nam, Þorn, Øre, ĳ, ſtaff",
    "The university is generally generous to the universe; analyses of an analysis.",
    f"{'long' * 20} and {'é' * 40}",
)
ASKED = (
    *(
        "policy",
        "policies",
        "cry",
        "cried",
        "cries",
        "die",
        "dying",
        "sky",
        "skies",
        "university",
        "generous",
        "analysis",
    ),
    *("cafe", "café", "CAFÉ", "naive", "naïve", "nai\u0308ve", "oeuvre", "œuvre", "aethelred", "viet", "thorn", "þorn"),
    *("dwr", "dŵr", "llyn", "Llŷn", "ysgol", "ysgolion", "ty", "tŷ", "strasse", "straße", "ss", "ore", "ij", "staff"),
    *(
        "istanbul",
        "İstanbul",
        "ISTANBUL",
        "diyarbakir",
        "24(1)(a)",
        "24(1)(b)",
        "e-mail",
        "email",
        "risk",
        "no5",
        "n°5",
    ),
    *("assessment", "final", "ﬁnal", "filed", "cooperation", "co", "x2", "x²", "iv", "landmark", "a", "it", "the"),
    *("council", "council's", "councils", "dont", "don't", "القرآن", "المدرسة", "مدرسة", "مُدَرِّسة", "اردو"),
    *("हिन्दी", "दी", "বাংলা", "中文", "中", "é" * 40, "fil*", "univers*", "pol*", "Cafe*", "ysg*"),
    *('"risk assessment"', '"risk assess*"', '"cafe au"', '"dwr i bawb"', '"two policies"', '"two policy"'),
    *('"section 24"', '"the œuvre of"', f'"{"long" * 20}"'),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedIndex:
    """An index of the texts, each under its number, without a word in their titles."""
    made = EmbeddedIndex(str(tmp_path_factory.mktemp("marks")))
    with made.writing_anew() as writer:
        for number, text in enumerate(TEXTS):
            writer.replace(("shelf", str(number)), [thing(str(number), text, title="-")])
    return made


@pytest.mark.parametrize("typed", ASKED)
def test_a_text_is_marked_where_it_was_found_and_no_other_text_is(index: EmbeddedIndex, typed: str) -> None:
    found = index.find(Ask(read_query(typed).asked, Reader()))
    assert {hit.key for hit in found.hits} == {
        str(number) for number, text in enumerate(TEXTS) if marked_spans(text, typed)
    }
    for hit in found.hits:
        assert any(piece.is_marked for piece in hit.passage)


def test_other_words_are_not_taken_for_the_same(index: EmbeddedIndex) -> None:
    nothing = {typed for typed in ASKED if not index.find(Ask(read_query(typed).asked, Reader())).count}
    others = {"24(1)(b)", "n°5", "no5", "iv", "it", "co", "中", '"two policy"'}
    assert nothing == {*others, f'"{"long" * 20}"'}


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Two policies, one policy.", "policy", ["policies", "policy"]),
        ("Yr ysgol; ysgolion. Dŵr", "ysgol* dwr", ["ysgol", "ysgolion", "Dŵr"]),
        ("A nai\u0308ve œuvre.", "naive oeuvre", ["nai\u0308ve", "œuvre"]),
        (
            "Co\u00adoperation; risk, assessments",
            'cooperation "risk assess*"',
            ["Co\u00adoperation", "risk, assessments"],
        ),
    ],
)
def test_whole_words_are_marked_as_they_stand(text: str, typed: str, marked: list[str]) -> None:
    assert [text[span.start : span.end] for span in marked_spans(text, typed)] == marked
