"""What accounts keep about the people who have one."""

from dueregard.rules.wiring.personal import Kept, Notice

NOTICES = (
    Notice(
        order=40,
        whose="If you have an account",
        what="We keep the name you sign in with, the name your colleagues see, your e-mail address if you gave one, a "
        "scrambled form of your password, your passkeys or your app’s secret key, your groups, and what you did on "
        "the site and when. Signing in sets a session cookie. To stop people guessing passwords, we count failed "
        "attempts by the network address they come from.",
        why="You need it to sign in, and the record of what was done keeps the work honest.",
        how_long="When you leave, your account is closed. On request, your names and your address are erased. The "
        "record of what was done stays, without your name. Sessions end after twelve hours; expired ones "
        "are removed every night.",
        rows=(
            Kept(
                model="accounts.Person",
                one="account",
                words=("username", "name", "email"),
                sets={"email": "", "wants_digest": False, "is_administrator": False, "password": "!"},
                not_while={"is_active": ("True",)},
                why_not="This account is open. Close it under People first.",
            ),
            Kept(model="account.EmailAddress", one="e-mail address", words=("email",), under=("user",), goes=True),
            Kept(model="mfa.Authenticator", one="second factor", words=(), under=("user",), goes=True),
        ),
    ),
)
ABOUT_NOBODY = {
    "accounts.Invitation": "only the digest of a one-time link",
    "accounts.BriefNote": "counts of failed attempts, gone within a day",
    "account.EmailConfirmation": "the site confirms no address by mail, so there are none",
    "auth.Permission": "not used",
    "auth.Group": "not used",
    "contenttypes.ContentType": "names of models",
    "sessions.Session": "a signed number of an account, gone after twelve hours",
    "django_tasks_database.DBTaskResult": "ids of rows, never their words",
}
