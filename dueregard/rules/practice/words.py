"""What a body writes in practice mode: ready-made answers under each law, in the style of real ones, all invented.

`replies` turns them into e-mails. A text is filled with `str.format_map`; names nobody.
"""

from collections.abc import Mapping

from dueregard.rules.law.laws import Law

# The section of each law that an answer relies on.
# Source: the Acts and Regulations named in `rules/law/words`, as in force in November 2026.
CITED: Mapping[Law, Mapping[str, str]] = {
    Law.FOIA: {
        "security": "section 24(1)",
        "enforcement": "section 31(1)(a) and (b)",
        "cost": "section 12(1)",
        "personal": "section 40(2)",
        "not_held": "section 1(1)(a)",
        "notice": "section 17(1)",
        "fees": "section 9",
        "clarify": "section 1(3)",
        "more_time": "section 10(3)",
        "limit": "£450, which is 18 hours at £25 an hour",
    },
    Law.FOISA: {
        "security": "section 31(1)",
        "enforcement": "section 35(1)(a) and (b)",
        "cost": "section 12(1)",
        "personal": "section 38(1)(b)",
        "not_held": "section 17(1)",
        "notice": "section 16(1)",
        "fees": "section 9",
        "clarify": "section 1(3)",
        "limit": "£600",
    },
    Law.EIR: {
        "security": "regulation 12(5)(a)",
        "enforcement": "regulation 12(5)(b)",
        "cost": "regulation 12(4)(b)",
        "personal": "regulation 13(1)",
        "not_held": "regulation 12(4)(a)",
        "notice": "regulation 14",
        "fees": "regulation 8",
        "clarify": "regulation 9(2)",
        "limit": "a reasonable amount of work",
    },
    Law.EISR: {
        "security": "regulation 10(5)(a)",
        "enforcement": "regulation 10(5)(b)",
        "cost": "regulation 10(4)(b)",
        "personal": "regulation 11(2)",
        "not_held": "regulation 10(4)(a)",
        "notice": "regulation 13",
        "fees": "regulation 8",
        "clarify": "regulation 9(2)",
        "limit": "a reasonable amount of work",
    },
}

_COMMISSIONER = (
    "If you are not content with the outcome of your request, you may ask for an internal review within 40 working "
    "days by replying to this e-mail. If you are still not content, you may apply to the Information Commissioner "
    "(ico.org.uk) for a decision."
)
_SCOTTISH_COMMISSIONER = (
    "If you are dissatisfied with this response, you may require us to review it within 40 working days by replying to "
    "this e-mail. If you are dissatisfied with the review, you may apply to the Scottish Information Commissioner "
    "(foi.scot/appeal) within six months."
)
RIGHTS: Mapping[Law, str] = {
    Law.FOIA: _COMMISSIONER,
    Law.EIR: _COMMISSIONER,
    Law.FOISA: _SCOTTISH_COMMISSIONER,
    Law.EISR: _SCOTTISH_COMMISSIONER,
}

TEXTS: Mapping[str, str] = {
    "acknowledgement": """Dear Requester,

Thank you for your request for information, which we received on {asked_on}. We are dealing with it under the {law}.

Your reference is {ref}. Please quote it in all correspondence.

We will respond within 20 working days of the date of receipt.""",
    "refusal-national-security": """Dear Requester,

Our reference: {ref}

We have considered your request of {asked_on} under the {law}. We hold the information, but we have decided to refuse
your request. This e-mail is a refusal notice under {notice}.

The information is exempt under {security}: exemption is required for the purpose of safeguarding national security.
Disclosure would show how the duty is carried out locally and could allow individuals to evade it.

The exemption is qualified, so we have carried out a public interest test. We accept that there is an interest in
openness. On balance, the public interest in maintaining the exemption outweighs the public interest in disclosure.

{rights}""",
    "refusal-law-enforcement": """Dear Requester,

Our reference: {ref}

We write in response to your request of {asked_on} under the {law}. The information you requested is withheld under
{enforcement}, because its disclosure would be likely to prejudice the prevention or detection of crime and the
apprehension or prosecution of offenders. This is our refusal notice under {notice}.

We have weighed the public interest. The balance favours withholding the information.

{rights}""",
    "refusal-cost": """Dear Requester,

Our reference: {ref}

Your request of {asked_on} is refused under {cost} of the {law}. We estimate that to locate and retrieve the information
would exceed the appropriate limit ({limit}): about 640 files would have to be opened, at five minutes each.

You may wish to narrow your request, for example to a shorter period or to the training team alone.

{rights}""",
    "partial-release": """Dear Requester,

Our reference: {ref}

Further to your request of {asked_on} under the {law}, please find attached part of the information requested: our
action plan, with redactions. Names of staff have been withheld under {personal}, as they are personal data of third
parties. Two measures have been withheld under {security}.

In all other respects we are releasing what you asked for.

{rights}""",
    "full-release": """Dear Requester,

Our reference: {ref}

We have completed our search for your request of {asked_on} under the {law}. Please find attached the information you
requested, as a spreadsheet. Nothing has been withheld.

{rights}""",
    "clarification": """Dear Requester,

Our reference: {ref}

Thank you for your request of {asked_on}. So that we can identify and locate the information, please clarify the
following, as {clarify} of the {law} allows us to ask:

1. By "training", do you mean courses for new members of staff only, or for all staff?
2. Which academic or financial years are you interested in?

We cannot continue with your request until we have heard from you. If we do not hear from you within two months we will
consider the request closed.""",
    "extension": """Dear Requester,

Our reference: {ref}

We are still considering your request of {asked_on}. We believe that the exemption at {security} of the {law} applies,
and we need more time to consider the public interest test. As {more_time} permits, we are extending the time limit. We
expect to send you our decision by {later_on}.""",
    "fees-notice": """Dear Requester,

Our reference: {ref}

This is a fees notice under {fees} of the {law}. To provide the information you requested on {asked_on} we charge a fee
of £18.40 for copying and postage. Please pay it within three months of the date of this notice. The time for our
response does not run until we have received the payment.

{rights}""",
    "not-held": """Dear Requester,

Our reference: {ref}

Following your request of {asked_on} under the {law}, we have searched our records. {body} does not hold the information
you have requested ({not_held}). You may wish to contact your local council.

{rights}""",
    "out-of-office": """I am out of the office until {soon_on} and have no access to my e-mail.

If your message is urgent, please contact the main office. This is an automatic reply.""",
    "scanned-letter": """Please see the attached letter.

Sent on behalf of {body}""",
    "portal-link": """You have received a secure message from {body} about your request {ref}.

The response to your information request is ready to download:

{link}

The link expires on {later_on}. You may be asked for the code in a second e-mail. Please do not reply to this message:
the mailbox is not monitored.""",
    "review-upheld": """Dear Requester,

Our reference: {ref}

You asked us to carry out an internal review of our response to your request of {asked_on} under the {law}. The review
has been made by an officer who was not involved in the original decision.

The outcome of the internal review is that the original decision is upheld. The information remains exempt under
{security}.

{complain}""",
    "review-changed": """Dear Requester,

Our reference: {ref}

This is the outcome of the internal review that you asked for. We have overturned part of our original decision on your
request of {asked_on} under the {law}: having reconsidered, we are now releasing the policy and the yearly totals, which
are attached. We still withhold names of staff under {personal}.

{complain}""",
    "late-apology": """Dear Requester,

Our reference: {ref}

Please accept our apologies for the delay in responding to your request of {asked_on}. We have had a high number of
requests. The service area is still collating the information. We hope to be able to reply to you shortly.""",
    "token-in-text": """INFORMATION REQUEST SYSTEM - AUTOMATIC MESSAGE

Case {ref} was opened for {body}.
Requester's address: {reply_address}
Received: {asked_on}

The response is attached to the case. The requested information is not held by {body} ({not_held} of the {law}).""",
    "new-subject": """Good morning,

I have been passed a letter that you sent to {body} on {asked_on}. Before we go further, please confirm that your
request covers the whole organisation. I am writing from my own mailbox because the team's is being moved.""",
    "other-address": """Dear Requester,

We act for {body} in answering information requests. Please find our response to "{subject}" below.

The information requested is withheld under {enforcement} of the {law}.

{rights}""",
}
_TO_COMMISSIONER = (
    "You may apply to the Information Commissioner (ico.org.uk) if you are not content with this outcome."
)
_TO_SCOTTISH_COMMISSIONER = (
    "You may apply to the Scottish Information Commissioner (foi.scot/appeal) within six months for a decision."
)
COMPLAIN: Mapping[Law, str] = {
    Law.FOIA: _TO_COMMISSIONER,
    Law.EIR: _TO_COMMISSIONER,
    Law.FOISA: _TO_SCOTTISH_COMMISSIONER,
    Law.EISR: _TO_SCOTTISH_COMMISSIONER,
}
