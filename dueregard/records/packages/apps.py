"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Periodic, WaitsUntil


class PackagesConfig(AppConfig):
    name = "dueregard.records.packages"
    label = "packages"


ADDS = Adds(
    waits_until=(WaitsUntil("packages.Export", "claimed_until", most=600),),
    erased_tasks=("dueregard.records.packages.tasks.remove_packages",),
    notices="dueregard.records.packages.personal.NOTICES",
    periodic=(Periodic("dueregard.records.packages.tasks.sweep_exports", 30),),
    kept={"exports": "packages to download: removed after 7 days"},
)
