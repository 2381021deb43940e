"""Addresses of the calculator and of the administrator's calendars."""

from django.urls import path

from dueregard.records.calendars.views import closures, dates, desk

app_name = "calendars"
urlpatterns = [
    path("dates/", dates.dates, name="dates"),
    path("desk/calendars/", desk.calendars, name="desk"),
    path("desk/calendars/overrides/<uuid:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("desk/register/<slug:slug>/closures/", closures.closures, name="closures"),
    path("desk/register/<slug:slug>/closures/<uuid:pk>/withdraw/", closures.withdraw, name="withdraw_closure"),
]
