"""Addresses of requests about data, of what the site erases by itself, and of the public log of take-downs."""

from django.urls import path

from dueregard.records.rights.views import requests, take_downs

app_name = "rights"
urlpatterns = [
    path("take-downs/", take_downs.take_downs, name="take_downs"),
    path("take-downs/feed.xml", take_downs.feed, name="take_downs_feed"),
    path("desk/rights/", requests.requests, name="requests"),
    path("desk/rights/new/", requests.new, name="new"),
    path("desk/rights/periods/", requests.kept_for, name="periods"),
    path("desk/rights/take-downs/", take_downs.write, name="write_take_down"),
    path("desk/rights/take-downs/<uuid:pk>/strike/", take_downs.strike, name="strike_take_down"),
    path("desk/rights/<uuid:pk>/", requests.one, name="request"),
    path("desk/rights/<uuid:pk>/days/", requests.days, name="days"),
    path("desk/rights/<uuid:pk>/rows/", requests.rows, name="rows"),
    path("desk/rights/<uuid:pk>/answer/", requests.answer, name="answer"),
]
