"""What the pledge keeps about people: who signs for an organisation, how to reach it, and who doubts a signature."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

SHOWN = ("listed", "grace", "lapsed", "withdrawn")  # as rules/pledge/standing calls them

NOTICES = (
    Notice(
        order=35,
        whose="If you sign the pledge for an organisation",
        what="We keep what the organisation decided, how it proved that it was the one to sign, and an address for "
        "notices. We keep your name if you give it, and show it only if you say so.",
        why="So that readers can see who signed and check that it is true, and so that we can write before a signature "
        "lapses.",
        how_long="For as long as the signature is on record. Ask us, and we take out your name and the address.",
        rows=(
            Kept(
                model="pledge.Signatory",
                thing=Thing.SIGNATURE,
                public={"listed_at__isnull": False, "state__in": SHOWN},
                one="signatory of the pledge",
                words=("person_name", "contact", "why"),
                sets={"person_name": "", "shows_person": False, "contact": "", "why": ""},
                keeps_history=True,
            ),
            Kept(
                model="pledge.Adoption",
                thing=Thing.SIGNATURE,
                public={"signatory__listed_at__isnull": False, "signatory__state__in": SHOWN},
                one="decision of a signatory",
                words=("reservation", "minute_url"),
                sets={"minute_url": ""},
            ),
            Kept(
                model="pledge.Line",
                thing=Thing.SIGNATURE,
                public={"signatory__listed_at__isnull": False, "signatory__state__in": SHOWN},
                one="line about a signatory",
                words=("words",),
            ),
            Kept(
                model="pledge.Proof",
                one="proof of a signature",
                words=("place",),
                under=("document",),
                sets={"place": ""},
            ),
        ),
    ),
    Notice(
        order=36,
        whose="If you tell us that a signature is wrong",
        what="We keep what you wrote, how we can reach you if you said so, and what we found.",
        why="So that a person can look into it.",
        how_long="Two years after we settled it. Then the site erases it by itself.",
        rows=(
            Kept(
                model="pledge.Doubt",
                one="doubt about a signature",
                words=("says", "reply_to", "outcome"),
                days=730,
                since="settled_at",
            ),
        ),
    ),
)
