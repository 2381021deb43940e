"""The words of the pledge: who signs, who decided, how it is proved, and why a proof fails."""

from __future__ import annotations

from enum import StrEnum


class Sort(StrEnum):
    """What sort of organisation signs."""

    UNION_BRANCH = "union_branch"
    UNION = "union"
    STUDENT_UNION = "student_union"
    FAITH = "faith"
    CHARITY = "charity"
    COMMUNITY = "community"
    TENANTS = "tenants"
    PROFESSIONAL = "professional"
    COUNCIL = "council"
    BUSINESS = "business"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _SORTS[self]


class Maker(StrEnum):
    """Who in the organisation decided."""

    GENERAL_MEETING = "general_meeting"
    COMMITTEE = "committee"
    TRUSTEES = "trustees"
    CONFERENCE = "conference"
    BALLOT = "ballot"
    OWNERS = "owners"

    @property
    def label(self) -> str:
        """Who it was, as a sentence begins."""
        return _MAKERS[self]


class ProofKind(StrEnum):
    """How an organisation shows that it is the one that signed."""

    LINK = "link"
    FILE = "file"
    DNS = "dns"
    MAIL = "mail"
    MINUTE = "minute"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _KINDS[self]

    @property
    def is_looked_up(self) -> bool:
        """Tell whether the site can look again by itself."""
        return self in {ProofKind.LINK, ProofKind.FILE, ProofKind.DNS}


class Reason(StrEnum):
    """What a look at a proof found."""

    HOLDS = "holds"
    NO_LINK = "no_link"
    NO_FILE = "no_file"
    NO_RECORD = "no_record"
    OTHER_CODE = "other_code"
    TWO_FILES = "two_files"
    GONE = "gone"
    NO_ADDRESS = "no_address"
    MOVED = "moved"
    CERTIFICATE = "certificate"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    CIRCLES = "circles"
    PRIVATE = "private"
    REFUSED = "refused"
    BROKEN = "broken"
    NO_ANSWER = "no_answer"
    RAN_OUT = "ran_out"
    TAKEN_BACK = "taken_back"

    @property
    def words(self) -> str:
        """What was found, as a sentence."""
        return _REASONS[self][0]

    @property
    def advice(self) -> str:
        """What the signatory can do."""
        return _REASONS[self][1]


_SORTS = {
    Sort.UNION_BRANCH: "Union branch",
    Sort.UNION: "National union",
    Sort.STUDENT_UNION: "Students’ union or society",
    Sort.FAITH: "Faith organisation",
    Sort.CHARITY: "Charity or voluntary organisation",
    Sort.COMMUNITY: "Community or campaign group",
    Sort.TENANTS: "Tenants’ or residents’ association",
    Sort.PROFESSIONAL: "Professional association",
    Sort.COUNCIL: "Council, or a committee of one",
    Sort.BUSINESS: "Business or co-operative",
    Sort.OTHER: "Another organisation",
}
_MAKERS = {
    Maker.GENERAL_MEETING: "A general meeting",
    Maker.COMMITTEE: "Its committee or executive",
    Maker.TRUSTEES: "Its trustees or governing body",
    Maker.CONFERENCE: "Its conference",
    Maker.BALLOT: "A vote of all members",
    Maker.OWNERS: "Its owners or partners",
}
_KINDS = {
    ProofKind.LINK: "Link back from its website",
    ProofKind.FILE: "File on its website",
    ProofKind.DNS: "DNS text record",
    ProofKind.MAIL: "E-mail from its domain",
    ProofKind.MINUTE: "Signed minute",
}
_WAIT = "Nothing to do yet: we look again tomorrow."
_REASONS = {
    Reason.HOLDS: ("The proof holds.", ""),
    Reason.NO_LINK: (
        "The page opens, but it has no link to the signatory’s page here.",
        "Put the link back. It must be a real link that visitors can follow, not a picture of one.",
    ),
    Reason.NO_FILE: ("The file is not there.", "Put the file at one of the two addresses that we look at."),
    Reason.NO_RECORD: ("The DNS has no such text record.", "Add the record. It can take a day to be seen everywhere."),
    Reason.OTHER_CODE: (
        "Something is there, but it does not have this signatory’s code.",
        "Copy the line from your own page here again.",
    ),
    Reason.TWO_FILES: (
        "There are two files, and only one of them has the code.",
        "Delete the one that is wrong, so that both do not say different things.",
    ),
    Reason.GONE: (
        "The domain no longer exists. It may have expired.",
        "Renew the domain, or give another proof.",
    ),
    Reason.NO_ADDRESS: ("The domain exists, but has no website.", "Check the domain, or give another proof."),
    Reason.MOVED: (
        "The address leads to a different website.",
        "If you have moved, tell us the new domain. If you have not, someone else may have your domain.",
    ),
    Reason.CERTIFICATE: (
        "The website’s certificate is not valid: it has expired, or belongs to another name.",
        "Renew the certificate. Whoever hosts your website can do it.",
    ),
    Reason.TIMED_OUT: ("The website took too long to answer.", _WAIT),
    Reason.TOO_LARGE: (
        "The answer is larger than we read.",
        "Put the link on a smaller page, of less than half a megabyte, or use the file.",
    ),
    Reason.CIRCLES: (
        "The address leads from one page to the next without an end.",
        "Give the address of the page itself.",
    ),
    Reason.PRIVATE: (
        "The domain leads into a private network, where we do not look.",
        "Give a domain that the public can open.",
    ),
    Reason.REFUSED: ("The website did not accept our connection.", _WAIT),
    Reason.BROKEN: ("The website answered with an error.", _WAIT),
    Reason.NO_ANSWER: ("The DNS did not answer.", _WAIT),
    Reason.RAN_OUT: ("This proof was given more than a year ago.", "Give it again, or give another one."),
    Reason.TAKEN_BACK: ("This proof was taken back.", "Give another one."),
}
# What can as well be our own network's fault, or pass by itself.
PASSING = frozenset({Reason.TIMED_OUT, Reason.REFUSED, Reason.BROKEN, Reason.NO_ANSWER})
