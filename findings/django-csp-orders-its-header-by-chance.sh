#!/usr/bin/env bash
# Guess:    the directives of Content-Security-Policy come in the order of the settings, or at least in one order.
# Happens:  django-csp walks over a set of their names, so the order hangs on Python's hash seed. Each process of a server sends
#           another header for the same page. With one seed, or compared as a set, it is the same policy each time.
# Versions: django-csp 4.0, Django 5.2.19, Python 3.11.
# Matters:  a test, a cache key or a deployment check that compares the header as text fails now and then. Ours look for single directives.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check django-csp==4.0 Django==5.2.19
cat > "$place/say.py" <<'PY'
from csp.utils import build_policy
from django.conf import settings

POLICY = {"default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'"]}
settings.configure(CONTENT_SECURITY_POLICY={"DIRECTIVES": POLICY})
print(build_policy())
PY
cat > "$place/try.py" <<'PY'
import os
import subprocess
import sys


def header(seed: int) -> str:
    """Return the policy as a fresh process writes it."""
    own = os.environ | {"PYTHONHASHSEED": str(seed)}
    return subprocess.run([sys.executable, sys.argv[1]], env=own, check=True, capture_output=True, text=True).stdout.strip()


headers = [header(seed) for seed in range(1, 7)]
orders, again = set(headers), header(1)
policies = {frozenset(one.split("; ")) for one in headers}
for one in sorted(orders)[:2]:
    print(one)
print(f"6 processes with one configuration: more than one text ({len(orders)}), policies: {len(policies)}")
print(f"the first seed once more: {'same text' if again == headers[0] else 'another text'}")
seen = (len(orders) > 1, len(policies), again == headers[0])
sys.exit(0 if seen == (True, 1, True) else f"expected several orders of one policy, steady for one seed, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py" "$place/say.py"
