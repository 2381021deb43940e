"""Opens S/MIME: takes the letter out of an opaque signature or a compressed message.

What comes out is named and listed by `parts`; nothing is decrypted here or anywhere else in the site.
"""

from __future__ import annotations

from dataclasses import dataclass

from asn1crypto import cms


@dataclass(frozen=True)
class Sealed:
    """An S/MIME body: `content` is what a signature wraps; none where it is encrypted or cannot be read."""

    content: bytes | None
    is_encrypted: bool
    note: str


def open_smime(data: bytes) -> Sealed:
    """Takes the letter out of an opaque S/MIME signature; the signature itself is not checked. Never raises."""
    try:
        info = cms.ContentInfo.load(data)
        kind = info["content_type"].native
        if kind in {"enveloped_data", "authenticated_enveloped_data", "encrypted_data"}:
            return Sealed(None, True, ENCRYPTED_NOTE)
        if kind == "signed_data":
            content = info["content"]["encap_content_info"]["content"].native
            if isinstance(content, bytes):
                return Sealed(content, False, "It is signed (S/MIME); the signature was not checked.")
        if kind == "compressed_data":
            return Sealed(
                None, False, "It is compressed (S/MIME) and was not opened; ask the sender for an ordinary e-mail."
            )
    except MemoryError:
        raise
    except Exception:  # the library reads strangers' bytes and may raise anything
        return Sealed(None, False, UNREADABLE_SMIME_NOTE)
    return Sealed(None, False, UNREADABLE_SMIME_NOTE)


ENCRYPTED_NOTE = "It is encrypted for someone else, so nobody here can read it; ask the sender for an ordinary e-mail."
UNREADABLE_SMIME_NOTE = "It is an S/MIME message that could not be read; ask the sender for an ordinary e-mail."
