"""A list of keyholders is what the group signed, of one kind, and comes straight after the one before."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dueregard.rules.sealed.envelope import Recipient
from dueregard.rules.sealed.fingerprint_words import fingerprint_words
from dueregard.rules.sealed.manifest import (
    Manifest,
    ManifestRefused,
    Refusal,
    check_follows,
    group_of,
    read_manifest,
)
from tests.builders_sealed import shared_keys

VECTOR = json.loads((Path(__file__).parents[2] / "sealed" / "vectors.json").read_text())["manifest"]
ROOT = VECTOR["root"]
TODAY = date(2026, 11, 25)


def listing(**changed: Any) -> str:
    return json.dumps(json.loads(VECTOR["manifest"]) | changed)


def holders(*recipients: str) -> list[dict[str, str]]:
    return [{"label": f"Keyholder {n}", "recipient": one, "since": "2026-11-01"} for n, one in enumerate(recipients, 1)]


def later(last: Manifest, **changed: Any) -> Manifest:
    said = {"number": 2, "made_on": "2026-11-20", "previous": last.hash, **changed}
    return read_manifest(listing(**said), root=ROOT)


def refusal(text: str) -> Refusal:
    with pytest.raises(ManifestRefused) as refused:
        read_manifest(text, root=ROOT)
    return refused.value.reason


@pytest.fixture
def first() -> Manifest:
    return read_manifest(VECTOR["manifest"], root=ROOT)


def test_a_list_is_read_as_both_pages_read_it(first: Manifest) -> None:
    assert first.hash == VECTOR["hash"]
    assert group_of(ROOT) == VECTOR["group"]
    assert first.recipient is Recipient.X25519
    assert [holder.label for holder in first.holders] == ["Keyholder 1", "Keyholder 2"]


def test_fingerprints_have_the_same_words_on_paper_and_in_both_pages(first: Manifest) -> None:
    assert " ".join(fingerprint_words(bytes.fromhex(ROOT))) == VECTOR["root_words"]
    words = [" ".join(fingerprint_words(holder.recipient.encode())) for holder in first.holders]
    assert words == VECTOR["keyholder_words"]


def test_a_list_of_post_quantum_keys_made_by_age_is_read() -> None:
    keys = shared_keys(3)
    text = listing(kind="pq", keyholders=holders(*(key.recipient for key in keys)))
    assert read_manifest(text, root=ROOT).recipient is Recipient.POST_QUANTUM


OURS = [one["recipient"] for one in json.loads(VECTOR["manifest"])["keyholders"]]
WRONG: dict[str, tuple[Any, Refusal]] = {
    "no JSON": ("{", Refusal.SHAPE),
    "a list": ("[]", Refusal.SHAPE),
    "deep nesting": ("[" * 60_000, Refusal.SHAPE),
    "a later version": (listing(v=2), Refusal.SHAPE),
    "another group": (listing(group="0" * 64), Refusal.GROUP),
    "number nought": (listing(number=0), Refusal.SHAPE),
    "a first list that follows": (listing(previous="0" * 64), Refusal.PREVIOUS),
    "a second list that follows nothing": (listing(number=2), Refusal.PREVIOUS),
    "a day that is none": (listing(made_on="2026-02-30"), Refusal.DAYS),
    "an instant": (listing(made_on="2026-11-01T10:00:00Z"), Refusal.DAYS),
    "for ever": (listing(valid_until="2028-11-01"), Refusal.DAYS),
    "changed after it was made": (listing(changed_on="2026-11-02"), Refusal.DAYS),
    "nobody": (listing(keyholders=[]), Refusal.RECIPIENT),
    "eleven": (listing(keyholders=holders(*(f"age1{n}" for n in range(11)))), Refusal.RECIPIENT),
    "a mistyped key": (listing(keyholders=holders(OURS[0][:-1] + "q")), Refusal.RECIPIENT),
    "a key in capitals": (listing(keyholders=holders(OURS[0].upper())), Refusal.RECIPIENT),
    "a plugin": (listing(keyholders=holders("age1yubikey1" + "q" * 50)), Refusal.RECIPIENT),
    "a linkable tag": (listing(keyholders=holders("age1tag1" + "q" * 54)), Refusal.RECIPIENT),
    "an SSH key": (listing(keyholders=holders("ssh-ed25519 AAAA")), Refusal.RECIPIENT),
    "the same twice": (listing(keyholders=holders(OURS[0], OURS[0])), Refusal.REPEATED),
    "classical, called post-quantum": (listing(kind="pq"), Refusal.MIX),
    "a person's whole story as label": (
        listing(keyholders=[{**holders(OURS[0])[0], "label": "x" * 61}]),
        Refusal.SHAPE,
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_list_that_could_mislead_is_refused_with_its_reason(what: str) -> None:
    text, reason = WRONG[what]
    assert refusal(text) is reason


@pytest.mark.parametrize("kind", ["pq", "x25519"])
def test_a_mix_of_both_kinds_is_refused_whatever_it_calls_itself(kind: str) -> None:
    mixed = listing(kind=kind, keyholders=holders(OURS[0], shared_keys(1)[0].recipient))
    assert refusal(mixed) is Refusal.MIX


def test_signing_again_without_a_change_keeps_the_day_of_the_last_change(first: Manifest) -> None:
    check_follows(later(first), first, today=TODAY)


def test_a_new_key_moves_the_day_of_change_and_is_news_for_thirty_days(first: Manifest) -> None:
    new = later(first, keyholders=holders(OURS[0]), changed_on="2026-11-20")
    check_follows(new, first, today=TODAY)
    assert new.is_news(date(2026, 12, 20), received_on=date(2026, 11, 20))
    assert not new.is_news(date(2026, 12, 21), received_on=date(2026, 11, 20))


def test_a_change_that_was_signed_long_before_it_was_brought_is_news_from_the_day_it_came(first: Manifest) -> None:
    new = later(first, keyholders=holders(OURS[0]), changed_on="2026-11-20")
    assert new.is_news(date(2027, 1, 24), received_on=date(2026, 12, 25))
    assert not new.is_news(date(2027, 1, 25), received_on=date(2026, 12, 25))


def test_a_first_list_changes_nothing(first: Manifest) -> None:
    assert not first.is_news(first.made_on, received_on=first.made_on)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"number": 3}, Refusal.NUMBER),
        ({"previous": "0" * 64}, Refusal.PREVIOUS),
        ({"made_on": "2026-10-20", "changed_on": "2026-10-20"}, Refusal.DAYS),
        ({"keyholders": holders(OURS[0])}, Refusal.CHANGED),
        ({"changed_on": "2026-11-20"}, Refusal.CHANGED),
        ({"valid_until": "2026-11-24"}, Refusal.OUT_OF_DATE),
        ({"made_on": "2026-11-27"}, Refusal.OUT_OF_DATE),
    ],
)
def test_a_list_that_skips_replays_or_hides_a_change_does_not_follow(
    first: Manifest, changed: dict[str, Any], reason: Refusal
) -> None:
    with pytest.raises(ManifestRefused) as refused:
        check_follows(later(first, **changed), first, today=TODAY)
    assert refused.value.reason is reason


def test_an_old_list_does_not_come_into_force_as_the_first(first: Manifest) -> None:
    with pytest.raises(ManifestRefused) as refused:
        check_follows(first, first, today=TODAY)
    assert refused.value.reason is Refusal.NUMBER
