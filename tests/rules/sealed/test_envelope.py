"""The server takes only what a sealed page sends, and finds that out without any key."""

import os
from base64 import b64encode
from typing import Any

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.sealed import envelope
from dueregard.rules.sealed.envelope import (
    BODY,
    CHUNK,
    COLUMNS,
    LARGEST_HEADER,
    MESSAGE_SIZES,
    MOST_GREASE,
    MOST_RECIPIENTS,
    NONCE,
    SHARE,
    TAG,
    VERSION_LINE,
    Content,
    Envelope,
    EnvelopeRefused,
    Reason,
    Recipient,
    check_envelope,
    is_allowed,
    padme,
    plaintext_length,
    sealed_length,
)
from tests.builders_sealed import MESSAGE, base64, header, lookalike, payload, seal, shared_keys, stanza

PQ, CLASSIC = Recipient.POST_QUANTUM, Recipient.X25519
BOTH = pytest.mark.parametrize("recipient", list(Recipient))


def check(
    sealed: bytes, *, recipients: int = 2, recipient: Recipient = PQ, content: Content = Content.MESSAGE
) -> Envelope:
    return check_envelope(
        sealed[:LARGEST_HEADER], total=len(sealed), recipient=recipient, recipients=recipients, content=content
    )


def refusal(sealed: bytes, *, recipients: int = 2, recipient: Recipient = PQ) -> Reason:
    with pytest.raises(EnvelopeRefused) as refused:
        check(sealed, recipients=recipients, recipient=recipient)
    return refused.value.reason


@BOTH
@pytest.mark.parametrize("keyholders", [1, 3])
@pytest.mark.parametrize("size", MESSAGE_SIZES)
def test_what_the_real_age_seals_is_taken(recipient: Recipient, keyholders: int, size: int) -> None:
    keys = shared_keys(keyholders, recipient)
    sealed = seal(bytes(size), *(key.recipient for key in keys))
    assert check(sealed, recipients=keyholders, recipient=recipient).padded == size
    assert len(sealed) == sealed_length(size, recipient=recipient, recipients=keyholders)


@BOTH
def test_the_most_keyholders_there_may_be_fit_into_the_largest_header(recipient: Recipient) -> None:
    assert check(
        lookalike(recipients=MOST_RECIPIENTS, recipient=recipient), recipients=MOST_RECIPIENTS, recipient=recipient
    )


@pytest.mark.parametrize("size", [0, 1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_plaintext_of_any_length_is_reckoned_back_from_its_file(size: int) -> None:
    sealed = seal(os.urandom(size), shared_keys(1)[0].recipient)
    assert plaintext_length(len(sealed) - len(header(1))) == size


@given(st.integers(0, 9 * 1024**3))
def test_no_length_of_plaintext_is_lost_in_the_chunks(size: int) -> None:
    chunks = max(1, -(-size // CHUNK))
    assert plaintext_length(NONCE + size + chunks * TAG) == size


@pytest.mark.parametrize(
    "length",
    [0, NONCE, NONCE + TAG - 1, NONCE + CHUNK + TAG + 1, NONCE + CHUNK + 2 * TAG - 1, NONCE + CHUNK + 2 * TAG],
)
def test_a_length_that_no_chunks_add_up_to_is_refused(length: int) -> None:
    with pytest.raises(EnvelopeRefused) as refused:
        plaintext_length(length)
    assert refused.value.reason is Reason.WRONG_LENGTH


@pytest.mark.parametrize(
    ("length", "padded"),
    [(0, 0), (1, 1), (7, 7), (8, 8), (9, 10), (100, 104), (1000, 1024), (1025, 1088), (65_537, 67_584)],
)
def test_files_are_padded_by_padme(length: int, padded: int) -> None:
    assert padme(length) == padded


@given(st.integers(0, 8 * 1024**3))
def test_padme_never_shrinks_adds_at_most_an_eighth_and_is_its_own_padding(length: int) -> None:
    padded = padme(length)
    assert length <= padded <= length + length // 8 + 1
    assert padme(padded) == padded
    assert is_allowed(min(max(padded, 4096), 8 * 1024**3), Content.FILE)


@pytest.mark.parametrize(
    ("size", "content", "allowed"),
    [
        (16_384, Content.MESSAGE, True),
        (16_383, Content.MESSAGE, False),
        (0, Content.MESSAGE, False),
        (0, Content.FILE, False),
        (4096, Content.FILE, True),
        (4000, Content.FILE, False),
        (4000, Content.PLAIN, True),
        (65_537, Content.FILE, False),
        (67_584, Content.FILE, True),
        (8 * 1024**3, Content.FILE, True),
        (9 * 1024**3, Content.FILE, False),
    ],
)
def test_a_padded_size_tells_only_its_class(size: int, content: Content, allowed: bool) -> None:
    assert is_allowed(size, content) is allowed


def greased(size: int, *headers: bytes) -> bytes:
    """Return the first header with grease of so many bytes before its MAC, once for each header."""
    grease = base64(size)
    lines = [grease[at : at + 64] for at in range(0, len(grease) + 1, 64)]
    one = b"-> |?Y\\p,q-grease `pX-#bD\n" + b"\n".join(lines) + b"\n"
    return headers[0].replace(b"--- ", one * len(headers) + b"--- ", 1)


CUT = header()
TAIL = CUT[CUT.index(b"--- ") :]
PLANTED = {
    "words": (b"The training said that...", Reason.NOT_AGE),
    "nothing": (b"", Reason.NOT_AGE),
    "armour": (b"-----BEGIN AGE ENCRYPTED FILE-----\n", Reason.NOT_AGE),
    "a later version": (lookalike().replace(b"/v1\n", b"/v2\n", 1), Reason.NOT_AGE),
    "a Windows line end": (lookalike().replace(b"/v1\n", b"/v1\r\n", 1), Reason.NOT_AGE),
    "one keyholder too few": (lookalike(recipients=1), Reason.WRONG_NUMBER_OF_RECIPIENTS),
    "one keyholder too many": (lookalike(recipients=3), Reason.WRONG_NUMBER_OF_RECIPIENTS),
    "nobody at all": (
        VERSION_LINE + b"--- " + base64(32) + b"\n" + payload(MESSAGE),
        Reason.WRONG_NUMBER_OF_RECIPIENTS,
    ),
    "the other kind": (lookalike(recipient=CLASSIC), Reason.OTHER_RECIPIENT),
    "a mix": (VERSION_LINE + stanza() + stanza(CLASSIC) + b"--- " + base64(32) + b"\n", Reason.OTHER_RECIPIENT),
    "a mix behind": (CUT[: CUT.index(b"---")] + stanza(CLASSIC) + b"--- ", Reason.OTHER_RECIPIENT),
    "a passphrase": (VERSION_LINE + b"-> scrypt " + base64(16) + b" 18\n" + base64(32) + b"\n", Reason.OTHER_RECIPIENT),
    "a linkable tag": (VERSION_LINE + b"-> p256tag AAAA " + base64(65) + b"\n", Reason.OTHER_RECIPIENT),
    "grease alone": (greased(5, VERSION_LINE + TAIL), Reason.WRONG_NUMBER_OF_RECIPIENTS),
    "grease in a keyholder's place": (greased(9, VERSION_LINE + stanza() + TAIL), Reason.WRONG_NUMBER_OF_RECIPIENTS),
    "more grease than anybody needs": (greased(5, *[CUT] * 5), Reason.WRONG_NUMBER_OF_RECIPIENTS),
    "grease without a body": (CUT.replace(b"\n--- ", b"\n-> x-grease\n--- "), Reason.HEADER_MALFORMED),
    "grease with padding": (CUT.replace(b"\n--- ", b"\n-> x-grease\nQQ==\n--- "), Reason.HEADER_MALFORMED),
    "grease with bits that nothing uses": (CUT.replace(b"\n--- ", b"\n-> x-grease\nQR\n--- "), Reason.HEADER_MALFORMED),
    "grease with a line too long": (
        CUT.replace(b"\n--- ", b"\n-> x-grease\n" + b"A" * 68 + b"\n--- "),
        Reason.HEADER_MALFORMED,
    ),
    "grease with an empty argument": (CUT.replace(b"\n--- ", b"\n-> x-grease  y\n\n--- "), Reason.OTHER_RECIPIENT),
    "grease with a control sign": (CUT.replace(b"\n--- ", b"\n-> x-grease \x1b\n\n--- "), Reason.OTHER_RECIPIENT),
    "a word that only begins like grease": (
        CUT.replace(b"\n--- ", b"\n-> x-grease2 y\n\n--- "),
        Reason.OTHER_RECIPIENT,
    ),
    "the same share twice": (
        VERSION_LINE + 2 * stanza() + b"--- " + base64(32) + b"\n" + payload(MESSAGE),
        Reason.HEADER_MALFORMED,
    ),
    "an empty body": (VERSION_LINE + stanza().split(b"\n")[0] + b"\n\n" + stanza(), Reason.HEADER_MALFORMED),
    "another argument": (VERSION_LINE + stanza().replace(b"\n", b" x\n", 1) + stanza(), Reason.HEADER_MALFORMED),
    "padded base64": (CUT[:-1] + b"=\n" + payload(MESSAGE), Reason.HEADER_MALFORMED),
    "a short MAC": (CUT[:-2] + b"\n" + payload(MESSAGE), Reason.HEADER_MALFORMED),
    "no MAC": (CUT[: CUT.index(b"---")] + b"---\n" + payload(MESSAGE), Reason.HEADER_MALFORMED),
    "a header without end": (CUT[: CUT.index(b"---") - 7], Reason.HEADER_MALFORMED),
    "a line without end": (VERSION_LINE + b"-> " + b"x" * 100_000, Reason.HEADER_TOO_LONG),
    "a byte too many": (lookalike() + b"x", Reason.WRONG_SIZE),
    "a chunk's tag alone": (header() + payload(CHUNK) + bytes(TAG), Reason.WRONG_LENGTH),
    "no payload": (header(), Reason.WRONG_LENGTH),
    "a size that tells": (lookalike(MESSAGE + 5), Reason.WRONG_SIZE),
}


@pytest.mark.parametrize("what", PLANTED)
def test_what_no_sealed_page_sends_is_refused_with_its_reason(what: str) -> None:
    sealed, reason = PLANTED[what]
    assert refusal(sealed) is reason


def test_base64_that_is_not_the_canonical_one_is_refused() -> None:
    mac_line = CUT.rindex(b"--- ")
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = CUT[-2:-1]
    twin = alphabet[alphabet.index(last) + 1 :][:1]  # the same 32 bytes, with a bit set that nothing uses
    assert len(CUT[mac_line:]) == 48
    assert refusal(CUT[:-2] + twin + b"\n" + payload(MESSAGE)) is Reason.HEADER_MALFORMED
    assert refusal(CUT.replace(b"+", b"-").replace(b"/v1", b"/v1") + payload(MESSAGE)) is Reason.HEADER_MALFORMED


@BOTH
@pytest.mark.parametrize("size", [0, 1, 47, 48, 49, 96, 1000])
def test_grease_of_any_size_anywhere_is_passed_over(recipient: Recipient, size: int) -> None:
    plain = header(2, recipient)
    first = plain.index(b"\n-> ", plain.index(b"\n-> ") + 1) + 1
    before = greased(size, VERSION_LINE + b"--- ")[: -len(b"--- ")]
    between = plain[:first] + before[len(VERSION_LINE) :] + plain[first:]
    for one in (greased(size, plain), before + plain[len(VERSION_LINE) :], between, greased(size, between, *[b""] * 2)):
        assert check(one + payload(MESSAGE), recipient=recipient) == Envelope(len(one), MESSAGE)


def test_what_rusts_age_seals_is_taken_grease_and_all() -> None:
    keys = [pyrage.x25519.Identity.generate().to_public() for _ in range(3)]
    for _ in range(40):  # its grease differs each time
        sealed = pyrage.encrypt(bytes(MESSAGE), keys)
        assert b"-grease" in sealed
        assert check(sealed, recipients=3, recipient=CLASSIC).padded == MESSAGE
        assert refusal(sealed, recipients=2, recipient=CLASSIC) is Reason.WRONG_NUMBER_OF_RECIPIENTS


WHOLE = lookalike(recipients=1)
HEADER = WHOLE.index(b"\n", WHOLE.index(b"\n--- ") + 1) + 1


@given(st.integers(0, HEADER - 1), st.integers(0, 255))
def test_a_byte_changed_in_the_frame_is_refused_and_one_in_base64_never_moves_the_frame(at: int, value: int) -> None:
    changed = WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :]
    try:
        found = check(changed, recipients=1)
    except EnvelopeRefused:
        return
    assert found == Envelope(HEADER, MESSAGE)
    assert bytes([value]).isalnum() or value in b"+/" or value == WHOLE[at]


@pytest.mark.parametrize("point", ["00" * 32, "01" + "00" * 31, "ed" + "ff" * 31])
@BOTH
def test_a_share_with_which_no_secret_can_be_shared_is_refused(recipient: Recipient, point: str) -> None:
    share = os.urandom(SHARE[recipient] - 32) + bytes.fromhex(point)
    line = b"-> %s %s\n%s\n" % (recipient.encode(), b64encode(share).rstrip(b"="), base64(BODY))
    sealed = VERSION_LINE + line + b"--- " + base64(32) + b"\n" + payload(MESSAGE)
    assert refusal(sealed, recipients=1, recipient=recipient) is Reason.HEADER_MALFORMED


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_anywhere_is_refused(at: int) -> None:
    assert refusal(WHOLE[:at], recipients=1) in set(Reason)


@given(st.binary(max_size=3000))
def test_any_bytes_are_refused_with_a_reason_and_nothing_else(junk: bytes) -> None:
    assert refusal(junk) in set(Reason)
    assert refusal(VERSION_LINE + junk) in set(Reason)


BOMBS = [
    stanza() * 21,
    stanza(CLASSIC) * 1000,
    b"-> x-grease\n\n" * 5000,
    b"-> x-grease\n" + (b"A" * 64 + b"\n") * 1000,
    b"-> " + b"A" * 90_000,
    b"\n" * 90_000,
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_header_of_thousands_of_stanzas_is_left_at_the_first_one_too_many(
    bomb: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, decoded = [], []
    take, decode = envelope._Lines.next, envelope._is_base64

    def taking(lines: Any) -> bytes:
        taken.append(lines.at)
        return take(lines)

    def decoding(text: bytes, size: int) -> bool:
        decoded.append(len(text))
        return decode(text, size)

    monkeypatch.setattr(envelope._Lines, "next", taking)
    monkeypatch.setattr(envelope, "_is_base64", decoding)
    with pytest.raises(EnvelopeRefused):
        envelope.check_header(VERSION_LINE + bomb, recipient=PQ, recipients=MOST_RECIPIENTS)
    stanzas = MOST_RECIPIENTS + MOST_GREASE + 1
    assert len(taken) <= 2 * stanzas + LARGEST_HEADER // COLUMNS
    assert max(taken) <= LARGEST_HEADER
    assert len(decoded) <= 2 * stanzas
    assert sum(decoded) <= LARGEST_HEADER


def test_the_check_reads_no_further_than_the_largest_header() -> None:
    start = lookalike()[:LARGEST_HEADER]
    total = len(lookalike(8 * CHUNK))
    seen = check_envelope(start, total=total, recipient=PQ, recipients=2, content=Content.FILE)
    assert seen.padded == 8 * CHUNK
