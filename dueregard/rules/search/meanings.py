"""Other words for the same, as somebody asks who does not know what it is called here.

They count only where the typed words did not find a fitting page, and the page says that they were looked for too.
"""

# Before the colon, words that people type; after it, words by which pages call the same.
_MEANINGS = (
    "kid kids son sons daughter daughters boy boys girl girls toddler teenager teenagers teen nephew niece grandson"
    " granddaughter grandchild stepson stepdaughter brother sister: child",
    "learner learners classmate: pupil student",
    "teacher teachers headteacher head headmaster tutor lesson class classroom nursery kindergarten: school",
    "employer boss job manager workplace office colleague colleagues: work",
    "nurse nurses doctor doctors gp clinic ward midwife therapist surgery paramedic: nhs health",
    "cop cops officer officers constable detective bobby: police",
    "interview interviewed interrogate interrogated quiz quizzed grilled: questions",
    "reported flagged accused named: referral referred",
    "report flag: refer referral",
    "file files record records database: data",
    "border passport flight ferry eurostar heathrow gatwick schedule: port airport",
    "mobile laptop tablet iphone: phone device",
    "faith muslim muslims islam islamic mosque hijab prayer prayers praying: religion belief views",
    "opinion opinions beliefs politics political: views",
    "protest demo demonstration march palestine gaza badge: views",
    "decline reject object: refuse",
    "unfair unfairly mistreated: complain complaint",
    "uni campus lecturer lecturers: university student",
    "whistleblower whistleblow whistleblowing whistle leak leaking leaked: confidence",
    "strike walkout: boycott",
    "course courses workshop workshops slides: training",
    "pmap: panel channel",
    "lawyer lawyers barrister: solicitor",
    "knock knocked knocking doorstep: door",
    "resolution: motion",
    "delete erase remove wipe inaccurate: correct data",
    "inform informer informing grass grassing spy spying snitch: informant",
    "sue suing court: complain complaint compensation",
    "psychiatrist psychologist counsellor dentist pharmacist: nhs health",
    "facebook instagram tiktok twitter snapchat whatsapp youtube: posts messages",
    "foi: information ask",
    "secret secretly anonymous anonymously anonymity hidden: confidence hidden",
)


def _read(lines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    others: dict[str, tuple[str, ...]] = {}
    for line in lines:
        typed, _, ours = line.partition(":")
        for word in typed.split():
            others[word] = tuple(dict.fromkeys((*others.get(word, ()), *ours.split())))
    return others


MEANINGS = _read(_MEANINGS)


def meanings_of(word: str) -> tuple[str, ...]:
    """Return other words for the same; none when none is known. The word is in small letters."""
    return MEANINGS.get(word, ())
