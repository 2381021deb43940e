"""Addresses of requests about data, and of what the site erases by itself."""

from django.urls import path

from dueregard.records.rights import views

app_name = "rights"
urlpatterns = [
    path("desk/rights/", views.requests, name="requests"),
    path("desk/rights/new/", views.new, name="new"),
    path("desk/rights/periods/", views.kept_for, name="periods"),
    path("desk/rights/<uuid:pk>/", views.one, name="request"),
    path("desk/rights/<uuid:pk>/days/", views.days, name="days"),
    path("desk/rights/<uuid:pk>/rows/", views.rows, name="rows"),
    path("desk/rights/<uuid:pk>/answer/", views.answer, name="answer"),
]
