"""What the record of training keeps about people: what was said, where, and by which provider."""

from dueregard.rules.privacy.taking_down import Thing
from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=57,
        whose="If you gave or attended Prevent training",
        what="We keep what a training session said, at which slide or second, who provided it and who paid. We do not "
        "keep who attended.",
        why="So that claims made in training can be checked.",
        how_long="For as long as the record is of use. Two people read it before it is public.",
        rows=(
            Kept(
                model="training.Session",
                thing=Thing.TRAINING,
                public={"is_public": True},
                one="record of training",
                words=("title", "course", "provider", "given_to", "paid_by", "notes"),
                group="group",
            ),
            Kept(
                model="training.Statement",
                thing=Thing.TRAINING,
                public={"session__is_public": True},
                one="statement made in training",
                words=("quote",),
                under=("session", "passage", "document"),
                group="session__group",
            ),
        ),
    ),
)
ABOUT_NOBODY = {"training.Claim": "what is claimed in training, in general words"}
