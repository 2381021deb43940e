"""Each exemption in a plain line or two, for people who read a refusal: what a body says by it, what it must show.

Which exemptions there are and of which nature, `exemptions` knows; that their nature was not confirmed one by one, its
table says, so whoever shows this calls it a summary.
"""

from dataclasses import dataclass

from dueregard.rules.law.exemptions import Exemption, Nature, exemption_of
from dueregard.rules.law.laws import Law
from dueregard.rules.law.sections import SHORT, Citation, read_sections

# By the subjects of `exemptions`.
SAYS = {
    "cost": "They say that it would cost more than the limit in the law. They should help to narrow the question.",
    "vexatious or repeated": "They say that the request is an unreasonable burden, or was answered before.",
    "accessible by other means": "They say that it can be had elsewhere. They should say where.",
    "future publication": "They say that it will be published later.",
    "security bodies": "They say that it came from the security services, or is about them.",
    "national security": "They may keep back what must stay secret to protect national security.",
    "investigations": "They say that it was gathered for an investigation.",
    "law enforcement": "They say that it would make it harder to prevent or detect crime.",
    "government policy": "They say that it is about how government policy is made.",
    "conduct of public affairs": "They say that they could not work properly if it were known.",
    "health and safety": "They say that it would put someone in danger.",
    "personal data": "They may keep back what would tell something about a person.",
    "confidence": "They say that someone gave it to them in confidence.",
    "legal privilege": "They say that it is advice from their lawyers.",
    "commercial interests": "They say that it would harm someone’s business.",
    "prohibited by law": "They say that another law forbids them to release it.",
    "neither confirm nor deny": "They will not say whether they hold it at all.",
}
MUST_SHOW_HARM = "They must show what harm releasing it would do."
MUST_WEIGH = "They must also show that keeping it back serves the public better than releasing it."
NEED_NOT_WEIGH = "The law does not ask them to weigh the public interest."
MOSTLY_NOT = "In most cases the law does not ask them to weigh the public interest."
_OF_EXCEPTIONS = {Law.EIR: "12", Law.EISR: "10"}  # the regulation under which exceptions stand, and are weighed: (1)(b)


@dataclass(frozen=True, slots=True)
class Explained:
    """An exemption as a page explains it: "section 24(1)", "national security", and what that means."""

    cited: str
    subject: str
    says: str


def explain(kept: str, law: Law) -> tuple[Explained, ...]:
    """Return the exemptions that a recorded section of a case under `law` names, each explained as far as we can."""
    found = read_sections(kept, law).citations
    if not found:
        return (Explained(kept, "", "We have no explanation of this."),)
    return tuple(_explained(citation, law) for citation in found)


def _explained(citation: Citation, under: Law) -> Explained:
    cited = citation.cited(under)
    exemption = exemption_of(citation.law, citation.number)
    if exemption is not None:
        return Explained(cited, exemption.subject, " ".join(_sentences(exemption)))
    if citation.number.partition("(")[0] == _OF_EXCEPTIONS.get(citation.law):
        return Explained(cited, f"an exception of the {SHORT[citation.law]}", MUST_WEIGH.replace(" also", ""))
    return Explained(cited, "", "We have no explanation of this section.")


def _sentences(exemption: Exemption) -> list[str]:
    weighed = {
        Nature.QUALIFIED: MUST_WEIGH,
        Nature.ABSOLUTE: NEED_NOT_WEIGH,
        Nature.MIXED: MOSTLY_NOT,
        Nature.NO_TEST: "",
    }[exemption.nature]
    harm = MUST_SHOW_HARM if "prejudice" in exemption.test or exemption.test == "endangerment" else ""
    return [sentence for sentence in (SAYS[exemption.subject], harm, weighed) if sentence]
