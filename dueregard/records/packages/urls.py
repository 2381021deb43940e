"""Addresses of packages: on the desk of the groups whose documents they hold."""

from django.urls import path

from dueregard.records.packages import views

app_name = "packages"
urlpatterns = [
    path("desk/documents/exports/", views.exports, name="exports"),
    path("desk/documents/exports/<uuid:pk>/", views.export, name="export"),
    path("desk/documents/exports/<uuid:pk>/file/", views.package, name="package"),
]
