"""Sixty questions as caseworkers type them, each with what a plain reading looks for, spelled by hand.

Written before any of them was asked. A text answers a question when each row of forms has one that stands in the text
as whole words, small and capital letters being the same. An asterisk at the end of a form stands for any ending.
"""

Forms = tuple[str, ...]

S40_2: Forms = ("s.40(2)", "s40(2)", "section 40 (2)", "sections 40(2)", "sec. 40(2)", "adran 40(2)", "s 40 (2)")
S40: Forms = (*S40_2, "ss. 40–41", "38–40")
S41: Forms = ("ss. 40–41", "sections 40(2) and 41")
S31: Forms = ("section 31(1)(a)", "§31(1)(a)")
R12: Forms = ("regulation 12(4)(b)", "reg. 12(4)(b)", "reg 12 (4) (b)")
S26: Forms = ("section 26", "s.26")
REFER: Forms = ("referrals", "referred", "refer", "referral", "referring")
WITHHOLD: Forms = ("withhold", "withheld", "withholding")
DISCLOSE: Forms = ("disclosed", "disclosure", "disclose")
RESPOND: Forms = ("responded", "response")
ORGANISE: Forms = ("organisation", "organization", "organisations", "organising")
RADICAL: Forms = ("radicalisation", "radicalization", "radicalized")
COUNCIL: Forms = ("council's", "council’s", "councils'", "council")
CHILD: Forms = ("child", "children")
WRAP_STEM: Forms = ("w.r.a.p.", "wrap", "w.r.a.p", "wrapped")
FOURTH_OF_MAY: Forms = (
    "4 may 2023",
    "04/05/2023",
    "may 4th, 2023",
    "4th of may 2023",
    "2023-05-04",
    "4.5.23",
    "4 mai 2023",
)
TRAINING_DAY: Forms = ("21st sept 2022", "21/09/2022", "september 21, 2022")
LONDON: Forms = ("020 7946 0123", "02079460123", "(020) 7946-0123", "+44 (0)20 7946 0123")
MOBILE: Forms = ("07700 900123", "07700-900-123", "+447700900123")
CHILDLINE: Forms = ("0800 1111", "08001111")
EMAIL: Forms = ("e-mail", "email", "e-mails")
COUNTER: Forms = ("counter-terrorism", "counterterrorism")
RISK: Forms = ("risk-assessment", "risk assessment")
MULTI: Forms = ("multi-agency", "multiagency")
COOPERATE: Forms = ("co-operation", "cooperation")
SAFEGUARD: Forms = ("safe-\nguarding", "safeguarding")
SKILLS: Forms = ("education & skills", "education and skills")
OCONNOR: Forms = ("o'connor", "o’connor", "oconnor’s")
QURAN: Forms = ("qur'an", "quran", "qur’an")

QUESTIONS: tuple[tuple[str, tuple[Forms, ...]], ...] = (
    ("section 40(2)", (S40_2,)),
    ("s.40(2)", (S40_2,)),
    ("s40(2)", (S40_2,)),
    ("s 40 (2)", (S40_2,)),
    ("Sec. 40(2)", (S40_2,)),
    ("adran 40(2)", (S40_2,)),
    ("s40", (S40,)),
    ("section 40", (S40,)),
    ("section 41", (S41,)),
    ("ss. 40–41", (S40, S41)),
    ("sections 40 and 41", (S40, S41)),
    ("s.40(2) withheld", (S40_2, WITHHOLD)),
    ("s31(1)(a)", (S31,)),
    ("reg 12(4)(b)", (R12,)),
    ("regulation 12(4)(b)", (R12,)),
    ("s26 duty", (S26, ("duty",))),
    ("section 39", (("38–40",),)),
    ("para 14", (("para. 14",),)),
    ("art 8", (("article 8",),)),
    ("referral", (REFER,)),
    ("referred", (REFER,)),
    ("refer", (REFER,)),
    ("withheld", (WITHHOLD,)),
    ("disclosure", (DISCLOSE,)),
    ("respond", (RESPOND,)),
    ("children", (CHILD,)),
    ("organisation", (ORGANISE,)),
    ("organization", (ORGANISE,)),
    ("radicalised", (RADICAL,)),
    ("analyse", (("analysed", "analyzed"),)),
    ("apologise", (("apologises", "apologize"),)),
    ("radicaliz*", (RADICAL,)),
    ("council's plan", (COUNCIL, ("plan", "plans"))),
    ("councils", (COUNCIL,)),
    ("O'Connor", (OCONNOR,)),
    ("o’connor review", (OCONNOR, ("review",))),
    ("oconnor", (OCONNOR,)),
    ("don't hold", (("don't", "don’t", "do not"), ("hold",))),
    ("12345", (("12,345", "12345"),)),
    ("£12,345", (("12,345", "12345"),)),
    ("1200 staff", (("1,200", "1200"), ("staff",))),
    ("WRAP", (WRAP_STEM,)),
    ("w.r.a.p. course", (WRAP_STEM, ("course",))),
    ("DfE guidance", (("d.f.e.", "dfe"), ("guidance",))),
    ("UK government", (("u.k.", "uk"), ("government",))),
    ("4 May 2023", (FOURTH_OF_MAY,)),
    ("04/05/2023", (FOURTH_OF_MAY,)),
    ("May 4th", (FOURTH_OF_MAY,)),
    ("21/9/22 training", (TRAINING_DAY, ("training",))),
    ("2022-09-21", (TRAINING_DAY,)),
    ("020 7946 0123", (LONDON,)),
    ("0207 946 0123", (LONDON,)),
    ("+44 7700 900123", (MOBILE,)),
    ("07700 900 123", (MOBILE,)),
    ("childline 0800 1111", (("childline",), CHILDLINE)),
    ("email sent", (EMAIL, ("sent",))),
    ("e-mail", (EMAIL,)),
    ("counterterrorism", (COUNTER,)),
    ("counter-terrorism", ((*COUNTER, "counter terrorism"),)),
    ('"risk assessment"', (RISK,)),
    ("risk-assessments lost", (RISK, ("lost",))),
    ('"multi agency panel" OR multi-agency', (MULTI,)),
    ("cooperation police", (COOPERATE, ("police",))),
    ("safeguarding lead", (SAFEGUARD, ("lead", "leads"))),
    ('"Education & Skills"', (SKILLS,)),
    ("Education and Skills", (SKILLS,)),
    ("Q&A", (("q&a",),)),
    ("“Prevent duty”", (("“prevent duty”", "‘prevent duty’", '"prevent duty"'),)),
    ("كتب إلى المدرسة", (("كتب",), ("إلى", "الى"), ("المدرسة", "المدرسه"))),
    ("المدرسه", (("المدرسة", "المدرسه"),)),
    ("مدرسة", (("مُدَرِّسة",),)),
    ("محمد", (("محمـــد", "محمد"),)),
    ("کتاب", (("کتاب", "كتاب"),)),
    ("القران", (("القرآن", "القران"),)),
    ("qur'an", (QURAN,)),
    ("Quran classes", (QURAN, ("classes",))),
    ("ynys mon", (("ynys",), ("môn", "mon"))),
    ("Sian Llewellyn", (("siân", "sian"), ("llewellyn",))),
)
