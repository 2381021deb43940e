"""Why something about a person is erased, and why something stays. Codes are kept in rows and keep their meaning.

Source: UK GDPR, article 17(1) and (3); Data Protection Act 2018, schedule 2, paragraph 26 (journalism) and paragraphs
27 and 28 (research, archives). No legal advice.
"""

from enum import StrEnum


class Reason(StrEnum):
    """A reason to erase, or to keep."""

    ASKED = "asked"
    NOT_NEEDED = "not_needed"
    OBJECTED = "objected"
    WRONGLY_KEPT = "wrongly_kept"
    LAW_SAYS_SO = "law_says_so"
    PERIOD_OVER = "period_over"
    RESTORED = "restored"
    JOURNALISM = "journalism"
    LEGAL_CLAIMS = "legal_claims"
    ARCHIVE = "archive"
    OTHER_PERSON = "other_person"

    @property
    def label(self) -> str:
        """The reason in words."""
        return _WORDS[self][0]

    @property
    def source(self) -> str:
        """Where the law says so; empty where it is no matter of law."""
        return _WORDS[self][1]


_WORDS = {
    Reason.ASKED: ("The person asked, and nothing stands against it", "UK GDPR, article 17(1)"),
    Reason.NOT_NEEDED: ("We no longer need it", "UK GDPR, article 17(1)(a)"),
    Reason.OBJECTED: ("The person objected, and we have no overriding reason", "UK GDPR, articles 17(1)(c) and 21(1)"),
    Reason.WRONGLY_KEPT: ("We should not have kept it", "UK GDPR, article 17(1)(d)"),
    Reason.LAW_SAYS_SO: ("A law or a court says that it must go", "UK GDPR, article 17(1)(e)"),
    Reason.PERIOD_OVER: ("The period for which we keep it is over", "UK GDPR, article 5(1)(e)"),
    Reason.RESTORED: ("It was erased before, and a back-up brought it back", ""),
    Reason.JOURNALISM: (
        "We keep it for journalism, and erasing it would defeat that",
        "UK GDPR, article 17(3)(a); Data Protection Act 2018, schedule 2, paragraph 26",
    ),
    Reason.LEGAL_CLAIMS: ("We need it for a legal claim", "UK GDPR, article 17(3)(e)"),
    Reason.ARCHIVE: (
        "We keep it as an archive in the public interest or for research",
        "UK GDPR, article 17(3)(d); Data Protection Act 2018, schedule 2, paragraphs 27 and 28",
    ),
    Reason.OTHER_PERSON: ("It is about someone else", ""),
}
TO_ERASE = (Reason.ASKED, Reason.NOT_NEEDED, Reason.OBJECTED, Reason.WRONGLY_KEPT, Reason.LAW_SAYS_SO)
TO_KEEP = (Reason.JOURNALISM, Reason.LEGAL_CLAIMS, Reason.ARCHIVE, Reason.OTHER_PERSON)
