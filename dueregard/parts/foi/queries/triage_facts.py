"""What triage may know about one e-mail: the tokens, message ids and addresses in it, and nothing more."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from dueregard.foundation.work.gateways.composed import Asked
from dueregard.parts.foi.models import Attachment, Campaign, Case, CaseEvent, Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.parts.foi.queries.letters import reference_of
from dueregard.records.bodies.models import Contact
from dueregard.rules.casework.events import Phase
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.kinds import ACKNOWLEDGING
from dueregard.rules.mail.sender_domains import registrable_domain
from dueregard.rules.mail.triage import near_wanted
from dueregard.rules.mail.verdict import FactsWanted, Known, KnownCase
from dueregard.rules.mime.shapes import ReadMail

Cases = dict[str, tuple[str, ...]]
MOST_TEXT = 20_000  # characters searched for a body's name
MOST_LETTERS = 20  # of one case, the newest: what a reply quotes
MOST_READ_BEFORE = 3  # letters: an office changes its template now and then
MOST_CASES = 200  # more guesses than this help nobody
_SHOWN = ("pk", "law", "group_id", "phase", "due_on", "address", "their_reference", "campaign__subject", "body__name")
_BY_TOKEN = Asked(lambda tokens: Case.objects.filter(token__in=tokens).values_list("token", "pk"))
_BY_MESSAGE = Asked(
    lambda ids: Correspondence.objects.filter(outgoing__message_id__in=ids).values_list(
        "outgoing__message_id", "case_id"
    )
)
_DESCRIBED = Asked(lambda ids: Case.objects.filter(pk__in=ids).select_related("campaign", "body").only(*_SHOWN))


def known_facts(mail: ReadMail, wanted: FactsWanted) -> Known:
    """Look up what this e-mail names (`wanted`). A handful of queries, whatever the number of cases."""
    tokens = _cases_by_token(wanted)
    messages = _cases_by_message(wanted)
    ids = {*tokens.values(), *messages.values()}
    by_address: Cases = {}
    by_domain: Cases = {}
    if not ids:
        # Only an e-mail that does not itself name a case is worth a wider search.
        by_address, by_domain = _cases_by_sender(wanted)
        ids.update(_cases_by_reference(wanted), _cases_by_subject(mail))
    ids.update(case for cases in (*by_address.values(), *by_domain.values()) for case in cases)
    return Known(
        address_pattern=settings.REPLY_ADDRESS,
        case_by_token=tokens,
        case_by_message_id=messages,
        cases_by_address=by_address,
        cases_by_domain=by_domain,
        cases=_described(ids),
        own_addresses=frozenset({settings.MAIL_FROM.lower()}),
        our_letters=_our_letters(ids) if wanted.quotes else (),
    )


def _our_letters(ids: set[str]) -> tuple[str, ...]:
    """Return the letters of the one case an e-mail names, ours and theirs: any of them may be quoted in it.

    Where it names several, a person reads it anyway.
    """
    if len(ids) != 1:
        return ()
    letters = Correspondence.objects.filter(case__in=[UUID(pk) for pk in ids])
    return tuple(letters.order_by("-at").values_list("text", flat=True)[:MOST_LETTERS])


def letters_read_before(case_id: str, sender: str) -> tuple[tuple[str, str], ...]:
    """Return the newest letters from this case's body to its group that a person sorted as mere acknowledgements.

    Each is its text, and the subject of the request it answered.

    They came from the sender's domain, carried no file, and nothing else was ever recorded of them. One query.
    """
    domain = sender.rpartition("@")[2]
    if not domain:
        return ()
    case = Case.objects.filter(pk=UUID(case_id))
    said = CaseEvent.objects.filter(correspondence=OuterRef("pk"), struck_at=None)
    acknowledged = said.filter(kind__in=ACKNOWLEDGING, recorded_by__isnull=False)
    letters = Correspondence.objects.filter(
        Exists(acknowledged),
        ~Exists(said.exclude(kind__in=ACKNOWLEDGING)),
        ~Exists(Attachment.objects.filter(correspondence=OuterRef("pk"))),
        case__body__in=case.values("body"),
        case__group__in=case.values("group"),
        direction=Direction.IN,
        is_sorted=True,
        sorted_by_rule=False,
        sender__iendswith=f"@{domain}",
    )
    return tuple(letters.order_by("-at").values_list("text", "case__campaign__subject")[:MOST_READ_BEFORE])


def _cases_by_token(wanted: FactsWanted) -> dict[str, str]:
    found = _cases_of(wanted.tokens)
    near = near_wanted(wanted, found)
    return found | _cases_of(near) if near else found


def _cases_of(tokens: Collection[str]) -> dict[str, str]:
    return {token: str(pk) for token, pk in _BY_TOKEN.all(tuple(tokens))}


def _cases_by_message(wanted: FactsWanted) -> dict[str, str]:
    rows = _BY_MESSAGE.all(tuple(f"<{message_id}>" for message_id in wanted.message_ids))
    return {message_id.strip("<>"): str(case) for message_id, case in rows}


def _cases_by_reference(wanted: FactsWanted) -> list[str]:
    """Return the cases whose reference the subject names, theirs as a person recorded it."""
    found = Case.objects.filter(their_reference__in=wanted.references).exclude(their_reference="")
    return [str(pk) for pk in found.values_list("pk", flat=True)[:MOST_CASES]]


def _cases_by_subject(mail: ReadMail) -> list[str]:
    """Return open cases of campaigns with the same subject line; if there are many, those whose body it names."""
    subject = mail.subject.casefold()
    campaigns = Campaign.objects.filter(cases__sent_on__isnull=False).distinct().values_list("pk", "subject")
    named = [pk for pk, ours in campaigns if ours and ours.casefold() in subject]
    if not named:
        return []
    words = f"{mail.subject} {mail.sender.name} {mail.text[:MOST_TEXT]}".casefold()
    cases = Case.objects.open().filter(campaign__in=named).values_list("pk", "body__name")
    return [str(pk) for pk, body in cases if body.casefold() in words][:MOST_CASES]


def _cases_by_sender(wanted: FactsWanted) -> tuple[Cases, Cases]:
    """Return the open cases of bodies that have this contact address, or one at this registrable domain."""
    if not wanted.addresses and not wanted.domains:
        return {}, {}
    at_domain = Q()
    for domain in wanted.domains:
        at_domain |= Q(address__iendswith=f"@{domain}") | Q(address__iendswith=f".{domain}")
    exact = Q(address__in=wanted.addresses)
    contacts = Contact.objects.filter((exact | at_domain) if wanted.domains else exact)
    bodies = {(contact.address.lower(), contact.body_id) for contact in contacts[:MOST_CASES]}
    # The address we wrote to may be newer than the register's, and in practice mode the register has none at all.
    written_to = Q(address__in=wanted.addresses) | Q(body__in={body for _, body in bodies}) | at_domain
    cases = list(Case.objects.open().filter(written_to).order_by("-last_at")[:MOST_CASES])
    by_address: dict[str, list[str]] = defaultdict(list)
    by_domain: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        addresses = {address for address, body in bodies if body == case.body_id} | {case.address.lower()}
        for address in addresses:
            if address in wanted.addresses:
                by_address[address].append(str(case.pk))
            domain = registrable_domain(address)
            if domain in wanted.domains:
                by_domain[domain].append(str(case.pk))
    return _frozen(by_address), _frozen(by_domain)


def _frozen(cases: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(found)) for key, found in cases.items()}


def _described(ids: Iterable[str]) -> dict[str, KnownCase]:
    cases = _DESCRIBED.all(tuple(UUID(pk) for pk in ids))
    return {
        str(case.pk): KnownCase(
            case_id=str(case.pk),
            subject=case.campaign.subject,
            body_name=case.body.name,
            references=tuple(filter(None, (reference_of(case), case.their_reference))),
            law=Law(case.law),
            group_id=str(case.group_id),
            state_note="closed" if case.phase == Phase.CLOSED else "",
            due_on=case.due_on,
            address=case.address.lower(),
        )
        for case in cases
    }
