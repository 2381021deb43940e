"""Words that a reader takes for forms of one though no stem joins them: “referral” and “referred”."""

# One family a line: forms that English stemming leaves apart, of words that letters about the duty are full of.
_FAMILIES = (
    "refer refers referred referring referral referrals referrer referrers",
    "withhold withholds withheld withholding",
    "hold holds held holding",
    "disclose discloses disclosed disclosing disclosure disclosures",
    "respond responds responded responding response responses",
    "comply complies complied complying compliance compliant",
    "deny denies denied denying denial denials",
    "decide decides decided deciding decision decisions",
    "complain complains complained complaining complaint complaints",
    "advise advises advised advising advice",
    "refuse refuses refused refusing refusal refusals",
    "publish publishes published publishing publication publications",
    "receive receives received receiving receipt receipts",
    "child children childs childrens",  # “my childs school”: the mark is often left out
    "person persons people",
    "man men",
    "woman women",
    "send sends sent sending",
    "give gives gave given giving",
    "write writes wrote written writing",
    "meet meets met meeting meetings",
    "teach teaches taught teaching",
    "keep keeps kept keeping",
    "tell tells told telling",
    "say says said saying",
    "speak speaks spoke spoken speaking",
    "take takes took taken taking",
    "make makes made making",
    "uphold upholds upheld upholding",
    "withdraw withdraws withdrew withdrawn withdrawing withdrawal withdrawals",
    "retain retains retained retaining retention",
    "exclude excludes excluded excluding exclusion exclusions",
    "suspend suspends suspended suspending suspension suspensions",
    "extend extends extended extending extension extensions",
    "rely relies relied relying reliance",
    "approve approves approved approving approval approvals",
    "dismiss dismisses dismissed dismissing dismissal dismissals",
    "analyse analyses analysed analysing analysis",
    "seek seeks sought seeking",
    "find finds found finding findings",
    "know knows knew known knowing",
    "undertake undertakes undertook undertaken undertaking",
    "oversee oversees oversaw overseen overseeing oversight",
    "mislead misleads misled misleading",
    "extremism extremist extremists",
    "terrorism terrorist terrorists",
    "racism racist racists",
    "islamism islamist islamists",
    "islamophobia islamophobic",
    "criterion criteria",
    "appendix appendices appendixes",
    "curriculum curricula curriculums",
    "matrix matrices matrixes",
    "crisis crises",
    "life lives",
)
FAMILIES = {
    word: tuple(one for one in family.split() if one != word) for family in _FAMILIES for word in family.split()
}


def others_of(word: str) -> tuple[str, ...]:
    """Return the other words of a word's family; none when it has none. Words are in small letters."""
    return FAMILIES.get(word, ())
