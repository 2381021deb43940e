"""Sessions as a real sign-in leaves them: the person has a code app, and this session saw its code."""

import base64
import hmac
import struct
import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from dueregard.foundation.accounts.models import Person

SECRET = base64.b32encode(b"northport northport!").decode()


def give_code_app(person: Person) -> Authenticator:
    """Return the person's code app, added if they had none. Its codes are those of SECRET."""
    app, _ = Authenticator.objects.get_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": SECRET}}
    )
    return app


def sign_in_by_password_only(person: Person) -> Client:
    """Return a client whose session saw a password and nothing else."""
    return _with_session(person, {"method": "password", "at": time.time()})


def sign_in(person: Person) -> Client:
    """Return a client whose session saw the person's password and a code of their app."""
    app = give_code_app(person)
    return _with_session(
        person,
        {"method": "password", "at": time.time()},
        {"method": "mfa", "at": time.time(), "id": app.pk, "type": "totp"},
    )


def _with_session(person: Person, *methods: dict[str, Any]) -> Client:
    """Write the session at once: signing in step by step takes some twenty queries, and thousands of tests begin so."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = list(methods)
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def code_of(secret: str, *, at: float | None = None) -> str:
    """Return the six digits that an app with this secret shows. Source: RFC 4226, section 5.3; RFC 6238, section 4."""
    steps = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.digest(base64.b32decode(secret.replace(" ", "").upper()), steps, "sha1")
    (number,) = struct.unpack(">I", digest[(start := digest[-1] & 15) : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"
