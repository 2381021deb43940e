"""Fifty questions as people type them, each with the titles of which one is a fitting first result.

Titles are those of the pack and register that come with the project; a beginning is enough.
"""

HELP_CHILD = "My child was asked questions"
HELP_TALK = "Somebody from Prevent"
HELP_REFERRED = "I am afraid that I have been referred"
HELP_PUPIL = "I teach or care for somebody"
HELP_WORK = "I saw something at work"
HELP_DATA = "I want to know what they hold"
HELP_PORT = "I was stopped at an airport"
HELP_COMPLAINT = "I want to complain"
CHILD = "If it is about your child"
TALK = "If an official wants to talk"
REFERRED = "If you are referred"
DATA = "See and correct what is kept"
DUTY = "What the duty is"
UNIONS = "At work, and in your union branch"
STUDENTS = "Students and student unions"
NHS = "In the NHS"
ASK = "Ask a public body"
TRAINING = "Keep a record of training"
CONFIDENCE = "Tell something in confidence"
ORGANISE = "Organise where you live"
PLEDGE = "Sign the pledge"
REFUSE = "Boycott and non-cooperation"
CHANGED = "What has changed"

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # A parent
    ("the nursery wrote a note about my daughter", (HELP_CHILD, CHILD)),
    ("my son drew a picture of a gun and now school want a meeting", (HELP_CHILD, CHILD)),
    ("do i have to go to the meeting at school", (HELP_CHILD, CHILD)),
    ("headteacher says he has concerns about my boy", (HELP_CHILD, CHILD)),
    ("can a police officer talk to my kid without me there", (HELP_CHILD, CHILD, HELP_TALK)),
    ("my doughter was qestioned about mosque", (HELP_CHILD, CHILD)),
    ("will this stay on my child's record", (HELP_CHILD, CHILD, HELP_DATA, DATA)),
    ("scared for my son", (HELP_CHILD, CHILD)),
    # Somebody approached
    ("two policemen knocked on my door and asked about my politics", (HELP_TALK, TALK)),
    ("can I say no to a home visit", (HELP_TALK, TALK)),
    ("am i allowed to record them", (TALK, HELP_TALK, TRAINING)),
    ("do I need a solicitor", (HELP_TALK, TALK, HELP_REFERRED, HELP_PORT)),
    ("they want me to inform on my friends", (HELP_TALK, TALK)),
    ("stopped at stansted and they kept my laptop", (HELP_PORT,)),
    ("schedule 7", (HELP_PORT,)),
    ("do i have to tell them my password", (HELP_PORT,)),
    ("airport", (HELP_PORT,)),
    # Somebody referred
    ("somebody has reported me what do i do now", (HELP_REFERRED, REFERRED)),
    ("is a referral a criminal record", (REFERRED, HELP_REFERRED, DUTY)),
    ("what happens at a channel meeting", (REFERRED, HELP_REFERRED)),
    ("chanel panel invitation", (HELP_REFERRED, REFERRED)),
    ("can i refuse channel support", (REFERRED, HELP_REFERRED)),
    ("how do i find out what information the police have about me", (HELP_DATA, DATA)),
    ("subject acess request", (HELP_DATA, DATA)),
    ("delete my name from their database", (HELP_DATA, DATA)),
    ("i want to make a complaint about what the school did", (HELP_COMPLAINT, HELP_CHILD, CHILD)),
    # A student
    ("my university cancelled our speaker", (STUDENTS,)),
    ("student union motion against prevent", (STUDENTS,)),
    ("does my lecturer have to report me", (STUDENTS, UNIONS, HELP_PUPIL, HELP_REFERRED)),
    ("prayer room cameras", (STUDENTS,)),
    # A teacher, a nurse
    ("i'm a teacher, do I have to report a pupil", (HELP_PUPIL, UNIONS)),
    ("could I lose my job if I refuse to do a referral", (UNIONS, HELP_PUPIL, REFUSE)),
    ("prevent training is it mandatory", (TRAINING,)),
    ("nurse asked to refer a patient", (HELP_PUPIL, NHS)),
    ("does my GP have to tell anyone what I say", (NHS,)),
    ("my manager told me to keep quiet about something wrong", (HELP_WORK, CONFIDENCE)),
    ("how to leak documents anonymously", (CONFIDENCE, HELP_WORK)),
    ("is it legal to boycott the duty", (REFUSE,)),
    # A local organiser, a journalist, a caseworker
    ("how do I start a group in my town", (ORGANISE,)),
    ("what is the definition of extremism", (DUTY,)),
    ("which organisations have to follow prevent", (DUTY,)),
    ("number of people referred each year", (CHANGED, DUTY, CHILD)),
    ("how long does a council have to answer a freedom of information request", (ASK,)),
    ("they refused my FOI", (ASK,)),
    ("where can i sign the pledge", (PLEDGE,)),
    # Names of bodies
    ("manchester met", ("Manchester Metropolitan University",)),
    ("what did the University of Warwick answer", ("University of Warwick",)),
    ("LSE", ("London School of Economics",)),
    ("does Bradford council send names to the police", ("City of Bradford", "Bradford")),
    ("hospital trust in Sheffield", ("Sheffield",)),
    ("west midlands police", ("West Midlands Police",)),
    ("stockton on tees", ("Stockton-on-Tees",)),
)
