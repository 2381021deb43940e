"""Addresses of signposts. Those for somebody who may be watched say nothing of what they are about."""

from django.urls import URLPattern, path

from dueregard.parts.signposts.views import contacts, directory, editing, help

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
    path("desk/contacts/new/", editing.new, name="new"),
    path("desk/contacts/<slug:pack>/<slug:slug>/", editing.contact, name="contact"),
    path("desk/contacts/<slug:pack>/<slug:slug>/check/", contacts.check, name="check"),
    path("desk/contacts/<slug:pack>/<slug:slug>/change/", editing.facts, name="facts"),
    path("desk/contacts/<slug:pack>/<slug:slug>/add/", editing.new_channel, name="new_channel"),
    path("desk/contacts/<slug:pack>/<slug:slug>/channel/", editing.channel, name="channel"),
    path("desk/contacts/<slug:pack>/<slug:slug>/remove/", editing.remove, name="remove"),
]
