"""Addresses of the open data. Those below `/api/` all answer programs, also what is not there."""

from django.urls import path, re_path

from dueregard.foundation.opendata.views import api, files, pages

app_name = "opendata"
urlpatterns = [
    path("data/", pages.data, name="data"),
    path("data/api/", pages.api, name="api"),
    path("data/datapackage.json", files.package, name="package"),
    path("data/<slug:name>.csv", files.table_csv, name="table_csv"),
    path("data/<slug:name>.json", files.table_json, name="table_json"),
    path("api/v1", api.tables, name="tables"),
    path("api/v1/openapi.json", api.description, name="description"),
    path("api/v1/<slug:name>", api.rows, name="rows"),
    re_path(r"^api/v1/(?P<name>[-a-zA-Z0-9_]+)/(?P<key>[^/\n]+)\Z", api.row, name="row"),
    re_path(r"^api/[\s\S]*\Z", api.nothing, name="nothing"),
]
