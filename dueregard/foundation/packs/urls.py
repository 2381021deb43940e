"""Addresses of the pack's pages."""

from django.urls import path

from dueregard.foundation.packs import views

app_name = "packs"
urlpatterns = [
    path("desk/pack/", views.pack, name="pack"),
    path("desk/pack/<slug:pack_id>/<slug:kind>/<slug:slug>/", views.text, name="text"),
    path("desk/pack/<slug:pack_id>/<slug:kind>/<slug:slug>/proposal/", views.decide, name="decide"),
]
