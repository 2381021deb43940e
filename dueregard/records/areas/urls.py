"""Addresses of areas."""

from django.urls import URLPattern, path

from dueregard.records.areas.views import files, maps, postcodes, sheets

urlpatterns: list[URLPattern] = [
    path("areas/", maps.areas, name="areas"),
    path("areas.csv", maps.table, name="areas_table"),
    path("areas.geojson", maps.geojson, name="areas_geojson"),
    path("areas/postcode/", postcodes.postcode, name="area_of_postcode"),
    path("desk/areas/", files.import_area_file, name="area_files"),
    path("areas/<slug:slug>/sheet.pdf", sheets.area_sheet, name="area_sheet"),
    path("areas/<slug:slug>/", maps.area, name="area"),
]
