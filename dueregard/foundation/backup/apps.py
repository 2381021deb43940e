"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Folder, Periodic, Program, Variable


class BackupConfig(AppConfig):
    name = "dueregard.foundation.backup"
    label = "backup"


ADDS = Adds(
    variables=(
        Variable("BACKUP_TO", ""),
        Variable("BACKUP_KEYS", ""),
        Variable("BACKUP_DAYS", 30),
        Variable("BACKUP_EACH_NIGHT", True),
        Variable("BACKUP_S3_URL", ""),
        Variable("BACKUP_S3_REGION", ""),
        Variable("BACKUP_S3_KEY", ""),
        Variable("BACKUP_S3_SECRET", ""),
    ),
    folders=(Folder("BACKUPS", "backups", "lists of the back-ups that were made"),),
    programs=(Program("age", "age", "age", "Back-ups cannot be closed, so the site makes none."),),
    examined="dueregard.foundation.backup.queries.examined",
    desk="dueregard.foundation.backup.queries.desk_piece",
    periodic=(Periodic("dueregard.foundation.backup.tasks.back_up_nightly", 86_400, when="BACKUP_TO"),),
)
