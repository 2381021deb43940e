"""Seventy questions of three words, as caseworkers type them, with the letters that a plain reading finds for each.

Letters and questions were written before the rules of the search were read. Each letter is whole: where one has all of
the words in some form, whoever reads them all would keep it.
"""

LETTERS = {
    "referrals": (
        "Dear Ms Osei, We hold 12,345 records of referrals made under section 26(1) of the "
        "Counter-Terrorism and Security Act 2015. Channel panels considered 87 of these cases. The "
        "council’s Prevent co-ordinator, Mr T. O’Brien, can be reached on 0113 496 0123."
    ),
    "refusal": (
        "Refusal notice. We’re relying on s.40(2) and s 31(1)(a) FOIA. The public-interest test favours "
        "withholding the names. You may ask for an internal review within forty working days of 3 March "
        "2026."
    ),
    "workshop": (
        "Risk assessments. The Workshop to Raise Awareness of Prevent (W.R.A.P.) was delivered to 214 "
        "staff on 3rd March 2026. Each school’s risk assessment must be reviewed annually, and reviews "
        "are minuted."
    ),
    "minutes": (
        "Minutes of the governors’ meeting, St Mary’s Primary. The governors organised training for all "
        "teachers. A child was referred to children’s services. The headteacher emailed the parents "
        "twice."
    ),
    "dpia": (
        "Data Protection Impact Assessment (DPIA) of the referral form. Personal data of under-18s is "
        "processed. Organisations that receive the data: Northport Police and the N.H.S. Trust. "
        "Retention: six years."
    ),
    "lead": (
        "From the safeguarding lead: I have e-mailed the policy to you. Safe-guarding concerns were "
        "recorded on CPOMS. Please don’t forward this. Records are kept until the pupil is 25."
    ),
    "cost": (
        "Cost estimate. Section 12(1) applies: the work exceeds the appropriate limit of £450, which is "
        "18 hours at £25 an hour. We estimated that searching 1,200 e-mails takes 40 hours."
    ),
    "behaviour": (
        "Behaviour policy. Pupils’ behaviour, radicalisation and extremist views are logged. Ratings are "
        "colour-coded. Counselling is offered by the school counsellor. Monitored weekly."
    ),
    "decision": (
        "Decision notice IC-123456-A1B2. The Commissioner’s decision is that the public authority "
        "breached section 10(1) by its late reply. The complaint was upheld in part. Appeals go to the "
        "First-tier Tribunal."
    ),
    "urdu": ("والدین نے سکول کی پالیسی پر اعتراض کیا۔ طالبات کو کمرہ نہیں دیا گیا۔"),
    "arabic": ("اعترض أولياء الأمور على سياسة المدرسة في شهر إبريل، وكُتِبَت رسالة إلى المُدير."),
    "speakers": (
        "The university’s external speakers policy. Two speakers were cancelled. The Students’ Union "
        "café was monitored, and prayer rooms too. Contact: Zoë Müller-Green, Llŷn Building."
    ),
    "contract": (
        "Contract with the Home Office. The training programme was funded with £12,500. The licence was "
        "renewed in 2025–26. An enquiry into travelling costs was focused on invoices. The judgment is "
        "awaited."
    ),
    "timeline": (
        "Timeline. 03/03/2026 letter received. 2026-04-01 deadline. Reminder sent on 1 April 2026. "
        "Telephone call to 020 7946 0958. No reply by 14th April."
    ),
    "police": (
        "Police disclosure. Two officers interviewed a 16-year-old boy at home. The boy’s mother "
        "complained. She made a subject access request under Article 15 of the UK GDPR; such SARs take a "
        "month."
    ),
    "strategy": (
        "Prevent strategy 2023/24. The multi-agency partnership analyses risks every year. Duties under "
        "s26 CTSA are monitored. Councils organise workshops; teachers’ unions were consulted."
    ),
}

ASKED: tuple[tuple[str, frozenset[str]], ...] = (
    ("referral form data", frozenset({"dpia"})),
    ("referrals section 26", frozenset({"referrals"})),
    ("referred child parent", frozenset({"minutes"})),
    ("12345 records referral", frozenset({"referrals"})),
    ("counter terrorism act", frozenset({"referrals"})),
    ("counterterrorism security act", frozenset({"referrals"})),
    ("prevent coordinator council", frozenset({"referrals"})),
    ("obrien prevent coordinator", frozenset({"referrals"})),
    ("01134960123", frozenset({"referrals"})),
    ("0113 4960123 council", frozenset({"referrals"})),
    ("section 40(2) names", frozenset({"refusal"})),
    ("s40(2) internal review", frozenset({"refusal"})),
    ("section 31 refusal", frozenset({"refusal"})),
    ("public interest test", frozenset({"refusal"})),
    ("refused names withheld", frozenset({"refusal"})),
    ("review 3/3/2026", frozenset({"refusal", "workshop"})),
    ("wrap staff march", frozenset({"workshop"})),
    ("W.R.A.P. staff", frozenset({"workshop"})),
    ("risk assessment school", frozenset({"workshop"})),
    ("assessing risk annual", frozenset({"workshop"})),
    ("3 march 2026 staff", frozenset({"workshop"})),
    ("2026-03-03", frozenset({"refusal", "timeline", "workshop"})),
    ("governor meetings minute", frozenset({"minutes"})),
    ("st marys governors", frozenset({"minutes"})),
    ("organized training teachers", frozenset({"minutes"})),
    ("childrens services referral", frozenset({"minutes"})),
    ("e-mailed parents headteacher", frozenset({"minutes"})),
    ("email policy safeguarding", frozenset({"lead"})),
    ("safeguarding concern record", frozenset({"lead"})),
    ("dont forward", frozenset({"lead"})),
    ("do not forward", frozenset({"lead"})),
    ("dpia organization police", frozenset({"dpia"})),
    ("NHS trust data", frozenset({"dpia"})),
    ("under 18s personal data", frozenset({"dpia"})),
    ("under-18 data process", frozenset({"dpia"})),
    ("section 12 hours", frozenset({"cost"})),
    ("s.12(1) cost limit", frozenset({"cost"})),
    ("estimate search emails", frozenset({"cost"})),
    ("1200 emails", frozenset({"cost"})),
    ("£450 limit exceed", frozenset({"cost"})),
    ("behavior policy pupil", frozenset({"behaviour"})),
    ("radicalization extremism views", frozenset({"behaviour"})),
    ("color coded ratings", frozenset({"behaviour"})),
    ("counseling counselor", frozenset({"behaviour"})),
    ("IC-123456-A1B2", frozenset({"decision"})),
    ("ic 123456 a1b2 decision", frozenset({"decision"})),
    ("commissioner section 10 breach", frozenset({"decision"})),
    ("first tier tribunal appeal", frozenset({"decision"})),
    ("والدين سكول پاليسي", frozenset({"urdu"})),
    ("سياسه المدرسه", frozenset({"arabic"})),
    ("ابريل رساله المدير", frozenset({"arabic"})),
    ("cafe students union", frozenset({"speakers"})),
    ("zoe muller green", frozenset({"speakers"})),
    ("llyn building", frozenset({"speakers"})),
    ("external speaker cancellation", frozenset({"speakers"})),
    ("home office training program", frozenset({"contract"})),
    ("license 2025/26 renewed", frozenset({"contract"})),
    ("inquiry traveling costs", frozenset({"contract"})),
    ("judgement awaited", frozenset({"contract"})),
    ("02079460958 call", frozenset({"timeline"})),
    ("14 april reply", frozenset({"timeline"})),
    ("letter 3rd march 2026", frozenset({"timeline"})),
    ("16 year old boy", frozenset({"police"})),
    ("mothers complaint police", frozenset({"police"})),
    ("art 15 gdpr sar", frozenset({"police"})),
    ("2023-24 prevent strategy", frozenset({"strategy"})),
    ("section 26 CTSA duty", frozenset({"strategy"})),
    ("multiagency partnerships analysis risk", frozenset({"strategy"})),
    ("teachers union consulted", frozenset({"strategy"})),
    ("monitoring weekly", frozenset({"behaviour"})),
)
