"""Addresses of the invented county: the administrator's alone."""

from django.urls import path

from dueregard.foundation.example import views

urlpatterns = [
    path("desk/example/", views.example, name="example"),
    path("desk/example/load/", views.load, name="load_example"),
    path("desk/example/remove/", views.remove, name="remove_example"),
]
