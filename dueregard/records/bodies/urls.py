"""Addresses of the register."""

from django.urls import URLPattern, path

from dueregard.records.bodies.views import browse, keep, many_addresses, merge, upload

urlpatterns: list[URLPattern] = [
    path("bodies/", browse.bodies, name="bodies"),
    path("bodies/<slug:slug>/", browse.body, name="body"),
    path("bodies/<slug:slug>.json", browse.body_json, name="body_json"),
    path("desk/register/new/", keep.new_body, name="new_body"),
    path("desk/register/import/", upload.import_file, name="import_bodies"),
    path("desk/register/addresses/", many_addresses.addresses, name="many_addresses"),
    path("desk/register/<slug:slug>/edit/", keep.edit_body, name="edit_body"),
    path("desk/register/<slug:slug>/show/", keep.tell_everybody, name="tell_of_body"),
    path("desk/register/<slug:slug>/merge/", merge.find_entry, name="find_entry"),
    path("desk/register/<slug:slug>/merge/<slug:other_slug>/", merge.merge, name="merge_bodies"),
    path("desk/register/<slug:slug>/addresses/new/", keep.new_contact, name="new_contact"),
    path("desk/register/<slug:slug>/addresses/<int:pk>/", keep.edit_contact, name="edit_contact"),
    path("desk/register/<slug:slug>/addresses/<int:pk>/second-look/", keep.second_look, name="look_again"),
    path("desk/register/<slug:slug>/addresses/<int:pk>/checked/", keep.checked_today, name="check_contact"),
]
