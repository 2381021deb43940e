"""Addresses of groups, of the people in them, and of the links that let people in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
