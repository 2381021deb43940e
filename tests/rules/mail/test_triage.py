"""A mail is filed only on sure signs, otherwise held with ranked guesses, and every verdict gives its reasons."""

from dataclasses import replace

import pytest

from dueregard.rules.mail.triage import facts_wanted, near_wanted, triage, with_envelope
from dueregard.rules.mail.verdict import FileTo, Hold, Known, KnownCase, Verdict
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import ANSWER, MAILS, OTHER_TOKEN, TOKEN, forwarded, mail

PATTERN = "foi-{token}@example.org"
OURS, OTHER = "case-northport", "case-southport"
SUBJECT = "Prevent training materials"
REPLY = f"foi-{TOKEN}@example.org"
OFFICE = "requests@example.org"

KNOWN = Known(
    address_pattern=PATTERN,
    case_by_token={TOKEN: OURS, OTHER_TOKEN: OTHER},
    case_by_message_id={"out-1@example.org": OURS, "out-2@example.org": OTHER},
    cases_by_address={"foi@northport.example": (OURS,), "foi@southport.example": (OTHER,)},
    cases_by_domain={"northport.example": (OURS,), "southport.example": (OTHER,)},
    cases={
        OURS: KnownCase(OURS, SUBJECT, "Northport Council", ("DR-0001", "FOI/2026/0123")),
        OTHER: KnownCase(OTHER, SUBJECT, "Southport College", ("DR-0002",)),
    },
    own_addresses=frozenset({OFFICE}),
)
STRANGER = "Somebody <somebody@elsewhere.example>"


def judge(raw: bytes, known: Known = KNOWN) -> Verdict:
    return triage(read_mail(raw), known)


FILED = [
    ("our address in To", mail(), OURS, "this case\u2019s reply address (To)"),
    ("our address in Cc", mail(To="a@b.example", Cc=REPLY), OURS, "this case\u2019s reply address (Cc)"),
    ("our address only with the mail servers", MAILS["06-only-bcc"], OURS, "mail servers"),
    ("a stranger who has our address", mail(From=STRANGER), OURS, "this case\u2019s reply address (To)"),
    ("upper case and look-alikes", MAILS["07-token-retyped"], OURS, "this case\u2019s reply address (To)"),
    ("a character missing", MAILS["07-token-with-a-sign-missing"], OURS, "one character away"),
    ("zero-width characters", MAILS["46-zero-width-in-address"], OURS, "this case\u2019s reply address (To)"),
    ("two cases, one of them in To", mail(Cc=f"foi-{OTHER_TOKEN}@example.org"), OURS, "Southport College"),
    ("a thread we began", mail(To=OFFICE, From=STRANGER, In_Reply_To="<out-1@example.org>"), OURS, "answers a letter"),
    ("an old thread", mail(To=OFFICE, References="<x@y.example> <out-1@example.org>"), OURS, "thread we began"),
    ("known sender and our number", mail(To=OFFICE, Subject="Your request DR-0001"), OURS, "reference number"),
    (
        "known sender and their number",
        mail(b"Ref: FOI/2026/0123\n", To=OFFICE, Subject="Answer"),
        OURS,
        "reference number",
    ),
    (
        "known sender and the same subject",
        mail(To=OFFICE, Subject=f"[EXTERNAL] RE: FW: {SUBJECT}"),
        OURS,
        "Its subject",
    ),
    (
        "known sender quoting our address",
        mail(ANSWER + b"> To: " + REPLY.encode(), To=OFFICE, Subject="Hi"),
        OURS,
        "quotes",
    ),
]
HELD = [
    ("two cases in To", MAILS["08-two-cases-in-to"], {OURS, OTHER}),
    ("one case's address, another's thread", mail(In_Reply_To="<out-2@example.org>"), {OURS, OTHER}),
    ("threads of two cases", mail(To=OFFICE, In_Reply_To="<out-1@example.org> <out-2@example.org>"), {OURS, OTHER}),
    ("a stranger with the right subject", mail(To=OFFICE, From=STRANGER, Subject=f"Re: {SUBJECT}"), {OURS, OTHER}),
    ("a stranger with the right number", mail(To=OFFICE, From=STRANGER, Subject="DR-0001"), {OURS}),
    ("a stranger quoting our address", mail(REPLY.encode(), To=OFFICE, From=STRANGER, Subject="x"), {OURS}),
    ("a known sender and nothing else", mail(To=OFFICE, Subject="Your request"), {OURS}),
    (
        "only the domain is known",
        mail(To=OFFICE, From="clerk@northport.example", Subject=f"Re: {SUBJECT}"),
        {OURS, OTHER},
    ),
    (
        "a stranger with a known Reply-To",
        mail(To=OFFICE, From=STRANGER, Reply_To="foi@northport.example", Subject="DR-0001"),
        {OURS},
    ),
    ("our letter forwarded to us", forwarded(MAILS["36-own-copy"], To=OFFICE, From=STRANGER, Subject="FYI"), {OURS}),
    ("nothing at all", MAILS["50-empty"], set()),
]


@pytest.mark.parametrize(("raw", "case", "why"), [row[1:] for row in FILED], ids=[row[0] for row in FILED])
def test_sure_signs_file_a_mail(raw: bytes, case: str, why: str) -> None:
    filing = judge(raw).filing
    assert isinstance(filing, FileTo), filing
    assert filing.case_id == case
    assert why in " ".join(filing.reasons)


@pytest.mark.parametrize(("raw", "guesses"), [row[1:] for row in HELD], ids=[row[0] for row in HELD])
def test_anything_less_is_held_with_guesses(raw: bytes, guesses: set[str]) -> None:
    filing = judge(raw).filing
    assert isinstance(filing, Hold), filing
    assert filing.reasons
    assert {guess.case_id for guess in filing.guesses} == guesses
    assert all(guess.reasons and 0 < guess.score < 100 for guess in filing.guesses)


def test_the_best_guess_comes_first() -> None:
    filing = judge(mail(To=OFFICE, From=f"Clerk <clerk@northport.example>, {STRANGER}", Subject="DR-0001")).filing
    assert isinstance(filing, Hold)
    scores = [guess.score for guess in filing.guesses]
    assert scores == sorted(scores, reverse=True)
    assert filing.guesses[0].case_id == OURS


def test_a_slip_that_could_mean_two_cases_is_held() -> None:
    wrong = TOKEN[:-1] + ("q" if TOKEN[-1] != "q" else "r")
    between = replace(KNOWN, case_by_token={TOKEN: OURS, TOKEN[:-1] + "t": OTHER})
    filing = judge(mail(To=f"foi-{wrong}@example.org"), between).filing
    assert isinstance(filing, Hold)
    assert {guess.case_id for guess in filing.guesses} == {OURS, OTHER}


def test_two_open_cases_with_one_body_and_one_subject_are_not_told_apart_by_it() -> None:
    twin = KnownCase("case-twin", SUBJECT, "Northport Council")
    cases = {**KNOWN.cases, "case-twin": twin}
    known = replace(KNOWN, cases=cases, cases_by_address={"foi@northport.example": (OURS, "case-twin")})
    assert isinstance(judge(mail(To=OFFICE, Subject=f"Re: {SUBJECT}"), known).filing, Hold)


def test_a_closed_case_still_gets_its_mail_and_says_so() -> None:
    closed = replace(KNOWN, cases={OURS: KnownCase(OURS, SUBJECT, state_note="closed")})
    filing = judge(mail(), closed).filing
    assert isinstance(filing, FileTo)
    assert "The case is closed" in filing.reasons[-1]


def test_who_is_only_in_the_envelope_is_found_there() -> None:
    read = read_mail(mail(To="undisclosed-recipients:;"))
    assert isinstance(triage(read, replace(KNOWN, cases_by_address={})).filing, Hold)
    filing = triage(with_envelope(read, [f"<{REPLY.upper()}>"]), KNOWN).filing
    assert isinstance(filing, FileTo)
    assert "envelope" in filing.reasons[0]


SHARED = [
    "northport.foi@nhs.net",
    "noreply@northport.icasework.com",
    "somebody@gmail.com",
    "x@notifications.service.gov.uk",
    "a@gov.uk",
    "b@sch.uk",
    "c@ac.uk",
    "d@police.uk",
    "e@cjsm.net",
]
OWN = {
    "foi@camden.gov.uk": "camden.gov.uk",
    "foi@mail.camden.gov.uk": "camden.gov.uk",
    "foi@ucl.ac.uk": "ucl.ac.uk",
    "head@northport.herts.sch.uk": "northport.herts.sch.uk",
    "foi@met.police.uk": "met.police.uk",
    "foi@met.pnn.police.uk": "met.pnn.police.uk",
    "foi@highland.nhs.scot": "highland.nhs.scot",
    "foi@glasgow.gov.scot": "glasgow.gov.scot",
    "foi@cardiff.gov.wales": "cardiff.gov.wales",
    "foi@belfasttrust.hscni.net": "belfasttrust.hscni.net",
    "foi@northport.example": "northport.example",
}


@pytest.mark.parametrize("sender", SHARED)
def test_a_shared_domain_proves_nothing(sender: str) -> None:
    assert facts_wanted(read_mail(mail(From=sender)), PATTERN).domains == ()


@pytest.mark.parametrize(("sender", "domain"), OWN.items())
def test_an_organisation_is_known_by_the_domain_it_registered_never_by_two_labels(sender: str, domain: str) -> None:
    assert facts_wanted(read_mail(mail(From=sender)), PATTERN).domains == (domain,)


def test_what_is_looked_up_names_everything_triage_may_use() -> None:
    raw = mail(
        b"Quoting foi-" + OTHER_TOKEN.encode() + b"@example.org\n",
        Subject="Re: FOI/2026/0123 training",
        Reply_To="team@northport.example",
        In_Reply_To="<out-1@example.org>",
        References="<a@b.example> <out-1@example.org>",
    )
    wanted = facts_wanted(read_mail(raw), PATTERN)
    assert wanted.tokens == (TOKEN, OTHER_TOKEN)
    assert wanted.addressed == (TOKEN,)
    assert TOKEN[:-1] + "0" in near_wanted(wanted, ())
    assert not near_wanted(wanted, {TOKEN})
    assert wanted.message_ids == ("answer-1@northport.example", "out-1@example.org", "a@b.example")
    assert wanted.addresses == ("foi@northport.example", "team@northport.example")
    assert wanted.references == ("FOI/2026/0123",)
