"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Folder


class SearchConfig(AppConfig):
    name = "dueregard.foundation.search"
    label = "search"


ADDS = Adds(
    examined="dueregard.foundation.search.queries.examined.examined",
    works="dueregard.foundation.search.queries.works.works_now",
    notices="dueregard.foundation.search.personal.NOTICES",
    about_nobody="dueregard.foundation.search.personal.ABOUT_NOBODY",
    folders=(Folder("SEARCH_FOLDER", "search", "search index: can be rebuilt"),),
)
