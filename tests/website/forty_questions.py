"""Forty more questions, of people in many roles, each with the titles of which one is a fitting first result.

They were written before the search was mended for them. Titles are those of the pack and register that come with the
project; a beginning is enough.
"""

from tests.website.fifty_questions import (
    ASK,
    CHANGED,
    CHILD,
    CONFIDENCE,
    DATA,
    DUTY,
    HELP_CHILD,
    HELP_COMPLAINT,
    HELP_DATA,
    HELP_PORT,
    HELP_PUPIL,
    HELP_REFERRED,
    HELP_TALK,
    HELP_WORK,
    NHS,
    ORGANISE,
    PLEDGE,
    REFERRED,
    REFUSE,
    STUDENTS,
    TALK,
    TRAINING,
    UNIONS,
)

HELP_CONTACTS = "Who can help you today"
AREAS = "Where every council stands"

MORE_QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # A parent
    (
        'school says it was "just a friendly conversation" with my daughter, should I have been told',
        (HELP_CHILD, CHILD),
    ),
    ("my son is 7 and social services are coming round about prevent", (HELP_CHILD, CHILD)),
    ("can I refuse to let my child go to Channel", (HELP_CHILD, CHILD, HELP_REFERRED, REFERRED)),
    ("do I have the right to see the notes the nursery made", (HELP_CHILD, CHILD, HELP_DATA, DATA)),
    # A student, a pupil
    (
        "I'm a student and my tutor says she has to tell safeguarding about my essay",
        (STUDENTS, HELP_REFERRED, REFERRED),
    ),
    ("my uni asked me to come in for a chat about my instagram posts", (STUDENTS, HELP_TALK, TALK)),
    ("as a pupil can I wear a palestine badge", (STUDENTS, HELP_CHILD, CHILD)),
    ("can I refuse an interview with the prevent officer", (HELP_TALK, TALK)),
    ("im 16 and my college wants to send me to a mentor", (REFERRED, HELP_REFERRED, STUDENTS)),
    ("students being asked to hand over the list of members of our society", (STUDENTS,)),
    # A teacher, a lecturer, a governor
    ("teacher here, my head told me to fill in a prevent form about a year 9 girl", (HELP_PUPIL, UNIONS)),
    ("as a lecturer must I check attendance for prevent", (UNIONS, HELP_PUPIL, STUDENTS)),
    ("school governor: what are we actually required to do", (DUTY, UNIONS, TRAINING, ASK)),
    ("what do I say if a child in my class says something worrying", (HELP_PUPIL, UNIONS)),
    ("teaching assistant refused to go to the training", (TRAINING, UNIONS, REFUSE)),
    # A nurse, a doctor, a patient
    ("doctor, asked to give a patient's records to the police", (NHS, HELP_PUPIL)),
    ("can my psychiatrist pass on what I told her", (NHS, HELP_REFERRED, REFERRED)),
    ("as a nurse can I refuse to make a referral", (HELP_PUPIL, NHS)),
    ("patient referred by hospital without being told", (HELP_REFERRED, REFERRED, NHS)),
    # A worker
    ("care worker worried about what our manager writes about residents", (HELP_WORK, CONFIDENCE, HELP_PUPIL)),
    ("my workplace reported me to prevent, do I have to respond", (HELP_REFERRED, REFERRED, UNIONS)),
    ("union rep needs a model motion", (UNIONS,)),
    ("I want to pass papers to a newspaper without my employer knowing", (CONFIDENCE, HELP_WORK)),
    # Urgent
    ("is there a phone number I can ring", (HELP_CONTACTS,)),
    ("I need to speak to a real person urgently", (HELP_CONTACTS,)),
    ("who can I call about prevent tonight", (HELP_CONTACTS,)),
    ("helpline", (HELP_CONTACTS,)),
    ("the police are outside right now", (HELP_TALK, TALK, HELP_CONTACTS)),
    # A journalist, a councillor, a local organiser
    ("journalist looking for refusals under section 24", (ASK,)),
    ("council says section 36 applies what now", (ASK,)),
    ("public authority did not respond to my request for months", (ASK,)),
    ("which councils get prevent funding", (DUTY, CHANGED, ASK, AREAS, "Council: money and posts")),
    ("is my town a priority area", (DUTY, CHANGED, AREAS)),
    ("councillor wanting to bring a motion to the council against prevent", (ORGANISE, PLEDGE)),
    ("how do we get our mosque to back the campaign", (PLEDGE, ORGANISE)),
    # Somebody approached, referred, stopped
    ("a woman from the council emailed asking to meet for coffee about my facebook", (HELP_TALK, TALK)),
    ("got a letter inviting me to a panel do I have to respond to it", (HELP_REFERRED, REFERRED)),
    ("can I appeal", (REFERRED, HELP_REFERRED, HELP_COMPLAINT, ASK)),
    ("held for 3 hours when I came back from turkey", (HELP_PORT,)),
    # Names of places and bodies
    ("Kirklees", ("Kirklees Council", "Kirklees Metropolitan Borough Council", "Kirklees")),
)
