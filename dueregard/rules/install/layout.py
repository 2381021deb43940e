"""Where everything of an installed machine is. Units, scripts and documents say the same; a test compares."""

ACCOUNT = "due-regard"
CODE = "/opt/due-regard"  # a folder for each version, and `current`, a link to the one in use
CURRENT = f"{CODE}/current"
STATE = "/var/lib/due-regard"
WAY_BACK = f"{STATE}/way-back"
DATABASE = f"{STATE}/site.sqlite3"
SETTINGS = "/etc/due-regard/settings"
SECRETS = "/etc/due-regard/secrets"
KEPT_ANSWERS = "/etc/due-regard/answers"
REPLACED = "/etc/due-regard/replaced"  # nginx reads whatever is beside its own files, under any name
RECORD = "/var/lib/due-regard-install/record.json"
SYSTEMD = "/etc/systemd/system"
SITES = "/etc/nginx/sites-enabled"
SCRIPTS = "/usr/local/lib/due-regard"
COMMAND = "/usr/local/bin/due-regard"
TOR = "/etc/tor/torrc"
OWN_TOR = "/etc/tor/due-regard.conf"  # torrc includes it by one line
ONION_NAME = "/var/lib/tor/dueregard-sealed/hostname"
DEBIAN_SITE = f"{SITES}/default"

TARGET = "due-regard.target"
PREPARE = "due-regard-prepare.service"
SERVED = ("due-regard-web", "due-regard-worker", "due-regard-reader", "due-regard-indexer")
LISTENER = "due-regard-listener.service"
TIMERS = ("due-regard-doctor.timer", "due-regard-integrity.timer")
BACKUP, BACKUP_TIMER = "due-regard-backup.service", "due-regard-backup.timer"

# What of the project's folder a version's folder holds: what the site needs, and what a person reads beside it.
SHIPPED = (
    *("dueregard", "packs", "sealed", "keyholder", "watcher", "deploy", "docs", "requirements"),
    *("pyproject.toml", "run", "manage.py", "LICENSE", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"),
)
