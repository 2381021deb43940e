"""What somebody means who asks: who they are, and which of a word's senses their sentence has.

“Refuse” is one thing beside an interview and another beside a request for information. Each sense, and each role, is a
sentence; pages that say it among the words they are found by (a pack's `found_by`) come first for it.
"""

import re
from dataclasses import dataclass

TALK = "can I refuse to answer"
PANEL = "can I refuse support from a panel"
INFORMATION = "they refused my request"
PEOPLE = "who can I call"
MONEY = "where does the money go"
REFER = "must I report somebody"
REFERRED = "somebody reported me"
INFORMANT = "they asked me to be an informant"
APPROACHED = "somebody came to see me"
OWN_DATA = "subject access request"
NUMBERS = "how many people are referred"
PORT = "stopped at the border"
TRAINING = "do I have to do the training"
LAW = "what does the law say"
HIDDEN = "stay anonymous"

_NO = (
    r"(?:refus\w*|declin\w*|say no|saying no|turn\w* down|opt out|"
    r"have to|must i|do i need|made to|forced?|oblig\w*|ignor\w*)"
)
_OFFICERS = (
    r"(?:interview\w*|chat|talk\w*|meet\w*|visit\w*|officers?|"
    r"questions?|police\w*|phone call|come in|let them in|speak)"
)
_PANELS = r"(?:channel|chanel|panels?|pmap|mentor\w*|support|intervention\w*|programme|deradicali\w*)"
_LAW = r"(?:section|sect|sec|s|regulation|reg)\.? ?\d+[\w()]*"
_WITHHELD = (
    r"(?:refus\w*|reject\w*|withh\w*|exempt\w*|redact\w*|appl(?:y|ies|ied)|cit(?:e|es|ed|ing)|"
    r"rel(?:y|ies|ied)|claim\w*|us(?:e|es|ed|ing)|quot\w*|under|says?|said|hid\w*|den(?:y|ies|ied))"
)
_BODIES = (
    r"(?:councils?|university|uni|trust|authority|authorities|force|"
    r"body|bodies|home office|school|college|hospital|department|nhs)"
)
_ANSWERED = (
    r"(?:refus\w*|reject\w*|turned down|ignor\w*|repl(?:y|ied|ies)|"
    r"respon\w*|answer\w*|late|overdue|chas\w*|held back|how long|deadline)"
)


def _near(one: str, other: str) -> str:
    """Return a pattern for both in one sentence, in either order."""
    return rf"\b{one}\b.*\b{other}\b|\b{other}\b.*\b{one}\b"


# Why a body does not answer, as it is told in everyday words.
_TOO_MUCH = r"(?:cost\w* (?:them )?too? (?:much|long)|too? (?:expensive|costly)|tak\w* too? long|national security)"
_TO_ANSWER = r"(?:answer\w*|repl(?:y|ied|ies)|respon\w*|refus\w*|say\w*|said|requests?|look it up)"
_ABOUT_INFORMATION = (
    r"\b(?:foi\w*|eirs?|freedom of information|information requests?|internal review|exempt(?:ion|ions|ed)|"
    r"public authority|public authorities|refusal notice|vexatious|cost limit|information commissioner|"
    r"public interest test|ico)\b"
    rf"|{_near(_LAW, _WITHHELD)}"
    rf"|{_near(r'(?:(?:our|my|the|a) )?requests?', _ANSWERED)}"
    rf"|{_near(_BODIES, r'(?:withheld|withholding|redacted|refusal|refusals)')}"
    rf"|{_near(_TOO_MUCH, _TO_ANSWER)}"
)
_ABOUT_MYSELF = r"\b(?:subject access|sar|dsar|my (?:own )?(?:data|file|record|records))\b"
_ONE = r"(?:(?:some|any) ?(?:one|body)|(?:a )?(?:real |actual )?(?:person|human))"
_TO_SOMEBODY = r"\b(?:{})\b".format(
    "|".join(
        (
            r"(?:help|advice|text|hot) ?lines?|(?:tele)?phone numbers?|contact (?:numbers?|details)",
            r"numbers? (?:to|i can|we can|(?:that|for me to|for us to)(?: i can)?) ?(?:ring|call|phone|text)",
            r"whom? (?:can|could|do|should|shall|would) (?:i|we) (?:call|ring|phone|contact)",
            r"whom? (?:can|could|do|should|shall|would) (?:i|we) (?:turn|talk|speak|go) (?:to|with)",
            rf"{_ONE} (?:(?:that )?(?:i|we) can |for (?:me|us) )?(?:to )?(?:talk|speak|turn|ring|call)(?: to)?",
            rf"(?:talk|speak|chat) (?:to|with) {_ONE}",
            r"(?:ring|call|phone|contact|reach) (?:you|some ?one|some ?body)",
            r"urgent(?:ly)?|emergency|crisis|(?:call|ring|phone) (?:now|today|tonight)",
            r"help (?:me )?(?:now|right now|today|tonight|immediately)",
        )
    )
)
# Each sense with how it is recognised, and what says that it is meant after all in another way.
_SENSES: tuple[tuple[str, str, str], ...] = (
    (INFORMATION, _ABOUT_INFORMATION, _ABOUT_MYSELF),
    (PANEL, _near(_NO, _PANELS), _ABOUT_INFORMATION),
    (TALK, _near(_NO, _OFFICERS), rf"{_ABOUT_INFORMATION}|\b(?:{_PANELS}|training|school|nursery|headteacher)\b"),
    (
        REFER,
        r"\b(?:told|asked|asks?|want\w*|have|must|should|need|made|expected|required|pressured|forced|duty|oblig\w*"
        r"|refus\w*)\b.*\b(?:refer|report|refer+ing|reporting|"
        r"(?:make|making|do|fill in|sign) a(?:ny)? (?:prevent )?(?:refer+al|form))\b"
        r"(?! me\b| my\b| us\b| wrong| what| it\b| police| the police)",
        _ABOUT_INFORMATION,
    ),
    (
        REFERRED,
        r"\b(?:report(?:ed|ing)?|refer+(?:ed|ing)?|flag+(?:ed)?) (?:me|us)\b"
        r"|\b(?:i|ive|i ve|have|am|being|got) (?:been |was )?(?:reported|refer+ed|flag+ed)\b",
        rf"{_ABOUT_INFORMATION}|\bhave to\b|\bmy (?:son|daughter|child|kid|boy|girl|pupil|patient|client|student)\b",
    ),
    (
        INFORMANT,
        r"\b(?:informants?|informers?|inform(?:ing)? on|spy(?:ing)? on|snitch\w*|grass(?:ing)?)\b",
        _ABOUT_INFORMATION,
    ),
    (
        APPROACHED,
        _near(
            r"(?:police\w*|officers?|prevent|special branch|mi5|detectives?|counter[ -]?terror\w*|the council)",
            r"(?:came (?:to|into|round)|turn\w* up|knock\w*|outside|e-?mail\w*|phon\w*|voicemail|rang|wrote to me|"
            r"visit\w*|at (?:my|the|our) door|asked to meet|wants? to (?:meet|see|talk|speak|chat)|coffee|messaged|"
            r"texted|contacted)",
        ),
        rf"{_ABOUT_INFORMATION}|\b(?:school|nursery|my (?:son|daughter|child|kid|boy|girl)|phone number)\b",
    ),
    (
        OWN_DATA,
        _near(
            r"(?:delet\w*|remov\w*|eras\w*|correct|off|see|find out|access|wipe|get|copy|stay|kept|keep|hold|have|has)",
            r"(?:about me|on me|my (?:childs? )?(?:files?|records?|data|name|notes)|(?:list|database)s?)",
        ),
        rf"{_ABOUT_INFORMATION}|\bcriminal record\b|\bmembers\b",
    ),
    (NUMBERS, r"\b(?:how many|numbers? of|statistics|stats|figures|percent\w*|proportion)\b", _ABOUT_INFORMATION),
    (PORT, r"\b(?:airports?|ports?|borders?|schedule (?:7|seven)|passports?|ferry|eurostar)\b", _ABOUT_INFORMATION),
    (
        TRAINING,
        _near(
            rf"(?:{_NO}|wants? (?:me|us) to|(?:asked|told|expected|supposed) (?:(?:me|us) )?to)",
            r"(?:train+ing|e-?learning|workshops?|induction|course)",
        ),
        _ABOUT_INFORMATION,
    ),
    (
        LAW,
        r"\b(?:the |what )(?:law|act|statute|duty)\b.*\b(?:says?|mean\w*|must|require\w*|expect\w*|oblige\w*)\b"
        r"|\b(?:says?|required?|must|have to|need to|obliged)\b.*\b(?:by law|legally|in law)\b"
        r"|\b(?:by law|legally)\b.*\b(?:must|have to|required?|need to|obliged)\b",
        rf"{_ABOUT_INFORMATION}|\b(?:my|i|me|myself)\b",
    ),
    (
        HIDDEN,
        _near(
            r"(?:send\w*|pass\w*|leak\w*|give|share|upload\w*|hand\w*|tell\w*|documents?|papers?|files?|evidence)",
            r"(?:anonymous\w*|secret\w*|undetected|untraceable|in confidence|encrypted|safely|without (?:\w+ ){0,3}?"
            r"(?:trac\w*|caught|found out|identif\w*|know\w*|track\w*))",
        ),
        rf"{_ABOUT_INFORMATION}|\b(?:school|nursery|police|council)\b.*\bwithout (?:me|my|our|us)\b",
    ),
    (
        PEOPLE,
        _TO_SOMEBODY,
        _ABOUT_INFORMATION,
    ),
    (
        MONEY,
        r"\b(?:money|fund(?:s|ed|ing)?|budgets?|grants?|spend(?:s|ing)?|spent|paid for|pays for|costs?|"
        r"priority (?:areas?|places?|councils?|towns?))\b",
        rf"\b(?:cost limit|costs? (?:me|us)|sue|lawyers?|solicitors?|legal aid)\b|\b{_TOO_MUCH}\b",
    ),
)

# Roles by the words for them. The first of each is said in the packs: “I am a teacher”.
_ROLES = (
    (
        "parent",
        "parent parents mum mom dad mother father guardian carer grandparent grandmother grandfather step-parent",
    ),
    ("student", "student undergraduate postgraduate fresher"),
    ("pupil", "pupil schoolboy schoolgirl sixth-former"),
    (
        "teacher",
        "teacher ta headteacher head tutor teaching-assistant form-tutor supply-teacher youth-worker childminder",
    ),
    ("lecturer", "lecturer academic professor researcher"),
    ("governor", "governor trustee"),
    ("nurse", "nurse midwife paramedic health-visitor healthcare-assistant"),
    ("doctor", "doctor gp psychiatrist therapist psychologist dentist pharmacist counsellor clinician"),
    ("patient", "patient"),
    ("worker", "worker employee care-worker social-worker civil-servant cleaner porter librarian administrator"),
    ("union rep", "union-rep rep shop-steward steward union-member"),
    ("councillor", "councillor"),
    ("journalist", "journalist reporter"),
)
# Whose they have says who they are: “my patient” is said by a nurse or a doctor.
_HAVING = (
    (("parent",), "child children kid kids son sons daughter daughters boy girl baby toddler teenager stepson"
     " stepdaughter grandson granddaughter nephew niece little-one"),
    (("pupil",), "teacher teachers headteacher school"),
    (("teacher", "lecturer"), "class pupil pupils student students"),
    (("nurse", "doctor"), "patient patients"),
    (("patient",), "gp doctor nurse therapist psychiatrist psychologist counsellor midwife surgery"),
    (("student",), "lecturer lecturers tutor professor uni university campus dissertation supervisor seminar"),
    (("worker",), "boss employer manager workplace office line-manager"),
    (("union rep",), "branch union"),
)  # fmt: skip


def _of(words: str) -> str:
    return "|".join(word.replace("-", "[ -]?") for word in words.split())


_KIND = r"(?:(?:[a-z]+ ){0,2}?)"
_SAID = {
    role: re.compile(
        rf"(?:\b(?:i am|i m|im|as|being|we are|speaking as|i work as) (?:an? |the |your )?{_KIND}(?:{_of(words)})s?\b)"
        rf"|^(?:a |an )?{_KIND}(?:{_of(words)}) (?:here|at)\b|^{_KIND}(?:{_of(words)})[,:;]"
    )
    for role, words in _ROLES
}
_NAMED = {role: re.compile(rf"\b(?:{_of(words)})s?\b") for role, words in _ROLES}
# “My childs phone”: who types in haste leaves out the mark.
_OWN = [(roles, re.compile(rf"\b(?:my|our) (?:[a-z0-9]+ ){{0,2}}?(?:{_of(words)})s?\b")) for roles, words in _HAVING]
_MARKS = re.compile(r"[^\w,:;()\- ]+")


_LETTERS = r"\p{L}\p{N}_"  # what Python’s \w is, within brackets


@dataclass(frozen=True, slots=True)
class Senses:
    """What was meant, in sentences that pages may say; `roles` are of who asks, `others` those that they have not."""

    meant: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.meant or self.roles)


def senses_of(typed: str) -> Senses:
    """Return what somebody means by what they typed; nothing where no sense is recognised."""
    words = " ".join(_MARKS.sub(" ", typed.lower().replace("’", "'").replace("'", " ")).split())
    meant = tuple(says for says, so, not_so in _SENSES if re.search(so, words) and not re.search(not_so, words))
    roles = _roles_in(words)
    every = [role for role, _ in _ROLES]
    return Senses(
        meant,
        tuple(map(_says, roles)),
        tuple(_says(role) for role in every if role not in roles) if roles else (),
    )


def told_senses() -> dict[str, object]:
    """Return by what senses and roles are recognised, as a browser reads patterns."""
    return {
        "senses": [(says, _in_a_browser(so), _in_a_browser(not_so)) for says, so, not_so in _SENSES],
        "said": [(role, _in_a_browser(pattern.pattern)) for role, pattern in _SAID.items()],
        "own": [(roles, _in_a_browser(pattern.pattern)) for roles, pattern in _OWN],
        "named": [(role, _in_a_browser(pattern.pattern)) for role, pattern in _NAMED.items()],
    }


def _in_a_browser(pattern: str) -> str:
    """Return a pattern for which letters with marks are letters there, too."""
    return re.sub(
        r"(\[[^\]]*\])|\\w", lambda found: found[1].replace(r"\w", _LETTERS) if found[1] else f"[{_LETTERS}]", pattern
    )


def _roles_in(words: str) -> tuple[str, ...]:
    """Return who asks: who they say they are, and as whose; else the role that is named first."""
    said = [role for role, pattern in _SAID.items() if pattern.search(words)]
    own = [role for roles, pattern in _OWN if pattern.search(words) for role in roles]
    if said:  # “I am a teacher and my student …”: what they have tells nothing new
        return tuple(dict.fromkeys((*said, *(["parent"] if "parent" in own else []))))
    if own:
        return tuple(dict.fromkeys(own))
    named = [(found.start(), role) for role, pattern in _NAMED.items() if (found := pattern.search(words))]
    return (min(named)[1],) if named else ()


def _says(role: str) -> str:
    return f"I am a {role}"
