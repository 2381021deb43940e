"""What is expected at every address: which object its words name, and what is asked of the person who comes.

This table says nothing of how the site decides. Who may open an address follows from three things only: the audience
that its view declares, who may see the object it names, and whether it takes a member or somebody who acts for a group.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from dueregard.foundation.accounts.audience import Audience, audience_of
from dueregard.parts.foi.actions.answer_as_body import OWN_WORDS
from tests.doors.kinds import KINDS
from tests.doors.world import Thing, World

ADD_IT = "Add a line for it to ADDRESSES in tests/doors/table.py, and what it names to tests/doors/world*.py."

# Who may come, beyond the people who may see the object.
ALL = frozenset(KINDS)
SIGNED_IN = ALL - {"visitor", "half"}
ACTS = frozenset({"caseworker", "outsider", "administrator"})  # writes, sends and publishes in a group's name
MEMBERS = SIGNED_IN - {"departed"}  # works in some group
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


@dataclass(frozen=True)
class Asks:
    """What an address names and needs. `kind` is of World.things; `fill` gives the words that the object lacks."""

    kind: str = ""
    who: frozenset[str] = ALL
    fill: Mapping[str, Any] = field(default_factory=dict)
    sends: Mapping[str, Any] = field(default_factory=dict)  # the least that a form must hold to be read at all
    is_kind: bool = False  # leads members who may not act back to a page that says so
    is_shown: bool = False  # what is put on a public object is seen by everybody: then only who acts for its group may


def named(kind: str, *, sends: Mapping[str, Any] | None = None, **fill: Any) -> Asks:
    """Expect an address that everybody may use who may see the object."""
    return Asks(kind, ALL, fill, sends or {})


def acting(kind: str, *, sends: Mapping[str, Any] | None = None, is_kind: bool = False, **fill: Any) -> Asks:
    """Expect an address for those who may see the object and act in its group's name."""
    return Asks(kind, ACTS, fill, sends or {}, is_kind=is_kind)


NONE = "0" * 32
# Not asked here, and why.
LEFT_OUT = {
    "gallery": "Shows invented examples to whoever builds the site, and is closed outside development.",
    "signposts:check": "Answers a channel of a contact; test_contacts_desk asks it as everybody.",
}
ADDRESSES: dict[str, Asks] = {
    # Accounts, groups, work, texts
    "account_confirm_email": named("", key="a"),
    "account_reset_password_from_key": named("", uidb36="a", key="b"),
    "mfa_remove_webauthn": named("nothing", pk=1),
    "mfa_edit_webauthn": named("nothing", pk=1),
    "retry_task": named("task"),
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
    "let_back_in": named("person"),
    "change_person": named("person", change="close"),
    # The register and its calendars
    "body": named("body"),
    "body_json": named("body"),
    "new_body": acting(""),
    "edit_body": acting("body"),
    "new_contact": acting("body"),
    "edit_contact": acting("contact"),
    "check_contact": acting("contact"),
    "calendars:withdraw": named("override"),
    "calendars:closures": Asks("school", MEMBERS),
    "calendars:withdraw_closure": Asks("closure", MEMBERS),
    # Documents
    "packages:export": named("export"),
    "packages:package": named("export"),
    "evidence:document": named("document"),
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
    "redaction:prepare_copy": acting("original"),
    "redaction:check_copy": named("waiting copy"),
    "redaction:drop_copy": named("waiting copy"),
    "redaction:withdraw_copy": acting("published"),
    "redaction:find_words": named("original"),
    "redaction:mark_proposed": named("original"),
    "redaction:mark_span": named("original"),
    "redaction:mark_page": named("original", number=1),
    "redaction:remove_mark": named("original"),
    # Questions and findings
    "findings:ask": acting("", is_kind=True),
    "findings:question": named("question"),
    "findings:publish": acting("question"),
    "findings:cell": named("cell"),
    "findings:anew": acting("cell"),
    "findings:grid": named("group"),
    "findings:table": named("group"),
    "findings:from_passage": named("passage"),
    "findings:finding": named("finding"),
    "findings:answers": named("public question"),
    # Requests
    "foi:start": acting("", is_kind=True),
    "foi:campaign": named("campaign"),
    "foi:letter": acting("campaign"),
    "foi:bodies": acting("campaign"),
    "foi:check": acting("campaign"),
    "foi:sending": named("campaign"),
    "foi:undo": acting("campaign"),
    "foi:leave_now": acting("campaign"),
    "foi:case": named("case"),
    "foi:take_out": acting("case"),
    "foi:write": acting("case", step="reminder"),
    "foi:new_address": acting("case"),
    "foi:record": acting("case"),
    "foi:post": acting("case"),
    "foi:close": acting("case"),
    "foi:change_law": acting("case"),
    "foi:publish": acting("case"),
    "foi:strike": acting("event"),
    "foi:message": named("message"),
    "foi:sort": named("message"),
    "foi:hide": acting("message"),
    "foi:undo_one": acting("waiting"),
    "foi:leave_one_now": acting("waiting"),
    "foi:settle": acting("unsure"),
    "foi:file": named("file"),
    "foi:held": named("held"),
    "foi:file_held": named("held"),
    "foi:set_aside": named("held"),
    "foi:bring_back": named("held"),
    "foi:read_again": named("held"),
    "foi:mailroom_message": named("mailroom", sends={"reply": OWN_WORDS}),
    "foi:imported": acting("import"),
    # Opened by a secret in the address, whoever holds it; test_keys_and_links asks with the right one
    "foi:dates": named("nothing"),
    "kept_feed": named("nothing"),
    "evidence:oembed": named("nothing"),
    "mfa_view_recovery_codes": named("nothing"),
    "mfa_download_recovery_codes": named("nothing"),
    "foi:leave_digest": named("nothing", signed="wrong"),
    "foi:public_case": named("public case"),
    "foi:public_case_json": named("public case"),
    # The guide and the contacts
    "guide:index_in": named("nothing", language="cy"),
    "guide:translation": named("nothing", slug="start-here", language="cy"),
    "guide:print_file": named("print"),
    "guide:sent": named("nothing", token="wrong"),
    "guide:suggest": named("section"),
    "guide:suggest_passage": named("section"),
    "guide:section": named("section"),
    "guide:section_feed": named("section"),
    "guide:compare": named("section"),
    "guide:versions": named("section"),
    "guide:version": named("section"),
    "guide:desk": acting(""),
    "guide:answer": acting("suggestion"),
    "guide:edit": acting("section"),
    "guide:decide": acting("section", sends={"decision": "keep"}),
    # The sealed inbox: what a key opens, a person does not (test_keys_and_links asks with keys)
    "submissions:challenge": named("inbox for all"),
    "submissions:start": named("inbox for all"),
    "submissions:finish": named("", slug="northport", upload=NONE),
    "submissions:chunk": named("", slug="northport", upload=NONE, part="0", index="0"),
    "submissions:lookup": named("inbox for all"),
    "submissions:delete": named("inbox for all"),
    "submissions:plain": named("inbox for all"),
    "submissions:threads_by_key": named("sealed for a key"),
    "submissions:message_by_key": named("sealed for a key"),
    "submissions:file_by_key": named("sealed for a key"),
    "submissions:read_by_key": named("sealed for a key"),
    "submissions:reply_by_key": named("sealed for a key"),
    "submissions:delete_by_key": named("sealed for a key"),
    "submissions:source": named("inbox for all"),
    "submissions:delivered": named("inbox for all", name="manifest.json"),
    "submissions:hello": named("sealed"),
    "submissions:threads": named("sealed"),
    "submissions:message": named("sealed"),
    "submissions:file": named("sealed"),
    "submissions:read": named("sealed"),
    "submissions:reply": named("sealed"),
    "submissions:delete_thread": named("sealed"),
    "submissions:keyholder": named("sealed"),
    "submissions:keyholder_file": named("sealed", name="keyholder.html"),
    "submissions:who_reads": named("inbox for all"),
    "submissions:inbox": named("inbox"),
    "submissions:take_list": named("inbox"),
    "submissions:name_keyholder": Asks("sealed", is_kind=True),
    "submissions:remove_keyholder": Asks("place", is_kind=True),
    "submissions:make_access_key": named("sealed"),
    "submissions:revoke_access_key": named("sealed"),
    "submissions:record_exercise": named("sealed"),
    # What people keep, and what they write to the operator
    "drop_search": named("kept search"),
    "renew_search": named("kept search"),
    "close_search": named("kept search"),
    "complaint": named("complaint"),
    "complaint_acknowledged": named("complaint"),
}


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
