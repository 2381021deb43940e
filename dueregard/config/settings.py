"""Django's settings. Values only; each that an operator may set stands in docs/reference/settings.md (a test compares).

Everything else about a site lives in its database, where an administrator can change it.
"""

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from dueregard import parts
from dueregard.config.environment import Environment
from dueregard.config.secret_key import kept_secret
from dueregard.rules.wiring import joined
from dueregard.rules.wiring.adds import (
    Adds,
    Entry,
    ExamplePiece,
    Folder,
    Kind,
    Moves,
    Offered,
    WaitsUntil,
)

ROOT = Path(__file__).resolve().parents[2]

env = Environment()

STATE = Path(env.str("DUEREGARD_STATE", default=str(ROOT / "var"))).resolve()
STATE.mkdir(mode=0o700, parents=True, exist_ok=True)


def _secret_key() -> str:
    """Read the key from the environment, or from a file that is made once and readable by its owner alone."""
    given: str = env.str("DUEREGARD_SECRET_KEY", default="")
    if given:
        return given
    return kept_secret(STATE / "secret-key")


SECRET_KEY = _secret_key()
DEVELOPMENT = env.bool("DUEREGARD_DEVELOPMENT", default=False)
DEBUG = DEVELOPMENT
SITE_NAME = env.str("DUEREGARD_SITE_NAME", default="Together Against Prevent")
RUN_BY = env.str("DUEREGARD_RUN_BY", default="a local Together Against Prevent group")
CONTACT = env.str("DUEREGARD_CONTACT", default="")
SOURCE = env.str("DUEREGARD_SOURCE", default="")
PUBLIC_URL = env.str("DUEREGARD_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "DUEREGARD_HOSTS", default=[urlsplit(PUBLIC_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
BEHIND_TLS = PUBLIC_URL.startswith("https://")
PACKS = ROOT / "packs"
# Where "Leave this page" leads: a page that nobody minds being seen, and not one of ours.
EXIT_URL = env.str("DUEREGARD_EXIT_URL", default="https://www.bbc.co.uk/weather")
# The regulators' names change with the law (uk-law-and-prevent, section 0); letters and pages take them from here.
REGULATOR = env.str("DUEREGARD_REGULATOR", default="Information Commissioner’s Office (ICO)")
REGULATOR_SCOTLAND = env.str("DUEREGARD_REGULATOR_SCOTLAND", default="Scottish Information Commissioner")

# Parts of the product; each can be left out. A part is its folder, and its name here.
EVERY_PART = [
    *("branch", "consultations", "foi", "guide", "letters", "pledge", "signposts", "submissions", "training", "tracker")
]
PARTS = [part.strip() for part in env.list("DUEREGARD_PARTS", default=EVERY_PART)]
_known = sorted(module.name for module in iter_modules(parts.__path__))
if _unknown := sorted({*PARTS} - {*_known}):
    raise ImproperlyConfigured(
        f"DUEREGARD_PARTS names {', '.join(_unknown)}, which this site does not have. It has {', '.join(_known)}."
    )
# What every site has: each a folder, and its name here.
RECORDS = [
    *("findings", "packages", "redaction", "evidence", "history", "notes"),
    *("groups", "calendars", "areas", "bodies", "todo", "rights"),
]
FOUNDATION = [
    *("opendata", "backup", "search", "packs", "mail", "files"),
    *("example", "work", "editing", "audit", "accounts", "ready", "machine"),
]
OWN_APPS = [
    "dueregard.website",
    *[f"dueregard.parts.{part}" for part in PARTS],
    *[f"dueregard.records.{record}" for record in RECORDS],
    *[f"dueregard.foundation.{app}" for app in FOUNDATION],
]
# What each says in its apps.py that it adds (rules/wiring/adds). Below, each thing has its place.
ADDED: list[Adds] = [getattr(import_module(f"{app}.apps"), "ADDS", Adds()) for app in OWN_APPS]

for _folder in joined.listed(ADDED, lambda adds: adds.folders):
    globals()[_folder.setting] = STATE / _folder.name
for _variable in joined.listed(ADDED, lambda adds: adds.variables):
    _value = env.get_value(f"DUEREGARD_{_variable.name}", cast=type(_variable.default), default=_variable.default)
    globals()[_variable.name] = _value.rstrip("/") if _variable.is_own_address else _value
    if _variable.is_own_address and (_host := urlsplit(_value).hostname):
        ALLOWED_HOSTS.append(_host)
globals().update(joined.mapped(ADDED, lambda adds: adds.fixed))

INSTALLED_APPS = [
    "dueregard.config.apps.ConfigConfig",
    *OWN_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    *joined.listed(ADDED, lambda adds: adds.before_all),
    "dueregard.foundation.ready.middleware.ReadyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dueregard.foundation.accounts.middleware.PersonMiddleware",
    "dueregard.foundation.accounts.middleware.AudienceMiddleware",
]

ROOT_URLCONF = "dueregard.config.urls"
WSGI_APPLICATION = "dueregard.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dueregard.website.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The path is no address: a folder's name may hold what an address would take for something else (+, #, %).
OWN_FILE: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(STATE / "site.sqlite3")}
DATABASES = {"default": env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else OWN_FILE}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: no lock errors with these; memory-mapping stays off (ADR 0001).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = 600
# A web process has many threads, and PostgreSQL few connections: a burst of readers takes turns (config/wsgi sets it).
CONNECTIONS = env.int("DUEREGARD_CONNECTIONS", default=0)
if CONNECTIONS and DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 0, "max_size": CONNECTIONS, "timeout": 30}
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps them
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A person signs in with a passkey, or with a password and a one-time code.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["dueregard.foundation.accounts.adapter.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "dueregard.foundation.accounts.adapter.NotTheFirstToBeTried"},
]
ACCOUNT_ADAPTER = "dueregard.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "dueregard.foundation.accounts.adapter.KeysAdapter"
MFA_FORMS = {
    "authenticate": "dueregard.foundation.accounts.forms.CodeForm",
    "reauthenticate": "dueregard.foundation.accounts.forms.CodeAgainForm",
}
MFA_TOTP_TOLERANCE = 1  # one step either way, as RFC 6238 section 5.2 advises: telephones' clocks are not exact
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
CODES_KEY = STATE / "codes-key"  # seals the secrets of code apps; a copy of the database alone opens none
# Counts of failed sign-ins must be shared by every web process, so they live in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_briefnote",
        # Django throws notes away beyond 300: whoever makes 300 would wipe out the counts of their own tries. They go
        # by their time alone (foundation/accounts/tasks).
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
        "KEY_FUNCTION": "dueregard.config.hidden_keys.hidden_key",  # allauth's keys hold readers' addresses
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("DUEREGARD_PROXIES", default=0)
# The forms that a stranger can send; allauth's own stay as they are. No one reader may use up the hour of all.
ACCOUNT_RATE_LIMITS = {"complaint": "5/m/ip", "suggestion": "6/h/ip"}
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "dueregard.foundation.accounts.views.send_again.send_again"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
# While serving from the source tree the finders answer; hashed names come with `dueregard serve`, which collects first.
FOLDER: dict[str, Any] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": STATE / "files"},
}
S3_BUCKET = env.str("DUEREGARD_S3_BUCKET", default="")
BUCKET: dict[str, Any] = {
    "BACKEND": "dueregard.foundation.files.gateways.bucket.BucketStorage",
    "OPTIONS": {
        "bucket": S3_BUCKET,
        "address": env.str("DUEREGARD_S3_URL", default=""),
        "region": env.str("DUEREGARD_S3_REGION", default=""),
        "key": env.str("DUEREGARD_S3_KEY", default=""),
        "secret": env.str("DUEREGARD_S3_SECRET", default=""),
    },
}
STORAGES: dict[str, dict[str, Any]] = {
    "default": BUCKET if S3_BUCKET else FOLDER,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:  # a browser takes a cookie of such a name from this very host alone, never from one beside it
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # they may name people: no cookie holds them
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE, CSRF_COOKIE_AGE = 12 * 60 * 60, None  # None: no cookie says for a year that a form was open here
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("DUEREGARD_HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Mail. In practice mode nothing leaves the site; `dueregard mode live` changes it once its checks pass.
SMTP_URL = env.str("DUEREGARD_SMTP_URL", default="")
MAIL_FROM = env.str("DUEREGARD_MAIL_FROM", default="requests@dueregard.invalid")
REPLY_ADDRESS = env.str("DUEREGARD_REPLY_ADDRESS", default="foi-{token}@dueregard.invalid")
INTAKE_COPY = env.bool("DUEREGARD_INTAKE_COPY", default=True)
MAIL_PER_MINUTE = env.int("DUEREGARD_MAIL_PER_MINUTE", default=20)
UNDO_MINUTES = env.int("DUEREGARD_UNDO_MINUTES", default=10)
LMTP_LISTEN = env.str("DUEREGARD_LMTP_LISTEN", default="")
IMAP_URL = env.str("DUEREGARD_IMAP_URL", default="")
MAILDIR = env.str("DUEREGARD_MAILDIR", default="")
MAIL_LOG = env.str("DUEREGARD_MAIL_LOG", default="")
MAIL_JOURNAL = env.str("DUEREGARD_MAIL_JOURNAL", default=str(STATE / "sent-mail"))

# Reading documents.
OCR_LANGUAGES = env.list("DUEREGARD_OCR_LANGUAGES", default=["eng"])
SPEECH_ENGINE = env.str("DUEREGARD_SPEECH_ENGINE", default="none")
SPEECH_COMMAND = env.str("DUEREGARD_SPEECH_COMMAND", default="whisper-cli")
SPEECH_MODEL = env.str("DUEREGARD_SPEECH_MODEL", default="")
SPEECH_LANGUAGE = env.str("DUEREGARD_SPEECH_LANGUAGE", default="en")

# The wiring between floors: what happens by itself, who is told of what, and what each app shows.
PROGRAMS = joined.listed(ADDED, lambda adds: adds.programs)
PERIODIC_WORK = joined.periodic_work(ADDED, lambda name: bool(globals()[name]))  # task -> seconds
WAITS_UNTIL: tuple[WaitsUntil, ...] = joined.listed(ADDED, lambda adds: adds.waits_until)
MAIL_ARRIVAL_TASK = joined.only_one(ADDED, lambda adds: adds.mail_arrival_task)
MAIL_CLAIMS = tuple(adds.mail_claims for adds in ADDED if adds.mail_claims)
MAIL_SETTLED_TASKS: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.mail_settled_tasks)
SITE_TIME_VIEWS: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.site_time)
DAY_PASSES: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.day_passes)
DATED_AFTER: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.dated_after)
PRACTISED = tuple(adds.practised for adds in ADDED if adds.practised)
PRACTICE_ENDS: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.practice_ends)
EXAMPLE: tuple[ExamplePiece, ...] = joined.in_order(ADDED, lambda adds: adds.example)
PACK_CHANGED_TASKS: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.pack_changed_tasks)
PACK_READ_AT = joined.only_one(ADDED, lambda adds: adds.pack_read_at)
FINDABLE_KINDS = joined.findable_kinds(ADDED)  # kind of row -> module that says what of it is found
SEARCH_KINDS: dict[str, Kind] = joined.mapped(ADDED, lambda adds: {one.kind: one for one in adds.kinds})
OFFERED: tuple[Offered, ...] = joined.in_order(ADDED, lambda adds: adds.offers)  # tables of open data
IN_NETWORK = tuple(one.module for one in joined.in_order(ADDED, lambda adds: adds.in_network))
PACKAGED: dict[str, str] = joined.mapped(ADDED, lambda adds: adds.packaged)
BODY_ROWS: dict[str, Moves] = joined.mapped(ADDED, lambda adds: adds.moves)  # model -> what moves with its body
BODY_PIECES = tuple(adds.body_pieces for adds in ADDED if adds.body_pieces)
AREA_PIECES = tuple(adds.area_pieces for adds in ADDED if adds.area_pieces)
DOCUMENT_SHOWN_TASKS: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.document_shown_tasks)
BODY_MERGED_TASKS: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.body_merged_tasks)
NOTICES: tuple[str, ...] = tuple(filter(None, (adds.notices for adds in ADDED)))
ABOUT_NOBODY: tuple[str, ...] = tuple(filter(None, (adds.about_nobody for adds in ADDED)))
BROUGHT_TO_REQUESTS = joined.only_one(ADDED, lambda adds: adds.brought_to_requests)
ERASED_TASKS: tuple[str, ...] = joined.listed(ADDED, lambda adds: adds.erased_tasks)
CLAIM_PAGES = joined.in_order(ADDED, lambda adds: adds.claim_pages)
MENUS: dict[str, tuple[Entry, ...]] = joined.menus(ADDED)
DOORS = joined.in_order(ADDED, lambda adds: adds.doors)
LIST_PAGES = joined.in_order(ADDED, lambda adds: adds.list_pages)
WAYS = joined.in_order(ADDED, lambda adds: adds.ways)
NAMES_BODIES = tuple(adds.names_bodies for adds in ADDED if adds.names_bodies)
THREAD = tuple(adds.thread for adds in ADDED if adds.thread)
FIGURES = tuple(adds.figures for adds in ADDED if adds.figures)
FACTS = tuple(adds.facts for adds in ADDED if adds.facts)
WORKS = tuple(adds.works for adds in ADDED if adds.works)
WAITS = tuple(adds.waits for adds in ADDED if adds.waits)
REACH = joined.only_one(ADDED, lambda adds: adds.reach)
KNOWN = tuple(adds.known for adds in ADDED if adds.known)
STANDS = tuple(adds.stands for adds in ADDED if adds.stands)
EXAMINED = tuple(adds.examined for adds in ADDED if adds.examined)
DESK = tuple(adds.desk for adds in ADDED if adds.desk)
FIRST_STEPS = tuple(adds.first_steps for adds in ADDED if adds.first_steps)
DOES = joined.first_of_each(ADDED, lambda adds: adds.does)
STATE_FOLDERS: tuple[Folder, ...] = joined.listed(ADDED, lambda adds: adds.folders)
KEPT: dict[str, str] = joined.mapped(ADDED, lambda adds: adds.kept)
SEARCH_INDEX = "dueregard.foundation.search.gateways.embedded.EmbeddedIndex"
FIXITY_GIB = env.int("DUEREGARD_FIXITY_GIB", default=4)  # how much of what is kept is read anew each night
# An authority that puts its time to the custody log, and the certificates by which its answers are known.
TSA_URL = env.str("DUEREGARD_TSA_URL", default="")
TSA_CERTIFICATES = env.str("DUEREGARD_TSA_CERTIFICATES", default="")
# What may take minutes (reading a scan) waits in a queue of its own, so that it never keeps a letter waiting.
ROWS = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "slow"], "ENQUEUE_ON_COMMIT": True}
TASKS = {"default": ROWS}
# The RabbitMQ of a site on several machines: amqps://user:password@host/vhost. Without it, workers ask the database.
QUEUE = env.str("DUEREGARD_QUEUE", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# The log says what happened, never to whom: no addresses, no names, no query strings.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"places": {"()": "dueregard.config.log.OnlyPlaces"}},
    "formatters": {
        "line": {
            "()": "dueregard.config.log.WithoutWords",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        # Some logs tell no time finer than a day; their apps say so.
        "day": {
            "()": "dueregard.config.log.WithoutWords",
            "format": "{asctime} {levelname} {name}: {message}",
            "datefmt": "%Y-%m-%d",
            "style": "{",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["places"], "stream": sys.stderr},
        "day": {"class": "logging.StreamHandler", "formatter": "day", "filters": ["places"], "stream": sys.stderr},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        **{
            log: {"level": "ERROR", "handlers": ["day"], "propagate": False}
            for log in joined.listed(ADDED, lambda adds: adds.logs_by_day)
        },
        "fido2": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "mail.log": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
