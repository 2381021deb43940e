"""What a sentence of known shape may be made of, and that none of the words it is made of can decide anything.

The letters were written in the manner of public bodies before the rules knew them. The clauses that do harm use the
vocabulary of acknowledgements on purpose: "we will respond to part of your request".
"""

import random
from datetime import date
from pathlib import Path

import pytest

from bench.acknowledgements import judged
from dueregard.rules.mail import clause_shapes, triage
from dueregard.rules.mail.clause_shapes import Shaped, shaped_sayings
from dueregard.rules.mail.harmless import Writer, read_whole
from dueregard.rules.mail.own_kind import can_be_theirs, initials_of
from dueregard.rules.mail.slots import with_slots
from dueregard.rules.mail.triage import triage as judge
from dueregard.rules.mail.verdict import FileTo, Known, KnownCase
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import mail, mixed, part
from tests.rules.mail.test_triage import KNOWN
from tests.soak import so_many

LETTERS = Path(__file__).parents[2] / "mail" / "letters"
HARM = (LETTERS / "harm-in-harmless-words.txt").read_text(encoding="utf-8").splitlines()
SORTS = ("northport district council", "northport nhs trust", "northport constabulary")
CLAUSES = (
    "Thank you for your request for information, which we received on 23 November 2026.",
    "I can confirm that your request is being dealt with under the Freedom of Information Act 2000.",
    "It has been passed to our Information Governance team, who will collate the information.",
    "We aim to respond as soon as possible and in any event within 20 working days.",
    "You should therefore receive our response by 21 December 2026.",
    "If you have any queries about this request please contact me.",
    "Please quote reference FOI 26-4512 in any further correspondence.",
    "Our reference for your request is FOI 26-4512.",
)


def letters(name: str) -> list[str]:
    """Return the letters of a file of the collection."""
    return (LETTERS / f"{name}.txt").read_text(encoding="utf-8").split("====\n")


def writer(name: str) -> Writer:
    """Return what is known of a body of this name, whose answer is due on 31 December."""
    return Writer(theirs=frozenset(name.split()), latest=date(2026, 12, 31))


@pytest.mark.parametrize("letter", letters("acknowledgements-by-shape"))
def test_an_acknowledgement_in_words_of_its_own_is_sorted(letter: str) -> None:
    assert not judged(letter)[0].needs_person


@pytest.mark.parametrize("letter", letters("decisions-after-thanks"))
def test_a_letter_that_thanks_and_goes_on_is_for_a_person(letter: str) -> None:
    assert judged(letter)[0].needs_person


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize("sort", SORTS)
def test_each_clause_of_the_made_letters_is_harmless_by_itself(clause: str, sort: str) -> None:
    assert read_whole(clause, writer(sort)).is_harmless


def hidden_by(harm: str, times: int) -> list[tuple[str, str]]:
    """Return the letters with this clause that would be sorted: made of harmless ones, it stands anywhere in them."""
    chance = random.Random(harm)
    hidden = []
    for sort in SORTS * times:
        clauses = chance.sample(CLAUSES, 4)
        place = chance.randrange(5)
        within = " ".join([*clauses[:place], harm, *clauses[place:]])
        plain = " ".join(clauses)
        for text in (
            f"Dear Ms Example\n\n{within}\n\nKind regards\nJane Smith\nFOI Team\n",
            f"Dear Ms Example\n\n{plain}\n\n{harm}\n\nKind regards\nJane Smith\nFOI Team\n",
            f"Dear Ms Example\n\n{plain}\n\nKind regards\nJane Smith\nFOI Team\n\n{harm}\n",
            f"{plain}\n\nOn Mon, 3 Nov 2026 at 10:00, Asha <foi-1@example.org> wrote:\n> {harm}\n",
        ):
            if read_whole(text, writer(sort)).is_harmless:
                hidden.append((sort, text))
    return hidden


@pytest.mark.soak
def test_no_letter_is_sorted_with_one_clause_that_does_harm() -> None:
    assert len(HARM) > 350
    times = so_many(12, piece=1)
    assert [found for harm in HARM for found in hidden_by(harm, times)] == []


def test_one_that_only_the_formatted_text_has_or_a_file_tells_is_seen() -> None:
    plain = " ".join(CLAUSES)
    headers = {"From": "Northport Council <foi@northport.example>"}
    assert not judge(read_mail(mail(plain.encode(), Content_Type="text/plain", **headers)), KNOWN).needs_person
    for harm in HARM[::9]:
        page = f"<p>{plain}</p><p>{harm}</p>".encode()
        both = mixed(part(plain.encode()), part(page, "text/html"), kind="alternative")
        assert judge(read_mail(both), KNOWN).needs_person, harm
        named = mixed(part(plain.encode()), part(b"x", f'text/plain; name="{harm}"'))
        assert judge(read_mail(named), KNOWN).needs_person, harm


@pytest.mark.parametrize(
    ("name", "said", "right"),
    [
        ("county council", "northport county council", True),
        ("county council", "northport district council", False),
        ("council", "northport district council", True),
        ("council", "northport primary school", False),
        ("trust", "northport academy", True),
        ("school", "northport nhs trust", False),
        ("force", "northport constabulary", True),
        ("police", "office police crime commissioner northport", False),
        ("council", "northport", None),
    ],
)
def test_a_generic_name_is_theirs_only_where_it_can_be(name: str, said: str, right: bool | None) -> None:
    assert can_be_theirs(name, frozenset(said.split())) is right


def test_a_body_whose_name_says_no_sort_is_no_council() -> None:
    letter = "The Council will respond to your request within 20 working days.\n"
    raw = mail(letter.encode(), From="Ofsgol <foi@ofsgol.example>", Content_Type="text/plain")
    for name, needs_person in (("Ofsgol", True), ("Northport Council", False)):
        cases = {case: KnownCase(case, "Prevent", name) for case in KNOWN.cases}
        known = Known(**{**KNOWN.__dict__, "cases": cases})
        verdict = triage.triage(read_mail(raw), known)
        assert isinstance(verdict.filing, FileTo)
        assert verdict.needs_person is needs_person


def test_a_body_is_known_by_its_initials() -> None:
    assert "icb" in initials_of(["Mercywell Integrated Care Board"])
    assert initials_of(["Northport Council"]) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "is_known"),
    [
        ("We will respond within 20 working days of receipt.", True),
        ("We will respond within 20 working days of 20 December 2026.", False),
        ("We will respond within 20 working days, then 20 working days.", False),
        ("We will respond by 31 December 2026.", True),
        ("We will respond by 1 January 2027.", False),
    ],
)
def test_a_day_later_than_the_law_counts_is_for_a_person(sentence: str, is_known: bool) -> None:
    assert read_whole(sentence, writer("northport council")).is_harmless is is_known


def test_what_a_request_is_about_may_be_said_in_any_words_that_state_nothing() -> None:
    known = Shaped(frozenset(), frozenset({"\u00abact\u00bb"}), frozenset({"northport", "council"}))
    for about, right in (("placement budgets", True), ("placements refused", False), ("forty placements", False)):
        plain = with_slots(f"Thank you for your request about {about}.", known.theirs)
        assert (shaped_sayings(plain, known) is not None) is right


def test_each_word_is_one_step() -> None:
    clause_shapes.SHAPES.phrases.steps = 0
    sentence = "We will respond to your request within 20 working days, " * 10
    known = Shaped(frozenset(), frozenset(), frozenset())
    shaped_sayings(with_slots(sentence, known.theirs), known)
    assert clause_shapes.SHAPES.phrases.steps <= 40 * len(sentence.split())
