"""What is expected at every address: which object its words name, and what is asked of the person who comes.

This table says nothing of how the site decides. Who may open an address follows from three things only: the audience
that its view declares, who may see the object it names, and whether it takes a member or somebody who acts for a group.
A part brings its own lines, and the objects they name, in tests/parts/<part>/doors.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from dueregard.foundation.accounts.audience import Audience, audience_of
from tests.doors.asks import ACTS, ALL, MEMBERS, SIGNED_IN, Asks, acting, named
from tests.doors.world import NETWORK, Thing, World

ADD_IT = (
    "Add a line for it to ADDRESSES in tests/doors/table.py, and what it names to tests/doors/world*.py; "
    "for a part, both to tests/parts/<part>/doors.py."
)

OPEN_TO: Mapping[Audience | None, frozenset[str]] = {
    None: frozenset(),
    Audience.EVERYBODY: ALL,
    Audience.DEVELOPMENT: ALL,  # the suite runs in development
    Audience.SIGNED_IN: SIGNED_IN,
    Audience.OWN_KEYS: SIGNED_IN,
    Audience.SHOWING_KEYS: SIGNED_IN | {"half"},
    Audience.ADMINISTRATOR: frozenset({"administrator"}),
}


@dataclass(frozen=True)
class Address:
    """One line of the address table."""

    name: str
    route: str
    audience: Audience | None
    words: frozenset[str]  # that must be filled


def of_parts() -> list[ModuleType]:
    """Return what the parts of this site bring: ADDRESSES, LEFT_OUT, and `add_to` for their objects, each if wanted."""
    names = [f"tests.parts.{part}.doors" for part in settings.PARTS]
    return [import_module(name) for name in names if find_spec(name)]


# Not asked here, and why.
LEFT_OUT: dict[str, str] = {
    "gallery": "Shows invented examples to whoever builds the site, and is closed outside development.",
}
ADDRESSES: dict[str, Asks] = {
    # The front door
    "act_as": named("", role="parent"),
    "thread": named("body"),
    "sitemap_part": named("", name="pages", number=1),
    # Open data: the same for everyone
    "opendata:table_csv": named("", name="bodies"),
    "opendata:table_json": named("", name="bodies"),
    "opendata:rows": named("", name="bodies"),
    "opendata:row": named("nothing", name="bodies", key="no-such-body"),
    "opendata:nothing": named("nothing"),
    # Accounts, groups, work, texts
    "account_confirm_email": named("", key="a"),
    "account_reset_password_from_key": named("", uidb36="a", key="b"),
    "mfa_remove_webauthn": named("nothing", pk=1),
    "mfa_edit_webauthn": named("nothing", pk=1),
    "retry_task": named("task"),
    "long_act": named("act on many"),
    "go_on_with_act": named("act on many"),
    "end_act": named("act on many"),
    "put_notice_away": named("notice"),
    "packs:text": named("request text"),
    "packs:decide": named("request text", sends={"decision": "keep"}),
    "join": named("nothing", secret="wrong"),
    "group": named("group"),
    "edit_group": acting("group"),
    "invite": acting("group"),
    "member": acting("member"),
    "remove_member": acting("member"),
    "withdraw_invitation": acting("invitation"),
    "public_group": named("public group"),
    "edit_public_page": acting("group"),
    "group_sheet": named("group"),
    "invite_on_paper": acting("group"),
    "withdraw_paper": acting("paper"),
    "join_by_paper": named("nothing", code="wrong"),
    "new_meeting": Asks("", MEMBERS, is_kind=True),
    "meeting": named("meeting"),
    "edit_meeting": named("meeting"),
    "call_off_meeting": named("meeting"),
    "meeting_file": named("meeting"),
    "meetings_feed": named("nothing"),
    "ask_to_network": named("network"),
    "network_things": Asks("network", fill={"kind": "meeting"}),
    "choose_network_things": Asks("network", ACTS, {"kind": "meeting"}),
    "put_thing_in": acting("thing to put in"),
    "take_thing_back": acting("thing put in"),
    "join_network": acting("asked to a network"),
    "leave_network": acting("place in a network"),
    "notes:write": Asks("area", MEMBERS, fill={"kind": "area", "key": "northport"}),
    "notes:change": named("group note"),
    "notes:remove": named("own group note"),
    "notes:share": acting("note to put in", sends={"network": NETWORK}),
    "notes:network": named("network"),
    "notes:take_back": acting("put in"),
    "let_back_in": named("person"),
    "change_person": named("person", change="close"),
    # The register and its calendars
    "body": named("body"),
    "body_json": named("body"),
    "new_body": acting(""),
    "many_addresses": acting(""),
    "edit_body": acting("body"),
    "tell_of_body": named("body"),
    "new_contact": acting("body"),
    "find_entry": acting("body"),
    "merge_bodies": acting("two entries"),
    "edit_contact": acting("contact"),
    "check_contact": acting("contact"),
    "look_again": acting("contact"),
    "calendars:withdraw": named("override"),
    "calendars:closures": Asks("school", MEMBERS),
    "calendars:withdraw_closure": Asks("closure", MEMBERS),
    # Areas
    "area": named("area"),
    "area_sheet": named("area"),
    # Documents
    "packages:export": named("export"),
    "packages:package": named("export"),
    "evidence:document": named("document"),
    "evidence:correct": named("original"),
    "evidence:straighten": named("photograph"),
    "evidence:straightened": named("photograph", shape="wide", corners="100,100,900,100,900,900,100,900"),
    "evidence:document_json": named("document"),
    "evidence:original": named("document"),
    "evidence:sound": named("sound"),
    "evidence:page": named("document", number=1),
    "evidence:picture": named("pictured", number=1),
    "evidence:mark": Asks("document", fill={"number": 1}, is_shown=True),
    "evidence:passage": named("passage"),
    "evidence:embed": named("public passage"),
    "evidence:claim": acting("passage"),
    "evidence:put_under": acting("passage"),
    "evidence:drop_passage": Asks("passage", is_shown=True),
    "evidence:unclaim": acting("citation"),
    "redaction:publication": named("original"),
    "redaction:second_look": Asks(),
    "redaction:look_again": acting("published"),
    "redaction:prepare_copy": acting("original"),
    "redaction:check_copy": named("waiting copy"),
    "redaction:drop_copy": named("waiting copy"),
    "redaction:withdraw_copy": acting("published"),
    "redaction:find_words": named("original"),
    "redaction:look_at_places": named("original"),
    "redaction:mark_proposed": named("original"),
    "redaction:mark_span": named("original"),
    "redaction:mark_page": named("original", number=1),
    "redaction:remove_mark": named("original"),
    # Questions and findings
    "findings:ask": acting("", is_kind=True),
    "findings:question": named("question"),
    "findings:publish": acting("question"),
    "findings:throw_away": acting("question"),
    "findings:cell": named("cell"),
    "findings:anew": acting("cell"),
    "findings:grid": named("group"),
    "findings:table": named("group"),
    "findings:from_passage": named("passage"),
    "findings:copy": named("web source"),
    "findings:bring": named("question"),
    "findings:shipped": acting("group"),
    "findings:ask_for_reply": acting("body"),
    "findings:withdraw_link": acting("reply link"),
    "findings:see": acting("reply statement"),
    "findings:reply": named("open reply link"),
    "findings:reply_claim": named("open reply link", sends={"stance": "agrees"}),
    "findings:reply_done": named("open reply link"),
    "findings:finding": named("finding"),
    "findings:answers": named("public question"),
    # What people do to a waiting thing
    "todo:thing": named("waiting thing"),
    "todo:take": named("waiting thing"),
    "todo:back": named("waiting thing"),
    "todo:away": named("waiting thing"),
    # Opened by a secret in the address, whoever holds it; test_keys_and_links asks with the right one
    "kept_feed": named("nothing"),
    "evidence:oembed": named("nothing"),
    "mfa_view_recovery_codes": named("nothing"),
    "mfa_download_recovery_codes": named("nothing"),
    # What people keep, and what they write to the operator
    "drop_search": named("kept search"),
    "renew_search": named("kept search"),
    "close_search": named("kept search"),
    "complaint": named("complaint"),
    "rights:request": named("rights request"),
    "rights:days": named("rights request"),
    "rights:rows": named("rights request"),
    "rights:answer": named("rights request"),
    "rights:strike_take_down": named("take-down"),
    "complaint_acknowledged": named("complaint"),
    "trouble_over": named("trouble"),
}
for _part in of_parts():
    ADDRESSES |= getattr(_part, "ADDRESSES", {})
    LEFT_OUT |= getattr(_part, "LEFT_OUT", {})


def every_address(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[Address]:
    """Yield every address of the site with its whole name, its namespaces before it."""
    yield from _below(get_resolver().url_patterns if patterns is None else patterns, "", "")


def _below(patterns: list[URLPattern | URLResolver], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _below(pattern.url_patterns, whole, below)
        else:
            name = pattern.name or ""
            yield Address(
                space + name, whole, audience_of(pattern.callback, name), frozenset(pattern.pattern.regex.groupindex)
            )


def things_of(address: Address, world: World) -> list[Thing]:
    """Return the objects that an address is asked for. Fails with what to add when none can be found."""
    asks = ADDRESSES.get(address.name, Asks())
    assert address.words <= asks.fill.keys() or asks.kind, (
        f"{address.route} names something that this test cannot fill. {ADD_IT}"
    )
    if not asks.kind:
        return [Thing("the address itself", ALL, ALL, asks.fill)]
    if asks.kind == "nothing":
        return [Thing("nothing that exists", frozenset(), frozenset(), asks.fill)]
    found = world.things.get(asks.kind, [])
    assert found, f"{address.route} asks for “{asks.kind}”, and the world has none. {ADD_IT}"
    filled = [replace(one, names={**one.names, **asks.fill}) for one in found]
    missing = address.words - filled[0].names.keys()
    assert not missing, f"{address.route}: nothing says what {sorted(missing)} is. {ADD_IT}"
    return [replace(one, names={word: one.names[word] for word in address.words}) for one in filled]


def may_come(address: Address, thing: Thing) -> frozenset[str]:
    """Return the kinds of people who may open the address of an object: everybody else must be refused."""
    asks = ADDRESSES.get(address.name, Asks())
    who = asks.who & thing.members if asks.who is ACTS else asks.who
    if asks.is_shown:
        who = thing.members & (ACTS if thing.readers == ALL else ALL)
    return OPEN_TO[address.audience] & thing.readers & who
