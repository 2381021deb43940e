"""Addresses of pamphlets."""

from django.urls import path
from dueregard.parts.pamphlets import views

app_name = "pamphlets"
urlpatterns = [
    path("pamphlets/", views.show_all, name="all"),
    path("pamphlets/<slug:slug>/", views.show_one, name="one"),
    path("desk/pamphlets/", views.desk, name="desk"),
    path("desk/pamphlets/paper/", views.paper, name="paper"),
]
