"""Signed lists of keyholders and page configurations for tests, with the published keys of the vectors."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sealed.modules import vectors

VECTORS = vectors()
ROOT = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["manifest"]["root_seed"]))


def utc_today() -> date:
    return datetime.now(UTC).date()


def signed_manifest(kind: str = "pq", *, recipients: list[str] | None = None, **change: object) -> dict[str, str]:
    """Return a list in force, signed by the published root key."""
    today = utc_today()
    keyholders = recipients or [one["recipient"] for one in VECTORS["keyholders"][kind]]  # type: ignore[index]
    text = json.dumps(
        {
            "v": 1,
            "group": VECTORS["manifest"]["group"],
            "number": 1,
            "made_on": (today - timedelta(days=60)).isoformat(),
            "changed_on": (today - timedelta(days=60)).isoformat(),
            "valid_until": (today + timedelta(days=100)).isoformat(),
            "kind": kind,
            "previous": None,
            "keyholders": [
                {"label": f"Keyholder {number}", "recipient": one, "since": (today - timedelta(days=60)).isoformat()}
                for number, one in enumerate(keyholders, 1)
            ],
        }
        | change
    )
    return {"manifest": text, "signature": ROOT.sign(b"dueregard/inbox/v1/manifest\n" + text.encode()).hex()}


def configuration(**change: object) -> dict[str, object]:
    """Return what a page is set to."""
    return {
        "v": 1,
        "group": "Northport Against Prevent",
        "root": VECTORS["manifest"]["root"],
        "kept_days": 90,
        "abandoned_hours": 24,
        "chunk_bytes": 4_194_304,
        "file_bytes": 8_589_934_592,
        "files": 20,
        "thread_bytes": 34_359_738_368,
        "exit": "https://weather.example/",
        "onion": "",
        "site": "",
        "advice": {
            "name": "Protect",
            "phone": "020 3117 2520",
            "web": "https://protect-advice.org.uk/",
            "checked_on": (utc_today() - timedelta(days=2)).isoformat(),
        },
    } | change


def files_of_a_group(kind: str = "pq", **config: object) -> dict[str, bytes]:
    """Return the files that belong to one group, by name."""
    signed = signed_manifest(kind)
    recipients = [one["recipient"] for one in json.loads(signed["manifest"])["keyholders"]]
    return {
        "config.json": json.dumps(configuration(**config)).encode(),
        "manifest.json": json.dumps(signed).encode(),
        "keys.log": (json.dumps(signed) + "\n").encode(),
        "recipients.txt": "".join(f"{one}\n" for one in recipients).encode(),
    }


def hash_of(signed: dict[str, str]) -> str:
    return hashlib.sha256(signed["manifest"].encode()).hexdigest()
