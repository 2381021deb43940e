"""Addresses of this app."""

from django.urls import URLPattern

app_name = "signposts"
urlpatterns: list[URLPattern] = []
