"""Addresses of a person's own account. Some stand before allauth's of the same name, so that ours answer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
