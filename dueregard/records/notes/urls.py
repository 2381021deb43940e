"""Addresses of private notes."""

from django.urls import path

from dueregard.records.notes.views import notes, sharing

app_name = "notes"
urlpatterns = [
    path("desk/notes/", notes.all_notes, name="all"),
    path("desk/notes/<slug:kind>/<slug:key>/write/", notes.write, name="write"),
    path("desk/notes/<uuid:pk>/", notes.change, name="change"),
    path("desk/notes/<uuid:pk>/remove/", notes.remove, name="remove"),
    path("desk/notes/<uuid:pk>/network/", sharing.share, name="share"),
    path("desk/networks/<uuid:pk>/", sharing.network, name="network"),
    path("desk/networks/notes/<int:pk>/back/", sharing.take_back_note, name="take_back"),
]
