"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Periodic


class FilesConfig(AppConfig):
    name = "dueregard.foundation.files"
    label = "files"


ADDS = Adds(periodic=(Periodic("dueregard.foundation.files.tasks.remove_leftovers", 86_400),))
