"""Settings of the test suite: a state folder of its own, quick passwords, tasks that run when asked."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "DUEREGARD_STATE" not in os.environ:
    os.environ["DUEREGARD_STATE"] = tempfile.mkdtemp(prefix="dueregard-tests-")
    atexit.register(shutil.rmtree, os.environ["DUEREGARD_STATE"], ignore_errors=True)  # whoever made it removes it
os.environ.setdefault("DUEREGARD_SECRET_KEY", "for tests only")
os.environ.setdefault("DUEREGARD_DEVELOPMENT", "1")

from dueregard.config.settings import *  # noqa: F403
from dueregard.config.settings import DATABASES, STATE, STORAGES

DEBUG = False
DEVELOPMENT = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # forgotten between tests
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: browsers and servers of the tests read it from other threads and processes.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(STATE) / "tests.sqlite3")}
