"""Is this an age file that our keyholders could open? Decides from its outside alone: no key, no decryption.

Reads the header strictly and reckons the rest. Who the keyholders are, and where the bytes lie, is left to others.
Grease is passed over as the format says: a stanza of a made-up type, which Rust's age adds to keep readers honest.
Any other stanza would let somebody besides the keyholders read, or be for a key that can be recognised: refused.
Source: age-encryption.org/v1, as specified in C2SP `age.md`; Padmé: Nikitin et al., PETS 2019, section 4.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from enum import StrEnum

VERSION_LINE = b"age-encryption.org/v1\n"
LARGEST_HEADER = 32 * 1024  # bytes
MOST_RECIPIENTS = 10  # keyholders of one group
MOST_GREASE = 4  # stanzas; Rust's age adds one
COLUMNS = 64  # signs in each line of a stanza's body but its last, which is shorter
LEAST_FILE = 4096  # bytes of plaintext; a shorter file is padded to this
NONCE = 16  # bytes before the first chunk
TAG = 16  # bytes of authentication at each chunk's end
CHUNK = 64 * 1024  # bytes of plaintext in every chunk but the last
MESSAGE_SIZES = (16 * 1024, 64 * 1024, 256 * 1024)  # bytes of plaintext
LARGEST_FILE = 8 * 1024**3  # bytes of plaintext
BODY = 32  # bytes: a wrapped file key of 16 bytes and its tag
MAC = 32
# The points of curve 25519 with which no secret can be shared; whoever seals never meets one.
# Source: https://cr.yp.to/ecdh.html, "How do I validate Curve25519 public keys?"
NO_SECRET = {
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
}


class Recipient(StrEnum):
    """The two kinds of key a group may have. Its value is the stanza's name in the header."""

    POST_QUANTUM = "mlkem768x25519"
    X25519 = "X25519"


SHARE = {Recipient.POST_QUANTUM: 1120, Recipient.X25519: 32}  # bytes of a stanza's one argument


class Content(StrEnum):
    """What is inside, which says what sizes it may have."""

    MESSAGE = "message"
    FILE = "file"
    PLAIN = "plain"  # sealed by hand: `age` does not pad


class Reason(StrEnum):
    """Why an envelope is refused, as a code; it never repeats anything of what was sent."""

    NOT_AGE = "not_age"
    HEADER_TOO_LONG = "header_too_long"
    HEADER_MALFORMED = "header_malformed"
    OTHER_RECIPIENT = "other_recipient"
    WRONG_NUMBER_OF_RECIPIENTS = "wrong_number_of_recipients"
    WRONG_LENGTH = "wrong_length"
    WRONG_SIZE = "wrong_size"


class EnvelopeRefused(Exception):
    """These bytes are not what a sealed page sends. `reason` says which rule they break."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Envelope:
    """What can be known of an age file from its outside."""

    header: int  # bytes up to and including the MAC line
    padded: int  # bytes of plaintext, padding included


def check_envelope(start: bytes, *, total: int, recipient: Recipient, recipients: int, content: Content) -> Envelope:
    """Return the measures of an age file of `total` bytes that begins with `start`.

    `start` holds at least LARGEST_HEADER bytes, or the whole file if it is shorter. `recipients` is the number of
    stanzas that must be there. Work is bounded by LARGEST_HEADER, whatever was sent. Raises: EnvelopeRefused
    """
    header = check_header(start, recipient=recipient, recipients=recipients)
    padded = plaintext_length(total - header)
    if not is_allowed(padded, content):
        raise EnvelopeRefused(Reason.WRONG_SIZE)
    return Envelope(header, padded)


def check_header(start: bytes, *, recipient: Recipient, recipients: int) -> int:
    """Return the length of the header in bytes. Raises: EnvelopeRefused"""
    if not start.startswith(VERSION_LINE):
        raise EnvelopeRefused(Reason.NOT_AGE)
    lines = _Lines(start[:LARGEST_HEADER], len(VERSION_LINE))
    shares: list[bytes] = []
    grease = 0
    while (first := lines.next()).startswith(b"->"):
        if _is_grease(first):
            grease += 1
            _pass_over_body(lines)
        else:
            if len(shares) == recipients:
                raise EnvelopeRefused(_kind_of(first, recipient) or Reason.WRONG_NUMBER_OF_RECIPIENTS)
            shares.append(_share(first, lines, recipient))
        if grease > MOST_GREASE:
            raise EnvelopeRefused(Reason.WRONG_NUMBER_OF_RECIPIENTS)
    if first.startswith(b"---") and len(shares) < recipients:
        raise EnvelopeRefused(Reason.WRONG_NUMBER_OF_RECIPIENTS)
    if not first.startswith(b"--- ") or not _is_base64(first[4:], MAC):
        raise EnvelopeRefused(Reason.HEADER_MALFORMED)
    if len(set(shares)) != recipients:  # two keyholders never share an ephemeral key
        raise EnvelopeRefused(Reason.HEADER_MALFORMED)
    return lines.at


def plaintext_length(payload: int) -> int:
    """Return how many bytes of plaintext lie in a payload of this length. Raises: EnvelopeRefused

    The last chunk may be short, and is empty only when it is the only one.
    """
    whole, rest = divmod(payload - NONCE, CHUNK + TAG)
    if payload < NONCE + TAG or 0 < rest < TAG or (rest == TAG and whole):
        raise EnvelopeRefused(Reason.WRONG_LENGTH)
    return whole * CHUNK + max(rest - TAG, 0)


def sealed_length(plaintext: int, *, recipient: Recipient, recipients: int) -> int:
    """Return how many bytes an age file has that seals this many bytes to so many recipients."""
    stanza = len(f"-> {recipient} \n\n") + _base64_length(SHARE[recipient]) + _base64_length(BODY)
    header = len(VERSION_LINE) + recipients * stanza + len("--- \n") + _base64_length(MAC)
    chunks = max(1, -(-plaintext // CHUNK))
    return header + NONCE + plaintext + chunks * TAG


def is_allowed(padded: int, content: Content) -> bool:
    """Tell whether a plaintext of this length, padding included, is one that a sealed page makes."""
    if content is Content.MESSAGE:
        return padded in MESSAGE_SIZES
    if content is Content.PLAIN:
        return padded <= LARGEST_FILE
    return LEAST_FILE <= padded <= LARGEST_FILE and padme(padded) == padded


def padme(length: int) -> int:
    """Return the Padmé size of a length in bytes: the least not smaller one that says only its magnitude."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    step = (1 << (exponent - exponent.bit_length())) - 1
    return (length + step) & ~step


class _Lines:
    """Takes line after line off the header. Raises: EnvelopeRefused"""

    def __init__(self, text: bytes, at: int) -> None:
        self.text = text
        self.at = at

    def next(self) -> bytes:
        """Return the next line without its end."""
        end = self.text.find(b"\n", self.at)
        if end < 0:
            too_long = len(self.text) >= LARGEST_HEADER
            raise EnvelopeRefused(Reason.HEADER_TOO_LONG if too_long else Reason.HEADER_MALFORMED)
        line = self.text[self.at : end]
        self.at = end + 1
        return line


def _share(first: bytes, lines: _Lines, recipient: Recipient) -> bytes:
    """Take the rest of a keyholder's stanza off and return its share."""
    refused = _kind_of(first, recipient)
    if refused:
        raise EnvelopeRefused(refused)
    share = first[len(f"-> {recipient} ") :]
    if not _is_base64(share, SHARE[recipient]) or not _is_base64(lines.next(), BODY) or _shares_no_secret(share):
        raise EnvelopeRefused(Reason.HEADER_MALFORMED)
    return share


def _is_grease(line: bytes) -> bool:
    """Tell whether a stanza's first line has a type that was made up to be passed over."""
    words = line.split(b" ")
    said = all(word and all(0x21 <= sign <= 0x7E for sign in word) for word in words[1:])
    return len(words) > 1 and said and words[1].endswith(b"-grease")


def _pass_over_body(lines: _Lines) -> None:
    """Take the body of a stanza off that nobody reads. It is base64 all the same, in lines of 64 signs."""
    body = b""
    while len(line := lines.next()) == COLUMNS:
        body += line
    body += line
    if len(line) > COLUMNS or not _is_base64(body, len(body) * 3 // 4):
        raise EnvelopeRefused(Reason.HEADER_MALFORMED)


def _shares_no_secret(share: bytes) -> bool:
    """Tell whether the curve's part of a share, its last 32 bytes, is a point that a sealing program never makes."""
    point = b64decode(share + b"=" * (-len(share) % 4))[-32:]
    return point[:31] + bytes([point[31] & 0x7F]) in NO_SECRET


def _kind_of(line: bytes, recipient: Recipient) -> Reason | None:
    """Return why a stanza's first line is refused by its kind alone, or None."""
    if not line.startswith(b"-> "):
        return Reason.HEADER_MALFORMED
    return None if line.startswith(f"-> {recipient} ".encode()) else Reason.OTHER_RECIPIENT


def _is_base64(text: bytes, size: int) -> bool:
    """Tell whether a text is the one canonical, unpadded base64 of `size` bytes."""
    if len(text) != _base64_length(size):
        return False
    try:
        decoded = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except NotBase64:
        return False
    return b64encode(decoded).rstrip(b"=") == text


def _base64_length(size: int) -> int:
    return -(-size * 4 // 3)
