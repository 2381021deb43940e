"""A hundred searches of a site with invented bodies, the pack and six documents: words, names, Welsh, slips.

`TEXTS` are the documents that they also find, each with its title.
"""

TEXTS = (
    (
        "Referrals to Channel 2010-11",
        "Staff made 5E1 and 12,345 referrals between 4 May 2010 and 31/03/2011. None went on.",
    ),
    ("Training slides", "Risk-assessments are kept by the headteacher. Organise the refresher. Call 020 7946 0123."),
    (
        "Cofnodion y Cyngor",
        "Cyfarfu’r Cyngor ar 1 Mai 2024. Gwrthodwyd y cais dan adran 40(2). Rhyddid gwybodaeth i’r ysgol.",
    ),
    (
        "Minutes of the board",
        "The board noted that section 31 was relied upon. E-mail the clerk within 20 working days.",
    ),
    ("Refusal notice", "We withhold the information under sections 24 and 31. An internal review may be asked for."),
    ("What the programme cost", "The council spent £5,000 on W.R.A.P. workshops and £1,200 on S&P mentors."),
)

SEARCHES = """
referrals
referral
training
prevent
channel panel
my child was asked questions at school
what is prevent
freedom of information
internal review
refused my request
Mockton College
Mockton Academy
mockton
Exampleshire
Exampleshire County Council
county council
does Exampleshire council refer children
NHS trust
hospital in mockton
police
university
university of sampleford
UOS
school
primary school
"internal review"
"freedom of information"
"the board noted"
"words that stand nowhere" training
"working days"
section 31
section 40(2)
s.31
s 24
ss. 24 and 31
2024
2010-11
5E1
12,345
12345
£5,000
1,200
20 working days
020 7946 0123
+44 20 7946 0123
4 May 2010
2010-05-04
31/03/2011
1 Mai 2024
May 2024
Cyngor
cyngor mockton
heddlu
prifysgol
rhyddid gwybodaeth
ysgol
gwrthodwyd y cais
adran 40(2)
refferals
refferal
traning
mocktn
univeristy
counsil
freedm of information
exmpleshire
interveiw
minuets of the board
headteacher says he has concerns about my boy
can I refuse to talk to the police
I am a teacher and I am told to report a pupil
my patient was referred
how many people were referred
they refused our foi request under section 31
who can I call
stopped at the airport
union rep
motion for our branch
what does it cost
risk assessment
risk-assessment
riskassessment
e-mail
email
organize
WRAP
S&P
muslim
data protection
subject access request
delete my data
whistleblower
train*
"board no*"
training -school
training OR police
title:training
kind:body mockton
training AND (board OR slides)
xyzzyplugh
""".strip().splitlines()
