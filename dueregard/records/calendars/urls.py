"""Addresses of the calculator and of the administrator's calendars."""

from django.urls import path

from dueregard.records.calendars.views import dates, desk

app_name = "calendars"
urlpatterns = [
    path("dates/", dates.dates, name="dates"),
    path("desk/calendars/", desk.calendars, name="desk"),
    path("desk/calendars/overrides/<uuid:pk>/withdraw/", desk.withdraw, name="withdraw"),
]
