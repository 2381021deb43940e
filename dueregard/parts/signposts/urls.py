"""Addresses of signposts. Those for somebody who may be watched say nothing of what they are about."""

from django.urls import URLPattern, path

from dueregard.parts.signposts.views import contacts, directory, help

app_name = "signposts"
urlpatterns: list[URLPattern] = [
    path("help/", help.help_now, name="help"),
    path("help/card/", help.card, name="card"),
    path("help/safety/", help.safety, name="safety"),
    path("help/before/", help.before, name="before"),
    path("help/keeper.js", help.keeper, name="keeper"),
    path("help/services.json", help.services, name="services"),
    path("networks/", directory.networks, name="networks"),
    path("figures/", directory.figures, name="figures"),
    path("desk/contacts/", contacts.contacts, name="contacts"),
    path("desk/contacts/<slug:pack>/<slug:slug>/", contacts.check, name="check"),
]
